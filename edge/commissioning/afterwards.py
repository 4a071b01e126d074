"""What another process writes to a terminal would tear the picture that is redrawn there; so it is said afterwards."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STDERR = 2

Restore = Callable[[], None]


@contextmanager
def words_kept() -> Iterator[Restore]:
    """Keep what this process and those it starts write to standard error, until the function given is called.

    Those it started meanwhile go on being kept. All is written out at the end. Where standard error is no terminal
    nothing is kept: a log wants its lines when they come.
    """
    if not os.isatty(STDERR):
        yield lambda: None
        return
    real = os.dup(STDERR)
    with tempfile.TemporaryFile() as words:
        os.dup2(words.fileno(), STDERR)
        try:
            yield lambda: _put_back(real)
        finally:
            _put_back(real)
            os.close(real)
            words.seek(0)
            os.write(STDERR, words.read())


def _put_back(real: int) -> None:
    os.dup2(real, STDERR)
