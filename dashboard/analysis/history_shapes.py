"""What a history is made of, as it is sent. Apart from what computes it, because that takes pandas: it loads late."""

from datetime import date
from typing import NamedTuple

import msgspec

Row = list[float | int | None]

BASELINE_DAYS = 10
"""So many first days with sitting are what later ones are held against: two working weeks."""

LEAST_RATE_S = 600.0
"""Rates and shares are told from so much sitting on, as the chair itself does with shifts (contract.state)."""


class Band(NamedTuple):
    """Where the middle half of a figure's days lies: its quartiles, and the median between them."""

    low: float
    middle: float
    high: float


class Trend(msgspec.Struct, frozen=True):
    """The running median of the week that ends with each day, and what this person began with, if that is known."""

    median: Row
    baseline: Band | None


class Lengths(msgspec.Struct, frozen=True):
    """How many bouts, and how many seconds of sitting, are of each length; borders: `lengths.BINS_MIN`."""

    count: list[int]
    sitting_s: list[int]
    usual_bout_s: float | None
    in_long_s: float
    in_longer_s: float


class Window(msgspec.Struct, frozen=True):
    """The last `days` days: share of measured time sat by weekday (0 is Monday) and hour, and the lengths of bouts."""

    days: int
    week: list[Row]
    lengths: Lengths


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page draws. All rows have one place a day, from `first` to `last`; None: not known.

    `began` is the first day with a record, None while there is none. `bins_min` are the borders of the lengths.
    """

    chair: str
    zone: str
    first: date
    last: date
    today: date
    began: date | None
    figures: dict[str, Row]
    trends: dict[str, Trend]
    windows: list[Window]
    bins_min: tuple[int, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two periods. `days_*` are the days that count in each; `enough`: both have `needed` of them."""

    days_before: int
    days_after: int
    needed: int
    enough: bool
    figures: dict[str, tuple[float | None, float | None]]
