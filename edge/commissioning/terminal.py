"""The one place that knows how things are shown: rich on a terminal, plain lines elsewhere, JSON for machines.

    screen           say(text)     tell(struct)      live(...)                     ask(question)
    on a terminal    styled text   -                 a picture, redrawn in place   asked there
    a pipe or file   plain text    -                 a line a second               a line from standard input
    with --json      -             a line of JSON    -                             asked on standard error

A command calls `say` for people and `tell` for machines, one after the other, and never asks where it is.
"""

import io
import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from logging.handlers import MemoryHandler
from typing import TextIO

import msgspec
from rich.console import Console, RenderableType
from rich.live import Live

from contract.errors import SitwellError

PICTURE_PERIOD_S = 0.2
LINE_PERIOD_S = 1.0

MOST_HELD = 1000
"""Log lines; more are written at once, across the picture or not."""

Refresh = Callable[[float], None]
"""Shows what is so now, given the uptime in seconds; so often called, it shows a picture or a line when one is due."""


class NoAnswerError(SitwellError):
    """Standard input ended where an answer was needed."""


class Screen:
    """Where a command shows things and asks. `console` and `keys` are others in tests and for pictures."""

    def __init__(self, *, as_json: bool = False, console: Console | None = None, keys: TextIO | None = None) -> None:
        self.as_json = as_json
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a bar is not in every terminal's alphabet
        self.console = console or Console(highlight=False)
        self._asks_on = Console(stderr=True, highlight=False) if as_json and console is None else self.console
        self._keys = keys or sys.stdin

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at a terminal: only then are pictures drawn."""
        return self.console.is_terminal and not self.as_json

    @property
    def can_offer(self) -> bool:
        """Whether somebody is there to be asked what they would like: what is needed is asked for in any case."""
        return self.is_terminal and self._keys.isatty()

    def say(self, text: RenderableType = "") -> None:
        """Show something to people; nothing with `--json`."""
        if not self.as_json:
            self.console.print(text, soft_wrap=isinstance(text, str))  # a line stays a line: to be copied, to be found

    def tell(self, what: msgspec.Struct | Mapping[str, object]) -> None:
        """Tell a machine something in one line of JSON; nothing without `--json`."""
        if self.as_json:
            self.console.file.write(msgspec.json.encode(what).decode() + "\n")
            self.console.file.flush()

    @contextmanager
    def live(
        self, picture: Callable[[], RenderableType], line: Callable[[], str] | None = None, *, whole: bool = False
    ) -> Iterator[Refresh]:
        """Give a function that shows what is so now: `picture()` on a terminal, else `line()`; nothing with `--json`.

        At most five pictures or one line a second are shown; without `line` none is. `whole` takes the whole terminal
        and gives it back.
        """
        due_s = float("-inf")
        if not self.is_terminal:

            def print_line(uptime_s: float) -> None:
                nonlocal due_s
                if line is not None and not self.as_json and uptime_s >= due_s:
                    due_s = uptime_s + LINE_PERIOD_S
                    self.say(line())

            yield print_line
            return
        live = Live(picture(), console=self.console, auto_refresh=False, screen=whole, transient=True)
        with _log_held_back(), live as display:

            def draw(uptime_s: float) -> None:
                nonlocal due_s
                if uptime_s >= due_s:
                    due_s = uptime_s + PICTURE_PERIOD_S
                    display.update(picture(), refresh=True)

            yield draw

    def ask(self, question: str, choices: Sequence[str] = (), *, default: str | None = None) -> str:
        """Return the answer: a line typed, or read from standard input; an empty one is `default`, if there is one.

        With `choices` it asks again until it gets one of them, or its first letters. Raises `NoAnswerError` when
        standard input ends.
        """
        hint = f" [{'/'.join(choices)}]" if choices else ""
        hint += f" ({default})" if default is not None else ""
        while True:
            self._asks_on.print(f"{question}{hint}: ", end="", markup=False)
            line = self._keys.readline()
            if not line:
                self._asks_on.print()
                raise NoAnswerError(f"standard input ended where an answer was needed: {question}")
            answer = line.strip() or default
            if answer is not None and not choices:
                return answer
            meant = [choice for choice in choices if answer and choice.startswith(answer.lower())]
            if len(meant) == 1:
                return meant[0]
            self._asks_on.print(f"Please answer {' or '.join(choices)}." if choices else "Please answer.")


@contextmanager
def _log_held_back() -> Iterator[None]:
    """Keep log lines until the picture is gone: they would be written across it."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    held = [MemoryHandler(MOST_HELD, logging.CRITICAL + 1, target=handler) for handler in handlers]
    root.handlers[:] = held
    try:
        yield
    finally:
        root.handlers[:] = handlers
        for each in held:
            each.close()  # writes what it holds
