"""When somebody asked for silence, from what the chair told of itself."""

from collections.abc import Iterable
from typing import Protocol

from contract.state import QuietBecause
from dashboard.analysis.prompts.told import Hush

MOVED_MS = 10_000
"""A pause ends at an uptime, and by the wall clock that moves a little. Longer by less than this is not longer."""


class Told(Protocol):
    """What a chair told of silence at an instant: a `ChairState`, or what the store keeps of it."""

    @property
    def at_ms(self) -> int:
        """When it was told."""

    @property
    def snoozes(self) -> int:
        """Snoozes of the day."""

    @property
    def quiet_because(self) -> QuietBecause | None:
        """Why prompts wait."""

    @property
    def paused_until_ms(self) -> int | None:
        """When a pause ends."""


def hushes(states: Iterable[Told]) -> list[Hush]:
    """Return the silences that states in a row tell of: a snooze counted, a pause or do-not-disturb begun.

    The end of the working hours is nobody's answer. A snooze that a pause hides still counts in `snoozes`.
    """
    found: list[Hush] = []
    before: Told | None = None
    for state in states:
        if before:
            if state.snoozes > before.snoozes or 0 < state.snoozes < before.snoozes:
                found.append(Hush(state.at_ms, "snoozed"))
            until_ms = state.paused_until_ms
            longer = until_ms is not None and until_ms > (before.paused_until_ms or 0) + MOVED_MS
            wants_quiet = state.quiet_because == "do_not_disturb" != before.quiet_because
            if longer or wants_quiet:
                found.append(Hush(state.at_ms, "paused"))
        before = state
    return found
