"""The two tables that every figure over days is computed from, as pandas holds them.

    bouts    one row a sitting bout      start_ms, end_ms, sitting_s
    slices   one row a span of time      at_ms, the seconds of it by what was on the seat, by posture, by cue; shifts;
                                         the mean centre of pressure and the seconds behind it

A slice is a minute record, a quarter of an hour or a day: the figures ask only that none reaches over a midnight in the
chair's zone. Quarters of an hour never do, because every zone of today is a multiple of 15 minutes off UTC.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from dashboard.analysis.bouts import Bout
from dashboard.store.slices import POSTURE_SECONDS, SECONDS, Slice

__all__ = ["BOUT_COLUMNS", "POSTURE_SECONDS", "SECONDS", "SLICE_COLUMNS", "bout_table", "slice_table"]

BOUT_COLUMNS = ("start_ms", "end_ms", "sitting_s")

SLICE_COLUMNS = Slice._fields


def bout_table(bouts: Iterable[Bout]) -> pd.DataFrame:
    """Return bouts as a table, oldest first. `sitting_s` is the measured part: a hole is not sitting."""
    rows = [(bout.start_ms, bout.end_ms, bout.sitting_s) for bout in sorted(bouts)]
    table = pd.DataFrame(rows, columns=list(BOUT_COLUMNS))
    return table.astype({"start_ms": "int64", "end_ms": "int64", "sitting_s": "float64"})


def slice_table(rows: Iterable[Mapping[str, object] | Slice]) -> pd.DataFrame:
    """Return slices as a table, oldest first. A centre of pressure that nobody knows is NaN, with `balance_s` 0."""
    kinds = dict.fromkeys(SLICE_COLUMNS, "float64") | {"at_ms": "int64", "shifts": "int64"}
    table = pd.DataFrame(list(rows), columns=list(SLICE_COLUMNS)).astype(kinds)
    return table.sort_values("at_ms", ignore_index=True)
