"""When somebody asked for silence, from what the chair told of itself."""

from collections.abc import Iterable

from contract.state import ChairState
from dashboard.analysis.prompts.told import Hush


def hushes(states: Iterable[ChairState]) -> list[Hush]:
    """Return the silences that states in a row tell of: a snooze counted, a pause or do-not-disturb begun.

    The end of the working hours is nobody's answer. A snooze that a pause hides still counts in `snoozes`.
    """
    found: list[Hush] = []
    before: ChairState | None = None
    for state in states:
        if before:
            if state.snoozes > before.snoozes or 0 < state.snoozes < before.snoozes:
                found.append(Hush(state.at_ms, "snoozed"))
            longer = state.paused_until_ms is not None and state.paused_until_ms > (before.paused_until_ms or 0)
            wants_quiet = state.quiet_because == "do_not_disturb" != before.quiet_because
            if longer or wants_quiet:
                found.append(Hush(state.at_ms, "paused"))
        before = state
    return found
