"""Errors of the desk. Each says what to do."""

from contract.errors import SitwellError


class StoreError(SitwellError, OSError):
    """The database cannot be used now: missing, read-only, damaged, or its disk is full."""


class CommandError(SitwellError):
    """A chair could not be told something, or nobody knows whether it was."""


class BrokerAwayError(CommandError, ConnectionError):
    """The desk has no connection to the broker now; nothing was sent."""


class NoAnswerError(CommandError, TimeoutError):
    """The command was sent, and the chair has not answered in time."""


class TooManyError(CommandError, RuntimeError):
    """So many commands wait for an answer that no more are taken."""


class AccessError(SitwellError, ValueError):
    """Somebody's account cannot be made or changed like this."""


class NameTakenError(AccessError):
    """Somebody else has this name."""


class NoSuchPersonError(AccessError):
    """Nobody has this name."""


class NoSuchGroupError(AccessError):
    """There is no such group."""


class OnlyOwnerError(AccessError):
    """The last owner would be gone, and nobody could let anybody in."""


class AlreadySetUpError(AccessError):
    """The first account is there already."""


class DiaryFullError(SitwellError, ValueError):
    """A diary has as many entries as it may have."""
