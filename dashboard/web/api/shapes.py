"""The answers of the API: one definition, from which they are written and the OpenAPI document is made.

Rows that are also handed out as files take their names and meanings from `exchange.columns`.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from contract.scalars import ChairId, EpochMs
from contract.state import ChairSettings, ChairState
from dashboard.exchange.columns import BOUTS, DAYS, QUARTERS, Column
from dashboard.store.work import State

Row = TypeVar("Row")


class Chair(msgspec.Struct, frozen=True, kw_only=True):
    """A chair. `zone` is the IANA time zone to which its days belong; `online`: it is heard now.

    `last_heard_ms` is the chair's own time of the newest thing that is stored of it, None when there is nothing.
    """

    id: ChairId
    name: str
    online: bool
    zone: str
    simulated: bool
    model: str
    software: str
    last_heard_ms: EpochMs | None


class ChairNow(Chair, frozen=True, kw_only=True):
    """A chair and what it last said: who sits and how, and the limits in force. None: it has not been heard."""

    state: ChairState | None
    settings: ChairSettings | None


class Page(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """Rows of [from_ms, to_ms), oldest first. `next` is the `cursor` for what comes after them, None at the end.

    A page may be short or empty and still have a next one.
    """

    chair: ChairId
    zone: str
    from_ms: EpochMs
    to_ms: EpochMs
    rows: list[Row]
    next: str | None


def pages(name: str, row: Any) -> type[msgspec.Struct]:  # noqa: ANN401 - a union is no type to mypy
    """Return the shape of a page of these rows under a name of its own."""
    return msgspec.defstruct(name, [("rows", list[row])], bases=(Page,), frozen=True, kw_only=True)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A daily figure over a period: its median over the days with sitting, and how many those are.

    `against` is the same of the other period, `change` how much more it is now. None where fewer than three days tell.
    """

    value: float | None
    days: int
    against: float | None
    against_days: int
    change: float | None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of the days from `first` to `last`, by their names in `days`; beside them those of another period."""

    chair: ChairId
    zone: str
    first: str
    last: str
    against_first: str | None
    against_last: str | None
    figures: dict[str, Figure]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Something that ingest was asked to do. `said` is what came of it, in words."""

    id: int
    kind: str
    state: State
    asked_ms: EpochMs
    done_ms: EpochMs | None
    said: str


class Jobs(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for a chair, newest first."""

    chair: ChairId
    jobs: list[Job]


class Confirmation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That somebody means it: the chair's id, typed once more. `diary`: what the person wrote goes too."""

    confirm: str
    diary: bool = False


def _row_of(name: str, columns: Sequence[Column], doc: str) -> type[msgspec.Struct]:
    """Return a struct with a field for each column, any of which may be None, in JSON null: it was not measured."""
    fields: list[tuple[str, Any]] = [
        (column.name, Annotated[column.holds | None, msgspec.Meta(description=column.meaning)]) for column in columns
    ]
    return msgspec.defstruct(name, fields, namespace={"__doc__": doc}, frozen=True, kw_only=True)


Bout = _row_of("Bout", BOUTS, "A sitting bout.")
Quarter = _row_of("Quarter", QUARTERS, "A quarter of an hour, aligned to UTC. A time without a record is in none.")
DayFigures = _row_of(
    "DayFigures", DAYS, "A day of the chair. null: nobody measured it, or there was nothing to compute it from."
)
