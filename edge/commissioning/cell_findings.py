"""What a survey of the cells means: a finding for each cell and aspect, each with its remedy."""

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.findings import Finding, Verdict
from edge.commissioning.survey import CellSeen
from edge.core.calibration import NOMINAL_COUNTS_PER_KG
from edge.errors import CellFault

SLOWEST, FASTEST = 0.85, 1.25
"""A board's true rate as a share of its nominal one, as `edge.hardware.cell` takes it; that would import the driver."""

MANY_BAD, MOSTLY_BAD = 0.05, 0.5
"""Shares of bad reads: 1 to 5 % come with a stalling process in the field; with half of them there is no measuring."""

NOISY_KG = 0.02
"""kg rms on an empty seat; a good cell has about half a gram (20 counts rms at 43 counts per gram). Ours."""

EMPTY_KG = 3.0
"""An empty seat's corner further from zero than this is not empty, or was calibrated in another life. Ours."""

PINS_IN, PINS_IN_OVERLAY = "[cells]", "the overlay (docs/iio.md)"

_NO_READING: dict[CellFault | None, str] = {
    "timeout": "Check this board's supply, its DOUT and PD_SCK wires against the pins in {pins_in}, and its RATE pin.",
    "desync": "Compare the board's RATE strap with rate_sps in [cells]; shorten the wires; check the supply.",
    "stalled": "Allow real-time scheduling and take other work off this computer.",
    "saturated": "Check the four wires of the load cell for one that is off, and that nothing presses it too hard.",
    "frozen": "Check the load cell's wires at the board; then replace the board.",
}


def cell_findings(cells: Corners[CellSeen], rate_sps: float, pins_in: str = PINS_IN) -> list[Finding]:
    """Return the findings of all four cells. `rate_sps` is the nominal rate from the configuration.

    `pins_in` says where the pins of a cell are written down.
    """
    found: list[Finding] = []
    for corner, seen in zip(CORNER_NAMES, cells, strict=True):
        name = corner.replace("_", " ")
        present = _present(name, seen, pins_in)
        found.append(present)
        if present.verdict == "ok":
            found += [_rate(name, seen, rate_sps), _noise(name, seen), _range(name, seen), _bad(name, seen)]
            found += [_sign(name, seen)] if seen.counts_per_kg is not None else []
    return found


def _present(name: str, seen: CellSeen, pins_in: str) -> Finding:
    if seen.median_counts is not None:
        return Finding(f"{name}: cell", "ok", f"found, at {seen.median_counts:+,.0f} counts")
    why = f"no reading ({seen.fault})" if seen.fault else "no reading"
    remedy = _NO_READING.get(seen.fault, _NO_READING["timeout"])
    return Finding(f"{name}: cell", "failed", why, remedy.format(pins_in=pins_in))


def _rate(name: str, seen: CellSeen, rate_sps: float) -> Finding:
    if seen.rate_sps is None:
        return Finding(f"{name}: rate", "unknown", "too short to tell", "Look for longer: --seconds 10.")
    said = f"{seen.rate_sps:.1f} SPS of {rate_sps:g} nominal"
    if SLOWEST * rate_sps <= seen.rate_sps <= FASTEST * rate_sps:
        return Finding(f"{name}: rate", "ok", said)
    remedy = "Set rate_sps in [cells] to what the board's RATE pin is strapped to (10 or 80), or strap all four alike."
    return Finding(f"{name}: rate", "warning", said, remedy)


def _noise(name: str, seen: CellSeen) -> Finding:
    if seen.noise_counts is None:
        return Finding(f"{name}: noise", "unknown", "too few readings", "Look for longer: --seconds 10.")
    noise_kg = seen.noise_kg if seen.noise_kg is not None else seen.noise_counts / NOMINAL_COUNTS_PER_KG
    said = f"{seen.noise_counts:.0f} counts rms, {noise_kg * 1000:.1f} g"
    if noise_kg <= NOISY_KG:
        return Finding(f"{name}: noise", "ok", said)
    remedy = "Was the seat empty and still? Then twist the cell's wires, keep them from power leads, check the supply."
    return Finding(f"{name}: noise", "warning", said, remedy)


def _range(name: str, seen: CellSeen) -> Finding:
    if seen.saturated:
        said = f"at the end of its range {seen.saturated} times"
        return Finding(f"{name}: range", "warning", said, _NO_READING["saturated"])
    return Finding(f"{name}: range", "ok", "never at its end")


def _bad(name: str, seen: CellSeen) -> Finding:
    share = seen.bad_share
    said = f"{seen.bad} bad of {seen.bad + seen.readings} reads ({share:.1%})"
    verdict: Verdict = "failed" if share >= MOSTLY_BAD else "warning" if share > MANY_BAD else "ok"
    remedy = "Allow real-time scheduling; shorten the wires; give the boards a steady supply and a common ground."
    return Finding(f"{name}: reads", verdict, said, "" if verdict == "ok" else remedy)


def _sign(name: str, seen: CellSeen) -> Finding:
    load_kg, counts_per_kg = seen.load_kg, seen.counts_per_kg
    way = "counts fall under load, as calibrated" if counts_per_kg and counts_per_kg < 0 else "counts rise under load"
    if load_kg is None or abs(load_kg) <= EMPTY_KG:
        return Finding(f"{name}: sign", "ok", way)
    said = f"an empty seat reads {load_kg:+z.1f} kg here"
    if load_kg < 0:
        remedy = "Were wires or cells changed since the calibration? Calibrate again: sitwell-edge calibrate."
    else:
        remedy = "Clear the seat and check again; if it is empty, sitwell-edge tare."
    return Finding(f"{name}: sign", "warning", said, remedy)
