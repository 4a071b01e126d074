"""The door for whoever is at this computer: a socket in the runtime folder, for the commands that a desk may send.

    sitwell-edge baseline   --- a command -->   Door --> CommandQueue --> the loop, as if it had come from the desk
                            <-- `Said` ------   each second while it is measured, and at last the result

Datagrams, and nothing waits: the loop looks once a frame. Who may write to the socket may command the chair: root, the
service's user and its group.
"""

import contextlib
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from contract.codec import decode, encode
from contract.commands import AnyCommand, CommandId, CommandResult
from contract.errors import PayloadError, SitwellError
from edge.core.guided import GuidedState, Reason
from edge.obedience import Answer

log = logging.getLogger(__name__)

FILE = "door"
LONGEST = 4096
MOST_ASKED = 16
SAY_EACH_S = 1.0
PATIENCE_S = 10.0
"""A chair that lives has said something by then, even if it is busy with the start."""


class DoorError(SitwellError, OSError):
    """The running chair cannot be reached: the text says why and what to do."""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the chair says to who asked: how far a baseline is and what it waits for, and at last the result."""

    seconds_left: float | None = None
    reason: Reason | None = None
    result: CommandResult | None = None


class _Asked(msgspec.Struct):
    """As much of a command as the door needs."""

    name: str
    id: CommandId


class Door:
    """The chair's side. Without a folder for it there is none: that is said once, and the chair runs on."""

    def __init__(self, path: Path, put: Callable[[str, bytes, bool], None]) -> None:
        self._path = path
        self._put = put
        self._asked: dict[str, str | bytes] = {}
        self._said_s = 0.0
        self._socket: socket.socket | None = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            path.parent.mkdir(exist_ok=True)
            path.unlink(missing_ok=True)
            self._socket.bind(str(path))
            path.chmod(0o660)
            self._socket.setblocking(False)
        except OSError as error:
            log.warning("%s: %s; sitwell-edge baseline will not work; give another runtime_dir", path, error)
            self._socket.close()
            self._socket = None

    def answering(self, publish: Answer) -> Answer:
        """Return what answers commands: those that came through this door here, others by `publish`."""

        def answer(name: str, body: bytes) -> None:
            result = decode(body, CommandResult)
            address = self._asked.pop(result.id, None)
            if address is None:
                publish(name, body)
            else:
                self._say(address, Said(result=result))

        return answer

    def step(self, uptime_s: float, measuring: str | None, guided: GuidedState) -> None:
        """Take what was asked since the last frame; tell who waits for a baseline how far it is."""
        self._listen()
        address = self._asked.get(measuring or "")
        if address is not None and uptime_s - self._said_s >= SAY_EACH_S:
            self._said_s = uptime_s
            self._say(address, Said(guided.seconds_left, guided.reason))

    def close(self) -> None:
        """Leave nothing that looks open."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            self._path.unlink(missing_ok=True)

    def _listen(self) -> None:
        """Take one command; what is none goes in too, to be counted where all are."""
        if self._socket is None:
            return
        try:
            body, address = self._socket.recvfrom(LONGEST)
        except BlockingIOError:
            return
        name = ""
        with contextlib.suppress(PayloadError):
            asked = decode(body, _Asked)
            name = asked.name
            if address and len(self._asked) < MOST_ASKED:
                self._asked[asked.id] = address
        self._put(name, body, False)

    def _say(self, address: str | bytes, said: Said) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):  # who asked has gone, or does not listen
                self._socket.sendto(encode(said), address)


class Caller:
    """The other side: somebody who asks the running chair. Raises `DoorError` with the remedy."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("")  # Linux finds a name for the answers, and no file is left behind
        self._socket.settimeout(PATIENCE_S)
        try:
            self._socket.connect(str(path))
        except PermissionError as error:
            self._socket.close()
            raise DoorError(f"{path}: no permission. Run this with sudo, or as a member of its group.") from error
        except OSError as error:
            self._socket.close()
            raise DoorError(
                f"The chair is not running: nobody listens at {path} ({error.strerror}). "
                "Start it: sudo systemctl start sitwell-edge"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def ask(self, command: AnyCommand) -> None:
        """Send a command. Raises `DoorError` when the chair has just gone."""
        try:
            self._socket.send(encode(command))
        except OSError as error:
            raise DoorError(_GONE) from error

    def hear(self) -> Said:
        """Wait for what the chair says next. Raises `DoorError` when it says nothing."""
        try:
            return decode(self._socket.recv(LONGEST), Said)
        except OSError as error:
            raise DoorError(_GONE) from error


_GONE = "The chair does not answer. See how it is: sitwell-edge status, and journalctl -u sitwell-edge"
