"""The figures of each day: one row a day, in the chair's zone. Formulae: `lengths` and `breaks`; terms: README."""

from __future__ import annotations  # a Series says what is in it to the type checker only

import math
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.analysis import breaks, lengths
from dashboard.analysis.calendar import LocalDay
from dashboard.analysis.day import JOIN_MS
from dashboard.analysis.spans import Span, union
from dashboard.analysis.tables import POSTURE_SECONDS, SECONDS
from dashboard.store.slices import NUMBERS

HOUR_S = 3600.0

KNOWN_SHARE = 0.9
"""A slice of which so much was measured counts as known when breaks are looked for."""


class Rules(NamedTuple):
    """What the figures are held against: from when a break counts, and which bouts are long ones."""

    break_s: float = 120.0
    long_s: float = 1800.0
    longer_s: float = 3600.0


def daily(
    slices: pd.DataFrame, bouts: pd.DataFrame, days: Sequence[LocalDay], zone: tzinfo, rules: Rules
) -> pd.DataFrame:
    """Return one row a day, indexed by date, for `tables.slice_table` and `tables.bout_table`.

    A bout belongs to the day on which it began; the seconds of sitting are those of the day itself, so a bout over
    midnight gives to both. A day without any measured time has NaN for everything that is not a length of time, and
    its `measured_s` is 0: it was not seen, which is not the same as nobody sitting.

    Columns: the seconds of `SECONDS`; `bouts`, `mean_bout_s`, `median_bout_s`, `longest_bout_s`, `usual_bout_s` (W50),
    `in_long_s` and `in_longer_s` (sitting in bouts of at least 30 and 60 min), `fragmentation_per_h`, `alpha`, `gini`,
    `breaks` (intervals between two bouts, as far as measured), `full_breaks` (those of at least `break_s`),
    `breaks_per_h` (per hour of sitting), `off_seat_s`, `hours_sat`, `hours_with_break`, `shifts`,
    `shifts_per_h`, `cop_lateral`, `cop_fore_aft`, `asymmetry_pct`, and a share for each posture.
    """
    whole = _Arrays(slices["at_ms"].to_numpy(), slices[list(NUMBERS)].to_numpy(dtype="float64"))
    sat = _Bouts(*(bouts[name].to_numpy() for name in _Bouts._fields))
    rows = [_row(whole.of(day), sat, day, zone, rules) for day in days]
    return pd.DataFrame(rows, index=pd.Index([day.on for day in days], name="on"))


class _Arrays(NamedTuple):
    """Slices without pandas, whose every step costs more than a day's arithmetic: times, and a column a number."""

    at_ms: NDArray[np.int64]
    numbers: NDArray[np.float64]

    def of(self, day: LocalDay) -> _Arrays:
        """Return the slices of a day."""
        first, last = self.at_ms.searchsorted([day.start_ms, day.end_ms])
        return _Arrays(self.at_ms[first:last], self.numbers[first:last])

    def column(self, name: str) -> NDArray[np.float64]:
        """Return one of `NUMBERS`."""
        return self.numbers[:, NUMBERS.index(name)]


class _Bouts(NamedTuple):
    """Bouts, oldest first."""

    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    sitting_s: NDArray[np.float64]


def _row(slices: _Arrays, bouts: _Bouts, day: LocalDay, zone: tzinfo, rules: Rules) -> dict[str, Any]:
    summed = (*SECONDS, "shifts")
    sums = slices.numbers[:, : len(summed)].sum(axis=0).tolist()
    row: dict[str, Any] = dict(zip(summed, sums, strict=True))
    first, last = bouts.start_ms.searchsorted([day.start_ms, day.end_ms])
    sat = breaks.spans_of_day(bouts.start_ms, bouts.end_ms, day)
    if not row["measured_s"] and not sat:
        return row | {"bouts": math.nan, "shifts": math.nan}
    of_bouts = _of_bouts(bouts.sitting_s[first:last], rules)
    return row | of_bouts | _of_breaks(sat, slices, row, zone, rules) | _balance(slices)


def _of_bouts(lengths_s: NDArray[np.float64], rules: Rules) -> dict[str, float]:
    some = len(lengths_s) > 0
    return {
        "bouts": len(lengths_s),
        "mean_bout_s": float(lengths_s.mean()) if some else math.nan,
        "median_bout_s": float(np.median(lengths_s)) if some else math.nan,
        "longest_bout_s": float(lengths_s.max()) if some else math.nan,
        "usual_bout_s": lengths.usual_bout_s(lengths_s),
        "in_long_s": lengths.in_long_bouts_s(lengths_s, rules.long_s),
        "in_longer_s": lengths.in_long_bouts_s(lengths_s, rules.longer_s),
        "fragmentation_per_h": lengths.fragmentation_per_h(lengths_s),
        "alpha": lengths.alpha(lengths_s),
        "gini": lengths.gini(lengths_s),
    }


def _of_breaks(sat: list[Span], slices: _Arrays, row: dict[str, Any], zone: tzinfo, rules: Rules) -> dict[str, float]:
    at_ms, measured_s, missing_s = slices.at_ms, slices.column("measured_s"), slices.column("unmeasured_s")
    ends_ms = at_ms + np.rint(1000 * (measured_s + missing_s)).astype("int64")
    seen = (measured_s > 0) & (measured_s >= KNOWN_SHARE * (measured_s + missing_s))
    known = union(zip(at_ms[seen].tolist(), ends_ms[seen].tolist(), strict=True), JOIN_MS)
    covered = union(zip(at_ms.tolist(), ends_ms.tolist(), strict=True), JOIN_MS)
    between = (ends_ms > sat[0][0]) & (at_ms < sat[-1][1]) if sat else np.zeros(len(at_ms), dtype=bool)
    found = breaks.hours_with_break(sat, known, zone, rules.break_s)
    taken = breaks.taken(sat, known)
    sitting_h = row["occupied_s"] / HOUR_S
    return {
        "breaks": len(taken),
        "full_breaks": sum(end - start >= rules.break_s * 1000 for start, end in taken),
        "breaks_per_h": len(taken) / sitting_h if sitting_h else math.nan,
        "off_seat_s": breaks.off_seat_s(sat, covered, float(missing_s[between].sum())),
        "hours_sat": found.sat,
        "hours_with_break": found.with_break,
        "shifts_per_h": row["shifts"] / sitting_h if sitting_h else math.nan,
    }


def _balance(slices: _Arrays) -> dict[str, float]:
    """Return where the load was in the mean, over the seconds in which it was known, and the share of each posture.

    `asymmetry_pct` is 100 |R - L| / W of the mean load (Childs 2003), which is 100 |cop_lateral|. Posture shares are of
    the seconds whose posture is known; they sum to 1.
    """
    told = [name for name in POSTURE_SECONDS if name != "unknown_s"]
    weights_s = slices.column("balance_s")
    seconds = [float(slices.column(name).sum()) for name in told]
    weight_s, known_s = float(weights_s.sum()), sum(seconds)
    known = weights_s > 0
    lateral, fore_aft = (
        float((slices.column(name)[known] * weights_s[known]).sum() / weight_s) if weight_s else math.nan
        for name in ("cop_lateral", "cop_fore_aft")
    )
    shares = {
        f"{name.removesuffix('_s')}_share": each / known_s if known_s else math.nan
        for name, each in zip(told, seconds, strict=True)
    }
    return {"cop_lateral": lateral, "cop_fore_aft": fore_aft, "asymmetry_pct": 100 * abs(lateral)} | shares
