"""The answers of the API about a person's own back."""

from typing import Annotated, Literal

import msgspec

from contract.scalars import EpochMs
from dashboard.analysis.diary.entry import LONGEST_NOTE, MOST_PAIN, PLACES
from dashboard.words import Value

Pain = Annotated[int, msgspec.Meta(ge=0, le=MOST_PAIN)]
PlaceId = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(PLACES)})]
Note = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)]


class NewEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of the diary. `zone` is the writer's IANA time zone: the day of the entry is the one there.

    `at_ms` null: now, by the desk's clock, and where an entry is changed, when it was.
    `pain` from 0, none, to 10; null: not said. `places` are regions of the body outline.
    """

    zone: str
    at_ms: EpochMs | None = None
    pain: Pain | None = None
    places: list[PlaceId] = []
    note: Note = ""


class DiaryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is kept: `on` is its day, which does not move when its writer travels."""

    id: int
    at_ms: EpochMs
    on: str
    pain: Pain | None
    places: list[PlaceId]
    note: Note


class DiaryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Entries, newest first. `next` is the `cursor` for what comes after them, null at the end."""

    rows: list[DiaryEntry]
    next: str | None


class WorkplaceItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the checklist, and since when it is seen to; null: it is not."""

    id: str
    done_ms: EpochMs | None


class Workplace(msgspec.Struct, frozen=True, kw_only=True):
    """The checklist, in the order in which one sets a place up."""

    items: list[WorkplaceItem]


class IsDone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether an item is seen to."""

    done: bool


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows are deleted."""

    rows: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence: its English text, and the values for the names in braces, each with its unit as the last word."""

    text: str
    values: dict[str, Value]


class Titled(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what stands under it."""

    title: Told
    says: list[Told]


class OwnChair(msgspec.Struct, frozen=True, kw_only=True):
    """A chair whose sitting is counted here."""

    id: str
    name: str


class BackDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day: the strongest pain of its entries, and the sitting on one's own chairs. null is not known, never zero."""

    on: str
    pain: Pain | None
    sitting_h: float | None
    longest_bout_min: float | None


class Back(msgspec.Struct, frozen=True, kw_only=True):
    """Pain beside sitting, oldest day first, and what may be said of it.

    `lasting` is acute up to six weeks and chronic over three months of pain that goes on by the diary, `between` in
    the time between, null where none does; `since` is its first day. `together` says whether pain and sitting went
    together, or why nothing can be said; `no_proof` is to be shown wherever the two stand side by side.
    """

    zone: str
    chairs: list[OwnChair]
    days: list[BackDay]
    lasting: Literal["acute", "between", "chronic"] | None
    since: str | None
    lasting_says: Titled | None
    together: Told
    no_proof: Titled
