"""What is to be handed out, and the pieces of the file that does it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from importlib import import_module
from typing import Any, Literal

import msgspec

from contract.codec import encode
from contract.state import ChairMeta
from dashboard.exchange import belongings, csv_form, flat, lines, own_words, readme, source, zip_form
from dashboard.exchange.columns import TABLES, Kind
from dashboard.exchange.source import Asked, Open
from dashboard.store.zones import zone_of

Form = Literal["csv", "json", "parquet", "zip"]

MEDIA_TYPES: dict[Form, str] = {
    "csv": csv_form.MEDIA_TYPE,
    "json": lines.MEDIA_TYPE,
    "parquet": "application/vnd.apache.parquet",
    "zip": zip_form.MEDIA_TYPE,
}
ENDINGS: dict[Form, str] = {"csv": "csv", "json": "jsonl", "parquet": "parquet", "zip": "zip"}

DATA = "data.jsonl"
"""The file in the zip that an import reads."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Which file to make: `kind` of which time, of the chair that `meta` names, from the store at `url`.

    A zip has everything, whatever `kind` says; with a `person`, that person's diary too. `made_ms` is the desk's clock.
    `language` is that of the README.
    """

    url: str
    meta: ChairMeta
    form: Form
    kind: Kind
    from_ms: int
    to_ms: int
    made_ms: int
    person: int | None = None
    language: str = "en"

    @property
    def zone(self) -> tzinfo:
        """Return the chair's zone."""
        return zone_of(self.meta.zone)

    @property
    def file_name(self) -> str:
        """Return how to call the file: with the day on which it is made, in the chair's zone."""
        what = "data" if self.form == "zip" else self.kind
        return f"sitwell-{self.meta.chair}-{what}-{flat.local(self.made_ms, self.zone)[:10]}.{ENDINGS[self.form]}"


def pieces(order: Order, open_store: Open) -> Iterator[bytes]:
    """Yield the file. Raises `StoreError`, and `ModuleNotFoundError` for Parquet without pyarrow."""
    asked = Asked(order.meta.chair, order.zone, order.from_ms, order.to_ms)
    if order.form == "zip":
        return _everything(order, asked, open_store)
    if order.form == "json":
        return _lines(order, asked, open_store, (order.kind,))
    if order.form == "csv":
        return _csv(order.kind, asked, open_store)
    columns = TABLES[order.kind]
    cells = (flat.cells(row, columns) for row in table(order.kind, asked, open_store))
    written: Iterator[bytes] = import_module("dashboard.exchange.parquet_form").written(columns, cells)
    return written


def table(kind: Kind, asked: Asked, open_store: Open) -> Iterator[dict[str, Any]]:
    """Yield rows by the names of the columns of their kind."""
    if kind == "bouts":
        return (flat.bout(row, asked.zone) for row in source.bouts(open_store, asked))
    if kind == "days":
        rows: Iterator[dict[str, Any]] = import_module("dashboard.exchange.days").rows(open_store, asked)  # pandas
        return rows
    read, flatten = (source.minutes, flat.minute) if kind == "minutes" else (source.events, flat.event)
    return (
        flatten(row.body, {"epoch": row.epoch, "seq": row.seq, "placed": bool(row.placed)}, asked.zone)
        for row in read(open_store, asked)
    )


def _csv(kind: Kind, asked: Asked, open_store: Open) -> Iterator[bytes]:
    columns = TABLES[kind]
    return csv_form.written(columns, (flat.cells(row, columns) for row in table(kind, asked, open_store)))


def _lines(order: Order, asked: Asked, open_store: Open, kinds: Iterable[Kind]) -> Iterator[bytes]:
    yield encode(lines.ChairLine(meta=order.meta)) + b"\n"
    for kind in kinds:
        if kind in ("bouts", "days"):
            for row in table(kind, asked, open_store):
                yield msgspec.json.encode({"what": kind.removesuffix("s"), **row}) + b"\n"
        else:
            for stored in (source.minutes if kind == "minutes" else source.events)(open_store, asked):
                yield lines.of(stored) + b"\n"


def _everything(order: Order, asked: Asked, open_store: Open) -> Iterator[bytes]:
    tables = [(f"{kind}.csv", _csv(kind, asked, open_store)) for kind in TABLES]
    data = _lines(order, asked, open_store, ("minutes", "events"))
    beside = belongings.members(open_store, order.meta.chair)
    said: readme.Say = str  # English needs no catalogue, and so no Babel
    if order.language != "en":
        said = import_module("dashboard.locale.catalogue").catalogue(order.language).text
    words, own = readme.text(order.meta, said), []
    if order.person is not None:
        words, own = f"{words}\n{own_words.readme(said)}", own_words.members(open_store, order.person)
    members = [("README.txt", [words.encode()]), *tables, *beside, (DATA, data), *own]
    return zip_form.zipped(members, datetime.fromtimestamp(order.made_ms / 1000, UTC))
