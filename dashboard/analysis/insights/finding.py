"""What a finder is given and what it answers."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

import msgspec
import pandas as pd

from dashboard.analysis.calendar import midnight_ms
from dashboard.analysis.prompts.told import Prompt
from dashboard.words import Message


class Rules(NamedTuple):
    """What the chair's limits are: they say what a long bout is, what a break is, and when a prompt comes."""

    nudge_s: float = 1800.0
    break_s: float = 120.0
    within_s: float = 600.0


class Told(NamedTuple):
    """A person's figures: `daily.daily`, `tables.bout_table`, `tables.slice_table` and prompts, up to `today`."""

    days: pd.DataFrame
    bouts: pd.DataFrame
    slices: pd.DataFrame
    prompts: Sequence[Prompt]
    zone: tzinfo
    today: date
    rules: Rules = Rules()

    def whole_weeks(self) -> "Told":
        """Return what was before the Monday of this week."""
        monday = self.today - timedelta(days=self.today.weekday())
        end_ms = midnight_ms(monday, self.zone)
        return self._replace(
            days=self.days.loc[self.days.index < monday],
            bouts=self.bouts[self.bouts["start_ms"] < end_ms],
            slices=self.slices[self.slices["at_ms"] < end_ms],
            prompts=[prompt for prompt in self.prompts if prompt.said_ms < end_ms],
            today=monday,
        )

    def last_days(self, days: int) -> pd.DataFrame:
        """Return the figures of so many days before today, of those with sitting."""
        first = self.today - timedelta(days=days)
        return self.days.loc[(self.days.index >= first) & (self.days["occupied_s"] > 0)]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, from how much, and how surely.

    `chance` is the p-value: how often data without such a pattern would show as much. `strength` is how far what was
    seen lies from what is usual without one, in standard deviations; findings are ranked by it.
    """

    says: Message
    basis: Message
    chance: float
    strength: float


class Insight(NamedTuple):
    """A finder with its name and the anchors of docs/evidence.md that say why it is told at all."""

    id: str
    rests_on: tuple[str, ...]
    find: Callable[[Told], Finding | None]
