"""Log lines as the system's journal takes them: `<4>` in front says how grave a line is, and the time is its own.

A line of a program goes to the journal as it is; without the mark each of them counts as ordinary, and
`journalctl --priority warning` finds nothing (sd-daemon(3)).
"""

import logging
import os
import sys
from collections.abc import Mapping

_PRIORITIES = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}
_FORM = "%(levelname)s %(name)s: %(message)s"


def goes_to_journal(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether what this process writes to stderr goes to the journal (`JOURNAL_STREAM` in systemd.exec(5))."""
    stream = environment.get("JOURNAL_STREAM", "")
    try:
        there = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError, AttributeError):  # no stderr, or one that is no file
        return False
    return stream == f"{there.st_dev}:{there.st_ino}"


def marked(text: str, level: int) -> str:
    """Return a text with the mark of `level` before each of its lines: the journal takes each for itself."""
    priority = _PRIORITIES.get(level, _PRIORITIES[logging.INFO])
    return "\n".join(f"<{priority}>{line}" for line in text.splitlines())


class JournalForm(logging.Formatter):
    """A record as lines of the journal, those of a traceback too."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the marked lines."""
        return marked(super().format(record), record.levelno)


def set_up_log(level: int = logging.INFO) -> None:
    """Let this process log to stderr, for the journal or for somebody who reads along."""
    handler = logging.StreamHandler()
    handler.setFormatter((JournalForm if goes_to_journal() else logging.Formatter)(_FORM))
    logging.basicConfig(level=level, handlers=[handler])


def last_words(text: str) -> str:
    """Return what a process says before it ends with an error, as stderr should have it."""
    return marked(text, logging.ERROR) if goes_to_journal() else text
