"""What is known about a chair, and what is told about a prompt."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dashboard.analysis.bouts import Bout
from dashboard.analysis.spans import Span
from dashboard.words import N_, Message

Kind = Literal["nudge", "alert", "stillness", "uneven"]
Outcome = Literal["stood_up", "shifted", "evened", "snoozed", "paused", "ignored", "open", "unmeasured"]

FOLLOWED: frozenset[Outcome] = frozenset({"stood_up", "shifted", "evened"})
KNOWN: frozenset[Outcome] = FOLLOWED | {"snoozed", "paused", "ignored"}
"""What counts when shares are computed: prompts that are open or unmeasured say nothing about anybody."""

OUTCOME_NAMES: dict[Outcome, Message] = {
    "stood_up": Message(N_("Stood up")),
    "shifted": Message(N_("Shifted")),
    "evened": Message(N_("Sat evenly again")),
    "snoozed": Message(N_("Snoozed")),
    "paused": Message(N_("Paused")),
    "ignored": Message(N_("Ignored")),
    "open": Message(N_("Still open")),
    "unmeasured": Message(N_("Not measured")),
}
KIND_NAMES: dict[Kind, Message] = {
    "nudge": Message(N_("First prompt for a break")),
    "alert": Message(N_("Stronger prompt for a break")),
    "stillness": Message(N_("Prompt to shift")),
    "uneven": Message(N_("Warning about uneven load")),
}


class Rules(NamedTuple):
    """How long a prompt is waited upon, and from when being away is a break."""

    within_s: float = 600.0
    break_s: float = 120.0


class Hush(NamedTuple):
    """Somebody asked for silence: when, and by what. A pause and do-not-disturb are both `paused`."""

    at_ms: int
    outcome: Literal["snoozed", "paused"]


class Seen(NamedTuple):
    """What is known of a chair: bouts, minutes with a shift, silences asked for, and when it measured.

    All oldest first. `shifts` are the minutes in which a postural shift was counted, as (start, end).
    """

    bouts: Sequence[Bout]
    known: Sequence[Span]
    shifts: Sequence[Span] = ()
    hushes: Sequence[Hush] = ()


class Prompt(NamedTuple):
    """One prompt: what for, when it was said, what followed, and after how long; None where nothing did."""

    kind: Kind
    said_ms: int
    outcome: Outcome
    after_s: float | None
