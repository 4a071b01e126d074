"""What the shell knows of the computer it runs on: which boot this is, and whether its clock is set."""

import ctypes
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from contract.scalars import BootId

_TIME_ERROR = 5
_TIMEX_LONGS = 32  # struct timex is 208 bytes on 64-bit Linux; a little room costs nothing


class Host(NamedTuple):
    """The computer now: which boot this is, and whether its wall clock is set."""

    boot: BootId
    clock_synced: bool


def this_host() -> Host:
    """Return what is so on this computer now."""
    return Host(boot_id(), clock_synced())


@cache
def boot_id() -> str:
    """Return eight hex digits that change with each boot: uptimes of one boot can be compared."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:8]
    except OSError:
        return secrets.token_hex(4)


def clock_synced() -> bool:
    """Say whether the kernel believes that its wall clock is set (adjtimex(2) returns TIME_ERROR when it does not).

    A Pi has no battery: until the network has told it the time, it shows some time of the past.
    """
    adjtimex = _adjtimex()
    return adjtimex is None or adjtimex((ctypes.c_long * _TIMEX_LONGS)()) != _TIME_ERROR


@cache
def _adjtimex() -> Callable[..., int] | None:
    """Look the call up once: it is made with every frame. None where the system has no such call."""
    try:
        found: Callable[..., int] = ctypes.CDLL(None).adjtimex
    except (OSError, AttributeError):
        return None
    return found
