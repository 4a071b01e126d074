"""Where each message goes. One prefix per site, one level per chair."""

import re
from typing import Literal, NamedTuple, get_args

from contract.errors import ConfigError, PayloadError

DEFAULT_PREFIX = "chairs/v1"

Channel = Literal["availability", "meta", "state", "config", "frame", "minute", "event", "ack"]

_CHAIR = re.compile(r"[a-z0-9_-]{1,32}")
_COMMAND = re.compile(r"[a-z_]{1,32}")
_PREFIX = re.compile(r"[^+#/\s]+(/[^+#/\s]+)*")


class Address(NamedTuple):
    """A parsed topic."""

    chair: str
    channel: Channel


class Topics:
    """The topics under one prefix. Raises `ConfigError` for a prefix with wildcards or empty levels."""

    def __init__(self, prefix: str = DEFAULT_PREFIX) -> None:
        if not _PREFIX.fullmatch(prefix):
            raise ConfigError(f"topic prefix {prefix!r}: use levels such as {DEFAULT_PREFIX!r}, without + # or spaces")
        self.prefix = prefix

    def of(self, chair: str, channel: Channel) -> str:
        """Return the topic of one channel of one chair."""
        return f"{self._chair(chair)}/{channel}"

    def command(self, chair: str, name: str) -> str:
        """Return where a command goes to a chair; `+` as the name is the filter of all of them."""
        return f"{self._chair(chair)}/cmd/{name}"

    def result(self, chair: str, name: str) -> str:
        """Return where a chair answers a command. Raises `PayloadError` for what can be no command's name."""
        if not _COMMAND.fullmatch(name):
            raise PayloadError("topic", "", f"{name!r} is no command's name: 1 to 32 of a-z and _")
        return f"{self._chair(chair)}/result/{name}"

    def every_result(self, chair: str) -> str:
        """Return the filter that matches all answers of a chair."""
        return f"{self._chair(chair)}/result/+"

    def results(self) -> str:
        """Return the filter that matches all answers of all chairs."""
        return f"{self.prefix}/+/result/+"

    def every(self, channel: Channel) -> str:
        """Return the filter that matches this channel of all chairs."""
        return f"{self.prefix}/+/{channel}"

    def client_id(self, role: str) -> str:
        """Return a client id that no other site at the same broker has: of two with one the older is thrown out."""
        return f"sitwell-{role}" if self.prefix == DEFAULT_PREFIX else f"sitwell-{role}-{self.prefix}"

    def _chair(self, chair: str) -> str:
        if not _CHAIR.fullmatch(chair):
            raise ConfigError(f"chair id {chair!r}: use 1 to 32 of a-z, 0-9, _ and -")
        return f"{self.prefix}/{chair}"

    def parse_result(self, topic: str) -> tuple[str, str] | None:
        """Return the chair that answers and the command's name; None when the topic is no answer's."""
        above, _, name = topic.rpartition("/result/")
        head, _, chair = above.rpartition("/")
        if head != self.prefix or not _CHAIR.fullmatch(chair) or not _COMMAND.fullmatch(name):
            return None
        return chair, name

    def parse(self, topic: str) -> Address:
        """Return whose channel a topic is. Raises `PayloadError` when it is none of ours."""
        head, _, channel = topic.rpartition("/")
        head, _, chair = head.rpartition("/")
        if head != self.prefix or not _CHAIR.fullmatch(chair):
            raise PayloadError("topic", "", f"{topic!r} is not under {self.prefix}/<chair>/")
        for known in get_args(Channel):
            if channel == known:
                return Address(chair, known)
        raise PayloadError("topic", "", f"{topic!r} ends in no known channel")
