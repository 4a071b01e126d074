"""The figures of each day as a table: one row a day, in the chair's zone."""

from __future__ import annotations  # a Series says what is in it to the type checker only

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import LocalDay
from dashboard.analysis.digest import FIGURES, FORMULA, Digest, digests, full_breaks, hours_with_break
from dashboard.store.slices import SECONDS, Slice

NOTHING = Digest(FORMULA, [*[0.0] * len(SECONDS), *[None] * (len(FIGURES) - len(SECONDS))], [], [], [])
"""A day of which nothing is known."""


class Rules(NamedTuple):
    """What the figures are held against: from when a break counts."""

    break_s: float = 120.0


def daily(
    slices: pd.DataFrame, bouts: pd.DataFrame, days: Sequence[LocalDay], zone: tzinfo, rules: Rules
) -> pd.DataFrame:
    """Return `table` for `tables.slice_table` and `tables.bout_table`."""
    rows = [Slice._make(row) for row in slices[list(Slice._fields)].itertuples(index=False)]
    sat = [Bout(*row) for row in bouts[["start_ms", "end_ms", "sitting_s"]].itertuples(index=False)]
    return table(digests(rows, sat, days, zone), days, rules)


def table(told: Sequence[Digest | None], days: Sequence[LocalDay], rules: Rules) -> pd.DataFrame:
    """Return one row a day, indexed by date; NaN is what is not known, but for lengths of time, which are 0 then.

    Columns: the seconds of `SECONDS`; `bouts`, `mean_bout_s`, `median_bout_s`, `longest_bout_s`, `usual_bout_s` (W50),
    `in_long_s` and `in_longer_s` (sitting in bouts of at least 30 and 60 min), `fragmentation_per_h`, `alpha`, `gini`,
    `breaks` (intervals between two bouts, as far as measured), `full_breaks` (those of at least `break_s`),
    `breaks_per_h` (per hour of sitting), `off_seat_s`, `hours_sat`, `hours_with_break`, `shifts`,
    `shifts_per_h`, `cop_lateral`, `cop_fore_aft`, `asymmetry_pct`, and a share for each posture.
    """
    rows = [(each or NOTHING).figures for each in told]
    values = np.array(rows, dtype="float64").reshape(len(rows), len(FIGURES))
    found = pd.DataFrame(values, columns=list(FIGURES), index=pd.Index([day.on for day in days], name="on"))
    counted = {"full_breaks": full_breaks, "hours_with_break": hours_with_break}
    by_rule = {name: [each and count(each, rules.break_s) for each in told] for name, count in counted.items()}
    return found.assign(**{name: np.array(row, dtype="float64") for name, row in by_rule.items()})
