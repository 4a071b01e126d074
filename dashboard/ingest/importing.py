"""Takes in what was once exported: a parcel of checked lines, each message once however often it is handed in."""

import zlib
from collections.abc import Mapping

from sqlalchemy import Connection

from contract.delivery import Durable
from contract.errors import PayloadError
from contract.minute import MinuteRecord
from dashboard.exchange.lines import ChairLine, MessageLine
from dashboard.exchange.reading import renamed, unpack
from dashboard.ingest.intake import chair_row, durable_row
from dashboard.store import queries
from dashboard.store.rows import Batch, Row
from dashboard.words import N_, Filled


def take_in(connection: Connection, chair: str, parcel: bytes, now_ms: int) -> str:
    """Store a parcel as this chair's and return what came of it, in words. Raises `PayloadError` for what is none.

    No watermark moves: what the chair still has in its spool it sends all the same, and is stored once.
    """
    try:
        lines = list(unpack(parcel))
    except zlib.error as error:
        raise PayloadError("import", "", f"is damaged: {error}; hand the file in again") from error
    rows = [_row(chair, line) for line in lines if isinstance(line, MessageLine)]
    minutes = tuple(row for body, row in rows if isinstance(body, MinuteRecord))
    events = tuple(row for body, row in rows if not isinstance(body, MinuteRecord))
    batch = Batch(chairs=_new_chair(connection, chair, lines), events=events, minutes=minutes)
    saved = queries.save(connection, batch, now_ms)
    if not saved.conflicts:
        return Filled(N_("{n} minutes and events taken in; what was there already is there once"), n=len(rows))
    left_out = N_(
        "{n} minutes and events taken in; what was there already is there once; {conflicts} left out, because other "
        "messages of this chair bear their numbers"
    )
    return Filled(left_out, n=len(rows), conflicts=len(saved.conflicts))


def _row(chair: str, line: MessageLine) -> tuple[Durable, Row]:
    row: Mapping[str, object] = durable_row(chair, line.epoch, line.seq, line.body)
    return line.body, {**row, "placed": line.placed}


def _new_chair(connection: Connection, chair: str, lines: list[ChairLine | MessageLine]) -> tuple[Row, ...]:
    """Return the chair's row where there is none: what the chair says of itself goes before what a file says."""
    told = [line for line in lines if isinstance(line, ChairLine)]
    if not told or chair in queries.chairs(connection):
        return ()
    return (chair_row(renamed(told[-1].meta, chair)),)
