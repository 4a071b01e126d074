"""A letter ordered of a process of its own: pandas lives and ends there, and ingest stays small and is not held up."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import msgspec

from dashboard.errors import StoreError
from dashboard.reports.letter import Letter
from dashboard.store.letters import Kind

CHILD = (sys.executable, "-m", "dashboard.reports.child")
PATIENCE_S = 300.0
"""A Raspberry Pi Zero loads pandas in some ten seconds, by the books; nobody waits for a letter."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Whose report: of the week or month that begins on `first`, from the store at `url`, which may hold a password."""

    url: str
    chair: str
    kind: Kind
    first: date
    today: date
    language: str = "en"

    def __repr__(self) -> str:
        """Show everything but the address of the store: this text may reach a log."""
        return f"Order(url=..., chair={self.chair!r}, kind={self.kind!r}, first={self.first})"


def write_letter(order: Order, patience_s: float = PATIENCE_S, child: Sequence[str] = CHILD) -> Letter:
    """Return the letter, written by another process. Raises `StoreError` when there is none."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            child, input=msgspec.json.encode(order), capture_output=True, timeout=patience_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise StoreError(f"the report was not written within {patience_s:.0f} s; is the desk too busy?") from None
    except OSError as error:
        raise StoreError(f"the desk cannot start another program: {error.strerror}") from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise StoreError(f"the report was not written: {why or f'it broke off with code {done.returncode}'}")
    return msgspec.json.decode(done.stdout, type=Letter)
