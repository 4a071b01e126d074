"""What a person reads, kept as data until a page shows it in that person's language.

A sentence is a `Message`: an English text, whole, and the values of its placeholders, unformatted. The text is its own
id, as in gettext; `N_` marks it for the tools that collect texts. No sentence is put together from pieces: where a word
changes, such as left and right, there are two texts.

    Message(N_("You sat for {sat_s} without a break."), {"sat_s": 5400})
    -> render(message, gettext, show)  ->  "Du hast 1 Std. 30 Min. ohne Pause gesessen."

A page renders with the gettext of its reader and a `show` that writes a value by the unit in its name, as the reader's
locale does. `plainly` is such a `show` for English, for tests and terminals.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from string import Formatter
from typing import Self

import msgspec

Value = int | float | str

UNITS = frozenset({"s", "min", "h", "days", "weeks", "count", "pct", "points", "per_h", "hour", "weekday", "on", "rho"})
"""What the last word of a placeholder may be. `s`, `min`, `h`, `days`, `weeks`: a span. `count`: how many; the text is
worded so that it needs no plural. `pct`: percent. `points`: percentage points. `per_h`: each hour. `hour`: an hour of
the day, 0 to 23. `weekday`: 0 is Monday. `on`: a date as 2026-07-20. `rho`: a correlation, -1 to 1, to two
decimals."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a literal text for translation and return it as it is."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as `N_`
    """Mark a literal text for one and its plural."""
    return one, many


class Filled(str):
    """A text with places in it that is plain English where nobody translates, and whole again where somebody does.

        Filled(N_("Sitting, about {n} s"), n=30) == "Sitting, about 30 s"

    It is for what is read as a plain string in most places: a label of the skeleton, the words of an error. `text` is
    the English with its places, `values` what stands in them; a value that is a string is translated as well.
    """

    __slots__ = ("text", "values")
    text: str
    values: Mapping[str, object]

    def __new__(cls, text: str, **values: object) -> Self:
        """Return the English text with its values."""
        made = super().__new__(cls, text.format_map(values))
        made.text, made.values = text, values
        return made


def packed(said: str) -> str:
    """Return what the store keeps of a text, so that it can be said in any language later. `unpacked` reads it."""
    if isinstance(said, Filled):
        return msgspec.json.encode((said.text, dict(said.values))).decode()
    return str(said)


def unpacked(kept: str) -> str:
    """Return a text as it was before `packed`; one that an earlier release stored is the plain English it was."""
    if kept.startswith('["'):
        with suppress(msgspec.DecodeError, KeyError, ValueError):
            text, values = msgspec.json.decode(kept, type=tuple[str, dict[str, int | float | str | None]])
            return Filled(text, **values)
    return kept


class Message(msgspec.Struct, frozen=True):
    """A sentence or a heading: its English text and the values for the names in braces in it."""

    text: str
    values: Mapping[str, Value] = {}

    def __post_init__(self) -> None:
        """Refuse a text whose placeholders are not exactly its values, or a value without a unit."""
        names = {name for _, name, _, _ in Formatter().parse(self.text) if name is not None}
        if names != set(self.values):
            raise ValueError(f"{self.text!r} has places for {sorted(names)} and values for {sorted(self.values)}")
        if without := sorted(name for name in names if unit(name) not in UNITS):
            raise ValueError(f"{self.text!r}: end {without} with a unit of dashboard.words.UNITS")


def unit(name: str) -> str:
    """Return the unit that a placeholder's name ends with."""
    return "per_h" if name.endswith("per_h") else name.rpartition("_")[2]


def render(message: Message, translate: Callable[[str], str], show: Callable[[str, Value], str]) -> str:
    """Return a message as a reader sees it. `show` writes the value of a placeholder by the unit in its name."""
    return translate(message.text).format_map({name: show(name, value) for name, value in message.values.items()})


def plainly(name: str, value: Value) -> str:
    """Return a value in plain English, with its unit."""
    of = unit(name)
    if of == "weekday":
        return DAY_NAMES[int(value)]
    if of == "on":
        on = date.fromisoformat(str(value))
        return f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"
    if of == "hour":
        return f"{value}:00"
    if of == "s":
        minutes = round(float(value) / 60)
        return f"{value:.0f} s" if float(value) < 60 else f"{minutes} min" if minutes < 60 else _hours(minutes)
    number = f"{value:.3g}" if isinstance(value, float) else str(value)
    endings = {"pct": " %", "points": " points", "per_h": " per hour", "count": "", "rho": ""}
    return number + endings.get(of, f" {of}")


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60} min"
