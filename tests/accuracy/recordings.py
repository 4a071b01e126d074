"""Real recordings, judged by their own labels: leaning wheelchair users, a standing board, beam cells as things."""

import math
import statistics
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from contract.recording import Recording, read_recording
from contract.seat import Corners
from edge.core.frame import SeatFrame
from edge.core.moment import LONGEST_SPAN_S
from mock_hw.population.render import AT_MS, UPTIME_S
from mock_hw.population.scene import Scene, Stay
from tests.accuracy.adapter import guided_baseline, listen
from tests.accuracy.judge_seat import judge_seat
from tests.accuracy.marks import Marks
from tests.accuracy.spans import Span, overlap_s

FOLDER = Path(__file__).resolve().parents[1] / "recordings"
STEERS, RESTS = 0.5, 0.1  # of the joystick, either way
GUIDED_S = 20.0
SURE_S = 3.0  # the recording begins with somebody seated; the rule may take 2 s to be sure
BEAM_KG = (4.0, 10.0, 18.0, 25.0, 38.0)
REST_ROWS = 200

BOARD_STAYS = (
    (6.1, 135.2),
    (151.2, 298.6),
    (320.9, 449.2),
    (474.6, 604.9),
    (621.5, 747.0),
    (787.1, 919.3),
    (951.9, 1085.1),
)
"""On and off at 20 kg by the recording itself (see its README.md); the touch at 746.9 s belongs to the fifth stay."""


def wheelchairs() -> dict[str, dict[str, Marks]]:
    """Return marks by file and run. A guided baseline is the time before the first steering, at most 20 s."""
    marked: dict[str, dict[str, Marks]] = {}
    for path in _files("gpl", "wheelchair-lean-*.csv"):
        recording = read_recording(path)
        told = list(_frames(recording))
        joystick = [float(label or "nan") for label in recording.labels["joystick_left"]]
        first = next(k for k, value in enumerate(joystick) if abs(value) > RESTS)
        guided_s = min(GUIDED_S, recording.t_s[first] - recording.t_s[0])
        runs = {"alone": listen(told), "guided": listen(told, guided_baseline(told, 0.0, guided_s), guided_s)}
        marked[path.stem] = {run: Marks({}, {}) for run in runs}
        for run, heard in runs.items():
            marks = marked[path.stem][run]
            for k, value in enumerate(joystick):
                if not abs(value) > STEERS:
                    continue
                at_s = recording.t_s[k] - recording.t_s[0]
                said = heard.posture.within(Span(at_s, at_s + 0.05))
                marks.count("lean_frames")
                marks.count("lean_right", ("left" if value > 0 else "right") in said)
                marks.count("lean_other_side", ("right" if value > 0 else "left") in said)
            whole = Span(SURE_S, recording.duration_s)
            marks.count("person_s", whole.length_s)
            marks.count("person_said_s", heard.presence.within(whole).get("occupied", 0.0))
    return marked


def board() -> Marks:
    """Judge seven long stays on a board, with a hole of 22 s in one of them."""
    recording = read_recording(_files("gpl", "board-eight-bouts.csv")[0])
    stays = tuple(Stay("person", begin_s, end_s, 60.0) for begin_s, end_s in BOARD_STAYS)
    marks = Marks({}, {})
    judge_seat(Scene(recording.duration_s, (), stays), listen(_frames(recording)), None, marks, _holes_s(recording))
    return marks


def _holes_s(recording: Recording) -> float:
    """Return the seconds of stays without rows for more than a second: nobody measured them, they are not sitting."""
    return sum(
        overlap_s(Span(a, b), Span(*stay))
        for a, b in pairwise(recording.t_s)
        if b - a > LONGEST_SPAN_S
        for stay in BOARD_STAYS
    )


def beams() -> Marks:
    """Judge load cycles of three beam cells, scaled to things of some weights; the fourth corner bears nothing."""
    recording = read_recording(_files("mit", "beam-load-cycles.csv")[0])
    columns = list(recording.corners)[:3]
    rests = [statistics.median(column[:REST_ROWS]) for column in columns]
    loaded = [min(column) + 0.5 * (rest - min(column)) for column, rest in zip(columns, rests, strict=True)]
    spans = [
        rest - statistics.median(value for value in column if value < half)
        for column, rest, half in zip(columns, rests, loaded, strict=True)
    ]
    marks = Marks({}, {})
    for kg in BEAM_KG:
        rows = [
            [(rest - value) / span * kg / 3 for value, rest, span in zip(row, rests, spans, strict=True)]
            for row in zip(*columns, strict=True)
        ]
        told = [
            _frame(t_s - recording.t_s[0], Corners(row[0], row[1], row[2], 0.0))
            for t_s, row in zip(recording.t_s, rows, strict=True)
        ]
        on = [sum(row) > kg / 2 for row in rows]
        stays = tuple(
            Stay("object", told[begin].uptime_s - UPTIME_S, told[end - 1].uptime_s - UPTIME_S, kg, "beam")
            for begin, end in _runs(on)
        )
        judge_seat(Scene(recording.duration_s, (), stays), listen(told), None, marks)
    return marks


def _runs(on: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield from where to where a flag is set, each run at least ten rows long: a touch is no placement."""
    begin: int | None = None
    for k, value in enumerate([*on, False]):
        if value and begin is None:
            begin = k
        elif not value and begin is not None:
            if k - begin >= 10:
                yield begin, k
            begin = None


def _frames(recording: Recording) -> Iterator[SeatFrame]:
    for t_s, *row in zip(recording.t_s, *recording.corners, strict=True):
        yield _frame(t_s - recording.t_s[0], Corners(*(None if math.isnan(value) else value for value in row)))


def _frame(t_s: float, load_kg: Corners[float | None]) -> SeatFrame:
    return SeatFrame(AT_MS + round(1000 * t_s), UPTIME_S + t_s, load_kg)


def _files(folder: str, pattern: str) -> list[Path]:
    files = sorted((FOLDER / folder).glob(pattern))
    if not files:
        raise SystemExit(f"no recording {pattern} in {FOLDER / folder}: restore it, see tests/recordings/README.md")
    return files
