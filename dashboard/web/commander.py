"""Tells a chair something and waits for what it answers.

    request --tell--> a waiter with an id of its own --publish--> broker --> chair
    request <-- the waiter's answer <--receive-- MQTT thread <-- broker <-- chair

One waiter for each question, thrown away with the question: an answer that nobody waits for is nobody's.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import msgspec

from contract.codec import decode, encode
from contract.commands import COMMAND_LIFE_S, AnyCommand, Command, CommandResult
from contract.errors import PayloadError
from contract.topics import Topics
from dashboard.errors import BrokerAwayError, NoAnswerError, TooManyError
from dashboard.words import N_, Filled

BASELINE_S = 130.0
"""A baseline is answered with its twenty quiet seconds, or after two minutes with the reason why there were none."""

MOST_WAITING = 64
"""As many as a chair lets in at once; more is no person."""

KINDS: Mapping[str, type[AnyCommand]] = {kind.__struct_config__.tag: kind for kind in AnyCommand.__args__}
"""Every command by its name."""


class Publish(Protocol):
    """Hands a message over to the broker; None when it is away. `contract.mqtt.Connection.publish` is one."""

    def __call__(self, topic: str, payload: bytes, *, qos: int, expires_s: int) -> int | None:
        """Return the message's id."""


class _Waiter(NamedTuple):
    """A question that is open: who was asked what, and where its answer is awaited."""

    asked: tuple[str, str]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[CommandResult]


def patience_s(name: str) -> float:
    """Return how long a chair may take to answer a command; when it has expired, only a baseline still goes on."""
    return BASELINE_S if name == "baseline" else COMMAND_LIFE_S


def order(name: str, fields: Mapping[str, Any], id_: str, sent_ms: int) -> AnyCommand:
    """Return the command `name` with these fields. Raises `PayloadError` naming the field and what it should be."""
    kind = KINDS[name]
    own = {field.name: field for field in msgspec.structs.fields(kind) if field.name not in Command.__struct_fields__}
    takes = f"{name} takes {', '.join(own) or 'no fields'}"
    for key in fields:
        if key not in own:
            raise PayloadError(name, key[:32], f"there is no such field; {takes}")
    for key, field in own.items():
        if field.required and key not in fields:
            raise PayloadError(name, key, "is missing; give it")
    if own and not fields:
        raise PayloadError(name, "", f"says nothing; {takes}: give at least one")
    try:
        return msgspec.convert({**fields, "name": name, "id": id_, "sent_ms": sent_ms}, kind)
    except msgspec.ValidationError as error:
        why, _, field_name = str(error).partition(" - at `$")
        raise PayloadError(name, field_name.strip(".`"), f"{why[:1].lower()}{why[1:]}; {takes}") from error


class Commander:
    """Sends commands and hands each answer to who asked. `receive` may be called from any thread, `tell` on one loop.

    `now_ms` is the desk's wall clock, `patience_s` how long each command's answer is awaited.
    """

    def __init__(
        self, topics: Topics, now_ms: Callable[[], int], patience_s: Callable[[str], float] = patience_s
    ) -> None:
        self._topics = topics
        self._now_ms = now_ms
        self._patience_s = patience_s
        self._publish: Publish | None = None
        self._waiting: dict[str, _Waiter] = {}

    def through(self, publish: Publish) -> None:
        """Send through this connection from now on; before that the broker counts as away."""
        self._publish = publish

    @property
    def waiting(self) -> int:
        """How many questions are open."""
        return len(self._waiting)

    async def tell(self, chair: str, name: str, fields: Mapping[str, Any]) -> CommandResult:
        """Send a command and return the chair's answer.

        Raises `PayloadError` for fields that cannot be, `BrokerAwayError`, `NoAnswerError` when the chair says nothing
        in time, and `TooManyError`.
        """
        id_ = f"desk-{secrets.token_hex(8)}"
        command = order(name, fields, id_, self._now_ms())
        if len(self._waiting) >= MOST_WAITING:
            raise TooManyError(Filled(N_("{n} commands wait for an answer already; wait for those"), n=MOST_WAITING))
        loop = asyncio.get_running_loop()
        waiter = _Waiter((chair, name), loop, loop.create_future())
        self._waiting[id_] = waiter  # before it is sent: the answer may be faster than we are
        try:
            topic = self._topics.command(chair, name)
            sent = self._publish and self._publish(topic, encode(command), qos=1, expires_s=COMMAND_LIFE_S)
            if sent is None:
                raise BrokerAwayError(
                    Filled(N_("the broker is away, so the chair cannot be told; the desk's log says why"))
                )
            patience_s = self._patience_s(name)
            try:
                async with asyncio.timeout(patience_s):
                    return await waiter.answer
            except TimeoutError:
                raise NoAnswerError(
                    Filled(N_("the chair did not answer within {n} s; is it on?"), n=f"{patience_s:g}")
                ) from None
        finally:
            del self._waiting[id_]

    def receive(self, topic: str, payload: bytes) -> bool:
        """Take in a message; say whether it is on a result's topic. What nobody waits for is dropped.

        Raises `PayloadError` for an answer that cannot be read.
        """
        answering = self._topics.parse_result(topic)
        if answering is None:
            return False
        result = decode(payload, CommandResult, "result")
        waiter = self._waiting.get(result.id)
        if waiter and waiter.asked == answering:
            with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits any more
                waiter.loop.call_soon_threadsafe(_answer, waiter.answer, result)
        return True


def _answer(future: asyncio.Future[CommandResult], result: CommandResult) -> None:
    if not future.done():
        future.set_result(result)
