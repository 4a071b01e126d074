"""A language: its texts, and how it writes times, spans and numbers.

English is the language of the source: a text is its own id, and its catalogue is empty. Every other language has a file
dashboard/locale/<language>/LC_MESSAGES/sitwell.po, read as it is: nothing is compiled, nothing is built.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.core import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from dashboard.locale.units import Units
from dashboard.words import N_, NN_, Filled, Message, Value, render, unit

FOLDER = Path(__file__).parent
SOURCE = "en"
TERRITORIES = {SOURCE: "en_GB"}
"""Where a language is written as in one country: dates of English are those of Britain, with the day first."""

Texts = Mapping[str, str | tuple[str, ...]]


def po_file(language: str) -> Path:
    """Return where the texts of a language are."""
    return FOLDER / language / "LC_MESSAGES" / "sitwell.po"


def read_catalog(language: str) -> Catalog:
    """Return a language's file as Babel reads it."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain="sitwell")


LANGUAGES = (SOURCE, *sorted(path.parents[1].name for path in FOLDER.glob("*/LC_MESSAGES/sitwell.po")))
"""Those that there are, the source's first."""


class Catalogue:
    """A language as the desk speaks it. `texts` by their English, plural ones by the English singular.

    `plural` is gettext's rule: which form a number takes, as an expression in n that C, Python's gettext and JavaScript
    read alike.
    """

    def __init__(
        self,
        language: str,
        texts: Texts,
        plural: str = "(n != 1)",
        units: Units = Units(),  # noqa: B008 - immutable
    ) -> None:
        self.language, self.texts, self.plural, self.units = language, texts, plural, units
        self._locale = Locale.parse(TERRITORIES.get(language, language))
        self._form: Callable[[int], int] = c2py(plural)

    @property
    def name(self) -> str:
        """Return what the language calls itself."""
        return str(self._locale.get_language_name()).capitalize()

    def text(self, text: str, **values: object) -> str:
        """Return a text with its values; one that is not in the catalogue in English."""
        found = self.texts.get(text, text)
        return (found if isinstance(found, str) else text).format_map(values) if values else str(found)

    def many(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the text for so many; `n` in it is the count as the language writes it."""
        forms = self.texts.get(one, (one, many))
        return forms[self._form(count)].format_map({"n": self.number(count), **values})

    def said(self, text: object) -> str:
        """Return a text that was written in English: as it is, with its values, or as an error's words."""
        if isinstance(text, Message):
            return self.render(text)
        if isinstance(text, Filled):
            values = {key: self.said(each) if isinstance(each, str) else each for key, each in text.values.items()}
            return self.text(text.text, **values)
        return self.text(str(text)) if text else ""

    def render(self, message: Message) -> str:
        """Return a message, its values written by their units."""
        return render(message, self.text, self.show)

    def show(self, name: str, value: Value) -> str:
        """Return the value of a placeholder by the unit in its name (`dashboard.words.UNITS`)."""
        of = unit(name)
        if of == "on":
            return str(format_date(date.fromisoformat(str(value)), "long", locale=self._locale))
        if isinstance(value, str):
            return value
        if of == "hour" and self.units.clock == "12":
            return self._of_12(datetime(2000, 1, 1, int(value), tzinfo=UTC))
        if of == "weekday":
            return str(get_day_names("wide", locale=self._locale)[int(value)])
        if of == "s":
            return self.span(value, nearest=True)
        return self._measure(value, of)

    def _measure(self, value: float, of: str) -> str:
        number = self.number(value)
        if of in COUNTED:
            return self.many(*COUNTED[of], round(value), n=number)
        return self.text(MEASURES[of], n=number) if of in MEASURES else number

    def number(self, value: float) -> str:
        """Return a number: whole ones with groups of thousands, others with three figures that count."""
        return str(format_decimal(float(f"{value:.3g}") if isinstance(value, float) else value, locale=self._locale))

    def span(self, seconds: float, *, nearest: bool = False) -> str:
        """Return a span, rounded down or to the `nearest` minute: 40 s, 12 min, 1 h 5 min."""
        if seconds < 60:
            return self.text(SECONDS, n=int(seconds))
        whole = round(seconds / 60) if nearest else int(seconds) // 60
        hours, minutes = divmod(whole, 60)
        return self.text(HOURS, h=hours, m=minutes) if hours else self.text(MINUTES, n=minutes)

    def clock(self, at_ms: int, zone: tzinfo) -> str:
        """Return the time of day, such as 9:05, or 9:05 pm where the reader's clock has 12 hours."""
        at = datetime.fromtimestamp(at_ms / 1000, zone)
        return self._of_12(at) if self.units.clock == "12" else f"{at.hour}:{at.minute:02}"

    def _of_12(self, at: datetime) -> str:
        """Return 1 pm, or 1:05 pm."""
        return str(format_datetime(at, "h:mm a" if at.minute else "h a", locale=self._locale))

    def date(self, at_ms: int, zone: tzinfo) -> str:
        """Return the day, such as Friday 20 November."""
        at = datetime.fromtimestamp(at_ms / 1000, zone)
        weekday, month = (format_datetime(at, part, locale=self._locale) for part in ("EEEE", "MMMM"))
        return self.text(N_("{weekday} {day} {month}"), weekday=weekday, day=at.day, month=month)


SECONDS, MINUTES, HOURS = N_("{n} s"), N_("{n} min"), N_("{h} h {m} min")
MEASURES = {
    "min": MINUTES,
    "h": N_("{n} h"),
    "hour": N_("{n}:00"),
    "pct": N_("{n} %"),
    "points": N_("{n} points"),
    "per_h": N_("{n} per hour"),
}
"""How a number is told with its unit."""

COUNTED = {"days": NN_("{n} day", "{n} days"), "weeks": NN_("{n} week", "{n} weeks")}
"""The same, where it has a plural."""


@cache
def catalogue(language: str, units: Units = Units()) -> Catalogue:  # noqa: B008 - immutable
    """Return one of `LANGUAGES`, as a reader with these units has it."""
    if units != Units():
        plain = catalogue(language)
        return Catalogue(language, plain.texts, plain.plural, units)
    if language == SOURCE:
        return ENGLISH
    read = read_catalog(language)
    texts: dict[str, str | tuple[str, ...]] = {}
    for message in read:
        key = message.id[0] if isinstance(message.id, list | tuple) else message.id
        if key and message.string:
            texts[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return Catalogue(language, texts, read.plural_expr)


ENGLISH = Catalogue(SOURCE, {})
