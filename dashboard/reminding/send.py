"""Sending one message in a process of its own, with an end."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from dashboard.words import N_, Filled

CHILD = (sys.executable, "-m", "dashboard.reminding.child")
PATIENCE_S = 30.0

SENT, NOT_TAKEN, NO_ADDRESS, NO_APPRISE = 0, 10, 11, 12
"""Exit codes of the child."""

WORDS = {
    SENT: N_("Sent."),
    NOT_TAKEN: N_("It was not taken: check the address, its password, and whether the desk reaches that service"),
    NO_ADDRESS: N_("No service has an address like this: compare it with Apprise's list, docs/reminders.md says where"),
    NO_APPRISE: N_("Apprise is not installed at the desk: pip install 'sitwell[dashboard]'"),
}


class Order(msgspec.Struct, frozen=True):
    """What to send, and where to. `url` is a secret. `html`: the body as HTML, for what is longer than a line."""

    url: str
    title: str
    body: str
    html: str = ""

    def __repr__(self) -> str:
        """Show nothing of the address: this text may reach a log."""
        return f"Order(url=..., title={self.title!r})"


class Sent(NamedTuple):
    """What came of it, and that in words. `perhaps`: it did not end in time, so it may have been taken."""

    ok: bool
    said: str
    perhaps: bool = False


Send = Callable[[Order], Sent]


def send(order: Order, patience_s: float = PATIENCE_S, child: Sequence[str] = CHILD) -> Sent:
    """Send it and return what came of it; never raises, and takes `patience_s` at most."""
    silent = subprocess.DEVNULL
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            child, input=msgspec.json.encode(order), stdout=silent, stderr=silent, timeout=patience_s, check=False
        )
    except subprocess.TimeoutExpired:
        late = Filled(N_("There was no answer within {n} s: is that service reached from here?"), n=f"{patience_s:.0f}")
        return Sent(ok=False, said=late, perhaps=True)
    except OSError as error:
        return Sent(ok=False, said=Filled(N_("The desk cannot start another program: {why}"), why=error.strerror))
    why = WORDS.get(done.returncode, Filled(N_("Sending broke off with code {n}"), n=done.returncode))
    return Sent(ok=done.returncode == SENT, said=why)
