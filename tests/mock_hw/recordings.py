"""Recordings for tests, written as whoever records would write them."""

from contract.recording import read_recording

KG = "t_s,front_left_kg,front_right_kg,rear_left_kg,rear_right_kg"
COUNTS = KG.replace("_kg", "_counts")


def rows(span_s, kg, *, start_s=0.0, hz=10):
    """Rows of an evenly spread load; None for cells that are silent."""
    cell = "" if kg is None else f"{kg / 4:g}"
    return [
        f"{round(start_s + place / hz, 4):g},{cell},{cell},{cell},{cell}" for place in range(round(span_s * hz) + 1)
    ]


def write(path, *parts, header=KG):
    """Write a recording; each part is a list of rows."""
    path.write_text("\n".join([header, *(row for part in parts for row in part)]) + "\n", "utf-8")
    return path


def recording(path, *parts, header=KG):
    """Write and read a recording."""
    return read_recording(write(path, *parts, header=header))


BOUT = (rows(9.9, 0.0), rows(59.9, 72.0, start_s=10), rows(10, 0.0, start_s=70))
"""Ten seconds of nobody, a minute of sitting, ten seconds of nobody."""
