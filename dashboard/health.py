"""Whether ingest and page do their work, for whoever watches over containers: `sitwell-dashboard healthy`.

Ingest leaves a sign of life in a file, at each turn of its loop in which it hears the broker: a loop that hangs or a
disk that takes nothing leaves none.
"""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from contract.errors import ConfigError

BEAT_S = 5.0
STALE_S = 60.0
"""Four attempts to write to a full disk, or twice the time in which a dead connection is noticed."""


class SignOfLife:
    """Touches a file at most every `BEAT_S`; `clock_s` is monotonic."""

    def __init__(self, file: Path, clock_s: Callable[[], float]) -> None:
        self._file = file
        self._clock_s = clock_s
        self._due_s = float("-inf")

    def __call__(self, online: bool) -> None:
        """Say that the loop turns. Raises `ConfigError` when the file cannot be made."""
        now_s = self._clock_s()
        if not online or now_s < self._due_s:
            return
        self._due_s = now_s + BEAT_S
        try:
            self._file.touch()
        except OSError as error:
            raise ConfigError(f"alive_file {str(self._file)!r}: {error.strerror}; name a place to write") from error


def ingest_trouble(file: Path, now_s: float) -> str:
    """Return what is wrong with ingest, nothing when it is well. `now_s` is the wall clock, as the file's is."""
    try:
        age_s = now_s - file.stat().st_mtime
    except OSError:
        return f"ingest has left no sign of life in {file} yet: it never heard the broker; its log says why"
    if age_s > STALE_S:
        return f"ingest last heard the broker and could store {age_s:.0f} s ago; its log says why"
    return ""


def page_trouble(url: str, trust: ssl.SSLContext | None = None, patience_s: float = 5.0) -> str:
    """Return what is wrong with the page at `url`, nothing when it is well. `trust`: what to trust over https."""
    try:
        with urllib.request.urlopen(f"{url}healthz", timeout=patience_s, context=trust) as answer:  # noqa: S310 - our own page
            well = json.loads(answer.read(1000))
    except (urllib.error.URLError, OSError, ValueError) as error:
        return f"the page at {url} does not answer: {error}"
    return "" if well.get("broker") else "the page answers and does not hear the broker; its log says why"
