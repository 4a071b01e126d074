"""What is kept of a day of a chair: its figures, small enough that a year of them is read in a moment. Pure, no pandas.

    96 quarters of an hour, its bouts  ->  Digest  ->  with the limit from which a break counts: the figures of the day

Ingest makes the digest of each day that is over, the desk's page that of a day that goes on. Formulae: `lengths` and
`breaks`; terms: README.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from statistics import fmean, median

import msgspec

from dashboard.analysis import breaks, lengths
from dashboard.analysis.day import JOIN_MS
from dashboard.analysis.spans import Span, clip, union
from dashboard.store.bouts import LONGEST_BOUT_MS, Bout
from dashboard.store.slices import POSTURE_SECONDS, SECONDS, Slice
from dashboard.store.zones import LocalDay

FORMULA = 1
"""Grows when a formula changes: a digest made by another one is not read. Empty `days.digest` by a migration then."""

HOUR_S = 3600.0

LONG_S, LONGER_S = 1800.0, 3600.0
"""Sitting bouts of so long are long ones: the limits of the two prompts."""

KNOWN_SHARE = 0.9
"""A slice of which so much was measured counts as known when breaks are looked for."""

POSTURES = tuple(name for name in POSTURE_SECONDS if name != "unknown_s")
OF_BOUTS = (
    "bouts", "mean_bout_s", "median_bout_s", "longest_bout_s", "usual_bout_s", "in_long_s", "in_longer_s",
    "fragmentation_per_h", "alpha", "gini",
)  # fmt: skip
OF_BREAKS = ("breaks", "breaks_per_h", "off_seat_s", "hours_sat", "shifts_per_h")
OF_BALANCE = (
    *("cop_lateral", "cop_fore_aft", "asymmetry_pct"),
    *(f"{name.removesuffix('_s')}_share" for name in POSTURES),
)
FIGURES = (*SECONDS, "shifts", *OF_BOUTS, *OF_BREAKS, *OF_BALANCE)
"""The figures that hang on no setting, in the order in which a digest holds them."""


class Digest(msgspec.Struct, frozen=True, array_like=True):
    """A day. `figures` are those of `FIGURES`, None where nothing can be said.

    `breaks_ms` are the lengths of its breaks; `away_ms` has for each clock hour with sitting the longest time off the
    seat in it; `hours` the local hour, the seconds measured and those sat, of each hour with a record.
    """

    formula: int
    figures: list[float | None]
    breaks_ms: list[int]
    away_ms: list[int]
    hours: list[tuple[int, float, float]]


def by_rules(told: Digest, break_s: float) -> dict[str, float]:
    """Return all figures of a day by name: `FIGURES`, `full_breaks` and `hours_with_break`. NaN: not known."""
    row = {name: math.nan if each is None else each for name, each in zip(FIGURES, told.figures, strict=True)}
    return row | {"full_breaks": full_breaks(told, break_s), "hours_with_break": hours_with_break(told, break_s)}


def full_breaks(told: Digest, break_s: float) -> float:
    """Return how many breaks were of at least `break_s`; NaN for a day that nobody measured."""
    return math.nan if _unseen(told) else sum(each >= break_s * 1000 for each in told.breaks_ms)


def hours_with_break(told: Digest, break_s: float) -> float:
    """Return in how many of the clock hours with sitting the seat was left for at least `break_s`; NaN as above."""
    return math.nan if _unseen(told) else sum(0 < each >= break_s * 1000 for each in told.away_ms)


def digests(
    slices: Sequence[Slice],
    bouts: Sequence[Bout],
    days: Sequence[LocalDay],
    zone: tzinfo,
    day_slices: Mapping[date, Slice] | None = None,
) -> list[Digest | None]:
    """Return the digest of each day; None for one without record and bout. Slices and bouts are oldest first.

    `day_slices` stand for days whose quarters of an hour are deleted.
    """
    at_ms, starts_ms = [each.at_ms for each in slices], [bout.start_ms for bout in bouts]
    found: list[Digest | None] = []
    for day in days:
        ours = slices[bisect_left(at_ms, day.start_ms) : bisect_left(at_ms, day.end_ms)]
        if not ours and day_slices and day.on in day_slices:
            ours = [day_slices[day.on]]
        first, last = (bisect_left(starts_ms, at) for at in (day.start_ms - LONGEST_BOUT_MS, day.end_ms))
        near = [bout for bout in bouts[first:last] if bout.end_ms > day.start_ms]
        found.append(digest(ours, near, day, zone) if ours or near else None)
    return found


def digest(slices: Sequence[Slice], bouts: Sequence[Bout], day: LocalDay, zone: tzinfo) -> Digest:
    """Return the digest of a day from the slices in it and the bouts that touch it.

    A bout belongs to the day on which it began; the seconds of sitting are those of the day itself, so a bout over
    midnight gives to both. A day without any measured time has no figure that is not a length of time, and its
    `measured_s` is 0: it was not seen, which is not the same as nobody sitting.
    """
    sums = [sum(column) for column in zip(*(each[1 : 1 + len(SECONDS)] for each in slices), strict=True)]
    row: dict[str, float] = dict(zip(SECONDS, sums or [0.0] * len(SECONDS), strict=True))
    sat = clip(union((bout.start_ms, bout.end_ms) for bout in bouts), day.start_ms, day.end_ms)
    if not row["measured_s"] and not sat:
        return Digest(FORMULA, [*row.values(), *[None] * (len(FIGURES) - len(SECONDS))], [], [], _by_hour(slices, zone))
    row["shifts"] = sum(each.shifts for each in slices)
    row |= _of_bouts([bout.sitting_s for bout in bouts if day.start_ms <= bout.start_ms < day.end_ms])
    of_breaks, breaks_ms, away_ms = _of_breaks(sat, slices, row, zone)
    row |= of_breaks | _of_balance(slices)
    values = [None if math.isnan(row[name]) else float(row[name]) for name in FIGURES]
    return Digest(FORMULA, values, breaks_ms, away_ms, _by_hour(slices, zone))


def _unseen(told: Digest) -> bool:
    return told.figures[len(SECONDS)] is None


def _of_bouts(lengths_s: list[float]) -> dict[str, float]:
    some = len(lengths_s) > 0
    return {
        "bouts": len(lengths_s),
        "mean_bout_s": fmean(lengths_s) if some else math.nan,
        "median_bout_s": median(lengths_s) if some else math.nan,
        "longest_bout_s": max(lengths_s, default=math.nan),
        "usual_bout_s": lengths.usual_bout_s(lengths_s),
        "in_long_s": lengths.in_long_bouts_s(lengths_s, LONG_S),
        "in_longer_s": lengths.in_long_bouts_s(lengths_s, LONGER_S),
        "fragmentation_per_h": lengths.fragmentation_per_h(lengths_s),
        "alpha": lengths.alpha(lengths_s),
        "gini": lengths.gini(lengths_s),
    }


def _of_breaks(
    sat: list[Span], slices: Sequence[Slice], row: Mapping[str, float], zone: tzinfo
) -> tuple[dict[str, float], list[int], list[int]]:
    spans = [(each.at_ms, each.at_ms + round(1000 * (each.measured_s + each.unmeasured_s))) for each in slices]
    known = union(
        (
            span
            for span, each in zip(spans, slices, strict=True)
            if 0 < each.measured_s >= KNOWN_SHARE * (each.measured_s + each.unmeasured_s)
        ),
        JOIN_MS,
    )
    missing_s = sum(
        each.unmeasured_s
        for (start, end), each in zip(spans, slices, strict=True)
        if sat and end > sat[0][0] and start < sat[-1][1]
    )
    taken, away_ms = breaks.taken(sat, known), breaks.longest_away_ms(sat, known, zone)
    sitting_h = row["occupied_s"] / HOUR_S
    found = {
        "breaks": len(taken),
        "breaks_per_h": len(taken) / sitting_h if sitting_h else math.nan,
        "off_seat_s": breaks.off_seat_s(sat, union(spans, JOIN_MS), missing_s),
        "hours_sat": len(away_ms),
        "shifts_per_h": row["shifts"] / sitting_h if sitting_h else math.nan,
    }
    return found, [end - start for start, end in taken], away_ms


def _of_balance(slices: Sequence[Slice]) -> dict[str, float]:
    """Return where the load was in the mean, over the seconds in which it was known, and the share of each posture.

    `asymmetry_pct` is 100 |R - L| / W of the mean load (Childs 2003), which is 100 |cop_lateral|. Posture shares are of
    the seconds whose posture is known; they sum to 1.
    """
    known = [each for each in slices if each.balance_s > 0]
    weight_s = sum(each.balance_s for each in known)
    lateral, fore_aft = (
        sum((each[place] or 0.0) * each.balance_s for each in known) / weight_s if weight_s else math.nan
        for place in (Slice._fields.index("cop_lateral"), Slice._fields.index("cop_fore_aft"))
    )
    seconds = {name: sum(getattr(each, name) for each in slices) for name in POSTURES}
    known_s = sum(seconds.values())
    shares = {f"{name.removesuffix('_s')}_share": s / known_s if known_s else math.nan for name, s in seconds.items()}
    return {"cop_lateral": lateral, "cop_fore_aft": fore_aft, "asymmetry_pct": 100 * abs(lateral), **shares}


def _by_hour(slices: Sequence[Slice], zone: tzinfo) -> list[tuple[int, float, float]]:
    sums: dict[int, tuple[float, float]] = {}
    for each in slices:
        hour = datetime.fromtimestamp(each.at_ms / 1000, zone).hour
        measured_s, occupied_s = sums.get(hour, (0.0, 0.0))
        sums[hour] = measured_s + each.measured_s, occupied_s + each.occupied_s
    return [(hour, *seconds) for hour, seconds in sorted(sums.items())]
