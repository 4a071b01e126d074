"""What the rule about lone readings costs with real people: `tests/recordings`, ten conversions a second.

    recording -> kilograms at each conversion -> counts, and a converter's noise -> `LoneReadings` -> believed or not

Nothing is wrong with these readings, so each that is dropped is a false alarm. `as_a_rule` is a cell that was never
caught, `caught` one that is on probation from the first reading to the last, as one with a loose wire is.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from unittest import mock

from contract.recording import read_recording
from contract.seat import CORNER_NAMES
from edge.hardware import lone
from edge.hardware.lone import LoneReadings
from mock_hw.cell import COUNTS_PER_KG, CellTruth, counts, noise
from mock_hw.track import Track

FOLDER = Path(__file__).resolve().parents[1] / "recordings" / "gpl"
PATTERNS = {"wheelchair": "wheelchair-*.csv", "board": "board-*.csv"}
PERIOD_S = 0.1
BRIDGE = CellTruth(0, COUNTS_PER_KG)


def recordings() -> dict[str, float]:
    """Return the share of readings dropped, in per cent, by kind of recording and for a cell that was caught."""
    figures: dict[str, float] = {}
    for name in PATTERNS:
        as_a_rule, caught = verdicts(name, caught=False), verdicts(name, caught=True)
        figures[f"{name}_readings"] = as_a_rule.total()
        figures[f"{name}_as_a_rule_dropped_pct"] = _share_pct(as_a_rule, "alone", "unproved")
        figures[f"{name}_caught_dropped_pct"] = _share_pct(caught, "alone", "unproved")
        figures[f"{name}_caught_new_level_pct"] = _share_pct(caught, "unproved")
    return figures


def verdicts(name: str, *, caught: bool) -> "Counter[str]":
    """Count the verdicts about all readings of one kind of recording."""
    paths = sorted(FOLDER.glob(PATTERNS[name]))
    if not paths:
        raise SystemExit(f"no recording {PATTERNS[name]} in {FOLDER}: restore it, see tests/recordings/README.md")
    with mock.patch.object(lone, "PROBATION", 10**9):
        return sum((_judged(run, caught=caught) for path in paths for run in _runs(path)), Counter[str]())


def _share_pct(seen: "Counter[str]", *which: str) -> float:
    return 100 * sum(seen[each] for each in which) / seen.total()


def _runs(path: Path) -> Iterator[list[int]]:
    """Yield what a converter makes of each corner, between two holes of the recording."""
    track = Track(read_recording(path))
    for section in track.sections():
        times_s = [section.begin_s + n * PERIOD_S for n in range(int((section.end_s - section.begin_s) / PERIOD_S))]
        for place, corner in enumerate(CORNER_NAMES):
            loads_kg = [getattr(track.at(t_s), corner) for t_s in times_s]
            yield [
                counts(kg, BRIDGE, noise(place, int(t_s * 1e6)))
                for t_s, kg in zip(times_s, loads_kg, strict=True)
                if kg is not None
            ]


def _judged(readings: list[int], *, caught: bool) -> "Counter[str]":
    """Count verdicts, each reading held against the next one, as in a cell."""
    rule, seen = LoneReadings(), Counter[str]()
    if caught:
        rule.distrust()
    for reading, after in pairwise(readings):
        if not rule.first(reading):
            seen[rule.judge(reading, after)] += 1
    return seen
