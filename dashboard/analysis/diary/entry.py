"""An entry, and what makes one good. Times are instants; a day is the chair's."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from dashboard.words import N_, Message

MOST_PAIN = 10
LONGEST_NOTE = 2000
"""Characters: about a page. A diary is no place for a book, and a store has an end."""

AHEAD_MS = 5 * 60_000
"""The clock of a phone may be so far ahead of the desk's."""

OLDEST_MS = 946_684_800_000
"""2000-01-01: what is older is a slip of the date."""

PLACES: Mapping[str, Message] = {
    "neck": Message(N_("Neck")),
    "left-shoulder": Message(N_("Left shoulder")),
    "right-shoulder": Message(N_("Right shoulder")),
    "upper-back": Message(N_("Upper back")),
    "middle-back": Message(N_("Middle of the back")),
    "lower-back-left": Message(N_("Lower back, left")),
    "lower-back-middle": Message(N_("Lower back, middle")),
    "lower-back-right": Message(N_("Lower back, right")),
    "left-buttock": Message(N_("Left buttock")),
    "right-buttock": Message(N_("Right buttock")),
    "left-hip": Message(N_("Left hip")),
    "right-hip": Message(N_("Right hip")),
    "left-thigh": Message(N_("Left thigh")),
    "right-thigh": Message(N_("Right thigh")),
    "left-lower-leg": Message(N_("Left lower leg or foot")),
    "right-lower-leg": Message(N_("Right lower leg or foot")),
}
"""The regions of the body outline, from the person's own point of view. Their ids are stored and never change."""

Field = Literal["at_ms", "pain", "places", "note", "all"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote down: when it was so, how strong the pain was (None: not said), where, and a note."""

    at_ms: int
    pain: int | None = None
    places: tuple[str, ...] = ()
    note: str = ""


class Problem(msgspec.Struct, frozen=True):
    """Why an entry is not taken: which field, and what to do."""

    field: Field
    says: Message


def problems(entry: Entry, now_ms: int) -> list[Problem]:
    """Return what is wrong with an entry, nothing for a good one. Nothing is mended silently."""
    return [Problem(field, says) for field, says in _problems(entry, now_ms)]


def _problems(entry: Entry, now_ms: int) -> Iterator[tuple[Field, Message]]:
    if entry.at_ms > now_ms + AHEAD_MS:
        yield "at_ms", Message(N_("This time has not come yet. Choose one until now."))
    if entry.at_ms < OLDEST_MS:
        yield "at_ms", Message(N_("This is before the year 2000. Look at the date."))
    if entry.pain is not None and not 0 <= entry.pain <= MOST_PAIN:
        yield "pain", Message(N_("Pain goes from 0, none, to 10, the worst you can think of."))
    if set(entry.places) - PLACES.keys() or len(set(entry.places)) != len(entry.places):
        yield "places", Message(N_("Choose places on the body outline, each once."))
    if entry.pain == 0 and entry.places:
        yield "places", Message(N_("Pain 0 has no place. Leave out the places, or say how strong it is."))
    if len(entry.note) > LONGEST_NOTE:
        yield (
            "note",
            Message(N_("The note is longer than {most_count} characters. Shorten it."), {"most_count": LONGEST_NOTE}),
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in entry.note):
        yield "note", Message(N_("The note holds characters that cannot be shown. Write it anew."))
    if entry.pain is None and not entry.places and not entry.note.strip():
        yield "all", Message(N_("Say how strong the pain is, or where, or write a note."))
