"""What a desk may ask of a chair. Never retained; a chair refuses one that is old, repeated or unknown."""

from typing import Annotated, Literal

import msgspec

from contract.scalars import EpochMs, Version
from contract.state import WeekHours

COMMAND_LIFE_S = 30
"""A command older than this is refused: nobody wants a snooze from yesterday."""

CommandId = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z-]{8,64}$(?!\n)")]


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="name"):
    """What each command carries; `id` comes back in the result."""

    version: Version = 1
    id: CommandId
    sent_ms: EpochMs


class Tare(Command, frozen=True, kw_only=True, tag="tare"):
    """Measure the empty seat anew. Refused while anything moves or sits on it."""


class Baseline(Command, frozen=True, kw_only=True, tag="baseline"):
    """Take the way the sitter sits now as even. Refused while nobody sits."""


class Snooze(Command, frozen=True, kw_only=True, tag="snooze"):
    """Ask again later; counted honestly."""

    snooze_s: Annotated[float, msgspec.Meta(gt=0, le=7200)]


class Pause(Command, frozen=True, kw_only=True, tag="pause"):
    """No prompts for a time that ends by itself; zero ends it now."""

    pause_s: Annotated[float, msgspec.Meta(ge=0, le=86_400)]


class DoNotDisturb(Command, frozen=True, kw_only=True, tag="do_not_disturb"):
    """Silence in a call or a meeting: until told otherwise, or for `quiet_s` if that is given."""

    quiet: bool
    quiet_s: Annotated[float, msgspec.Meta(gt=0, le=86_400)] | None = None


class SetLimits(Command, frozen=True, kw_only=True, tag="limits"):
    """Change limits and hours; what is None stays. The chair validates and reports what is in force under `config`.

    The least is what a demonstration needs, not what is good for anybody. Below ten seconds a chair would hardly be
    silent, and below one point of load asymmetry it would speak of its own noise: both come of a slip of the unit, or
    of somebody who wants to annoy. `edge.toml`, which only the chair's owner writes, has bounds of its own.
    """

    nudge_s: Annotated[float, msgspec.Meta(ge=10, le=86_400)] | None = None
    alert_s: Annotated[float, msgspec.Meta(ge=10, le=86_400)] | None = None
    uneven_points: Annotated[float, msgspec.Meta(ge=1, le=100)] | None = None
    uneven_s: Annotated[float, msgspec.Meta(ge=10, le=86_400)] | None = None
    hours: WeekHours | None = None


class Identify(Command, frozen=True, kw_only=True, tag="identify"):
    """Blink, so that somebody finds this chair among many."""


AnyCommand = Tare | Baseline | Snooze | Pause | DoNotDisturb | SetLimits | Identify


ReasonCode = Literal[
    "too_many",
    "unknown_command",
    "malformed",
    "wrong_topic",
    "retained",
    "repeated",
    "late",
    "limits",
    "no_output",
    "taring",
    "uncalibrated",
    "occupied",
    "object",
    "loaded",
    "no_rest",
    "not_written",
    "measuring",
    "nobody",
    "moving",
    "cell",
    "implausible",
    "not_stored",
    "askew",
]
"""Why our chairs refuse a command; the last two come with one that was accepted. docs/wire.md says what each means."""


class CommandResult(msgspec.Struct, frozen=True, kw_only=True):
    """The chair's answer; `why` says what to do when it was refused, in English.

    `code` is a short name of the same reason, such as `occupied`, by which a desk says it in its reader's language; ""
    from a chair that gives none. A desk takes one that it does not know for none.
    """

    version: Version = 1
    id: CommandId
    accepted: bool
    why: Annotated[str, msgspec.Meta(max_length=200)] = ""
    code: Annotated[str, msgspec.Meta(max_length=32)] = ""
