"""How long pain has lasted, by the diary.

    pain      3  .  5  .  .  .  2          4  .  6 . today
              |---- one spell --|          |---- another
                                 <-------->
              more than 14 days without a painful entry, or more than 7 with an entry of 0 among them

One good day ends no spell, and days without an entry are not days without pain.
"""

from collections.abc import Iterable
from datetime import date, tzinfo
from typing import NamedTuple

from dashboard.advice.lasting import Lasting, word
from dashboard.analysis import words
from dashboard.analysis.diary.entry import Entry

SILENT_DAYS = 14
FREE_DAYS = 7


class Spell(NamedTuple):
    """Pain from one painful entry to another, by local days, both counted. It may have begun before the diary did."""

    first: date
    last: date

    @property
    def lasted_days(self) -> int:
        """Return how long it has lasted by the entries."""
        return (self.last - self.first).days + 1

    @property
    def word(self) -> Lasting:
        """Return acute, chronic or, between, neither."""
        return word(self.lasted_days)


def spell_now(entries: Iterable[Entry], zone: tzinfo, today: date) -> Spell | None:
    """Return the spell of pain that goes on today; None when the last one has ended, or nobody knows."""
    pain_on = worst_by_day(entries, zone)
    spell: Spell | None = None
    free = False
    for on in sorted(day for day in pain_on if day <= today):
        if pain_on[on] == 0:
            free = True
            continue
        spell = Spell(spell.first, on) if spell and not _over(spell, on, free=free) else Spell(on, on)
        free = False
    return None if spell is None or _over(spell, today, free=free) else spell


def worst_by_day(entries: Iterable[Entry], zone: tzinfo) -> dict[date, int]:
    """Return the strongest pain of each local day with an entry that says how strong it was."""
    worst: dict[date, int] = {}
    for entry in entries:
        if entry.pain is not None:
            on = words.local(entry.at_ms, zone).date()
            worst[on] = max(worst.get(on, 0), entry.pain)
    return worst


def _over(spell: Spell, on: date, *, free: bool) -> bool:
    """Say whether a spell ended before a day. `free`: an entry since its last painful one says 0."""
    return (on - spell.last).days > (FREE_DAYS if free else SILENT_DAYS)
