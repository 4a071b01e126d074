"""Commands from the desk: the door. It lets in what is well-formed, fresh and new, and answers everything else why not.

    network thread          loop, one at a time
    CommandQueue.put  --->  CommandQueue.take -> Gate.admit -> a command, or why it is refused

Who may write commands is the broker's business (its access rules). What this keeps out: a snooze from yesterday that
the broker kept, a command that is played again, one that is not ours, and a flood of them.
"""

import logging
from collections import deque
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from typing import NamedTuple

import msgspec

from contract.codec import decode
from contract.commands import COMMAND_LIFE_S, AnyCommand, CommandId, ReasonCode
from contract.errors import PayloadError
from edge.attention import Now
from edge.commanded import MOST_IDS

log = logging.getLogger(__name__)

MOST_WAITING = 64
MOST_A_MINUTE = 60
"""More is no person, and each one accepted is written to the card."""

NAMES = tuple(kind.__struct_config__.tag for kind in AnyCommand.__args__)
"""What a chair can be told."""


class Arrived(NamedTuple):
    """A command as it came: the last level of its topic, its body, and whether the broker keeps it."""

    name: str
    body: bytes
    retained: bool


class CommandQueue:
    """Between the network thread, which puts, and the loop, which takes. What does not fit is counted and lost."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Arrived] = SimpleQueue()
        self._said = False
        self.lost = 0

    def put(self, name: str, body: bytes, retained: bool) -> None:
        """Take a command from the network thread."""
        if self._queue.qsize() >= MOST_WAITING:
            self.lost += 1
        else:
            self._queue.put(Arrived(name, body, retained))

    def take(self) -> Arrived | None:
        """Return the next command, None when there is none."""
        if self.lost and not self._said:
            log.warning("commands come faster than they can be taken; what is over %d is lost", MOST_WAITING)
            self._said = True
        try:
            return self._queue.get_nowait()
        except Empty:
            return None


class CommandCounts(msgspec.Struct):
    """What came of commands since the daemon started; malformed ones are not among the refused."""

    accepted: int = 0
    refused: int = 0
    malformed: int = 0


class Reason(NamedTuple):
    """Why something is not done, or what is to be known of it: in words, and the `code` of `CommandResult` for it."""

    code: ReasonCode
    why: str


class Refusal(NamedTuple):
    """Why a command is not obeyed. Without an id nobody can be answered."""

    id: str | None
    code: ReasonCode
    why: str
    malformed: bool = False


class _Sender(msgspec.Struct):
    """As much of a command as an answer needs."""

    id: CommandId


class Gate:
    """Decides about one command after the other. `ids` are those taken before, also before a restart."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids: deque[str] = deque(ids, MOST_IDS)
        self._lately_s: deque[float] = deque(maxlen=MOST_A_MINUTE)

    @property
    def ids(self) -> tuple[str, ...]:
        """The last commands that were let in, the newest last."""
        return tuple(self._ids)

    def admit(self, arrived: Arrived, now: Now) -> AnyCommand | Refusal:
        """Return the command, or why it is refused."""
        if len(self._lately_s) == MOST_A_MINUTE and now.uptime_s - self._lately_s[0] < 60:
            why = f"more than {MOST_A_MINUTE} commands in a minute; wait a minute"
            return Refusal(_id_of(arrived.body), "too_many", why)
        self._lately_s.append(now.uptime_s)
        try:
            command: AnyCommand = decode(arrived.body, AnyCommand, "command")  # type: ignore[arg-type]  # a union
        except PayloadError as error:
            if arrived.name not in NAMES:
                why = f"this chair knows no {arrived.name[:32]!r}; it knows {', '.join(NAMES)}"
                return Refusal(_id_of(arrived.body), "unknown_command", why)
            return Refusal(_id_of(arrived.body), "malformed", str(error), malformed=True)
        reason = self._why_not(command, arrived, now)
        if reason is not None:
            return Refusal(command.id, *reason)
        self._ids.append(command.id)
        return command

    def _why_not(self, command: AnyCommand, arrived: Arrived, now: Now) -> Reason | None:
        name = command.__struct_config__.tag
        if arrived.name != name:
            said = f"the topic says {arrived.name[:32]!r} and the message {name!r}; send it to cmd/{name}"
            return Reason("wrong_topic", said)
        if arrived.retained:
            return Reason("retained", "the broker keeps it; publish commands without retain")
        if command.id in self._ids:
            return Reason("repeated", "it was sent before; each command needs an id of its own")
        age_s = (now.at_ms - command.sent_ms) / 1000
        if now.clock_synced and abs(age_s) > COMMAND_LIFE_S:
            when = f"{age_s:.0f} s ago" if age_s > 0 else f"{-age_s:.0f} s ahead of the chair's clock"
            return Reason("late", f"it was sent {when}, over {COMMAND_LIFE_S} s; check both clocks and send it again")
        return None


def _id_of(body: bytes) -> str | None:
    try:
        return decode(body, _Sender).id
    except PayloadError:
        return None
