"""What web asks ingest to do: ingest alone writes measurements, so that nobody else can spoil them.

    web: ask(...)  ->  state 'waiting'  ->  ingest does it  ->  'done' or 'failed', and `said` tells what came of it

Each kind of work can be done twice without harm, for a kill in the midst leaves it waiting.
"""

from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from dashboard.store.derived import WORK
from dashboard.words import packed, unpacked

DELETE_CHAIR = "delete_chair"
"""Kind: delete everything that is known of the chair. The body is empty."""

IMPORT = "import"
"""Kind: take in what was once exported. The body is the file."""

State = Literal["waiting", "done", "failed"]


class Work(NamedTuple):
    """One thing asked for. `said`: what came of it, in words for whoever asked; English, and translated where shown."""

    id: int
    kind: str
    chair: str
    asked_ms: int
    state: State
    done_ms: int | None
    said: str


_COLUMNS = [WORK.c[name] for name in Work._fields]


def ask(connection: Connection, kind: str, chair: str, body: bytes, now_ms: int) -> int:
    """Ask for something; return the number under which `of` finds it. For `engine.web_writer`."""
    asked = {"kind": kind, "chair": chair, "body": body, "asked_ms": now_ms, "state": "waiting", "said": ""}
    return int(connection.execute(insert(WORK).values(asked).returning(WORK.c.id)).scalar_one())


def waiting(connection: Connection, most: int = 10) -> list[Work]:
    """Return what waits to be done, oldest first."""
    found = select(*_COLUMNS).where(WORK.c.state == "waiting").order_by(WORK.c.id).limit(most)
    return [_work(row) for row in connection.execute(found)]


def body(connection: Connection, id_: int) -> bytes:
    """Return what was handed over with a work; empty once it is finished."""
    return bytes(connection.execute(select(WORK.c.body).where(WORK.c.id == id_)).scalar() or b"")


def finish(connection: Connection, id_: int, said: str, now_ms: int, *, failed: bool = False) -> None:
    """Say what came of a work. What was handed over with it is forgotten."""
    changed = {"state": "failed" if failed else "done", "done_ms": now_ms, "said": packed(said), "body": b""}
    connection.execute(update(WORK).where(WORK.c.id == id_).values(changed))


def of(connection: Connection, id_: int) -> Work | None:
    """Return a work by its number."""
    row = connection.execute(select(*_COLUMNS).where(WORK.c.id == id_)).first()
    return _work(row) if row else None


def about(connection: Connection, chair: str, most: int = 10) -> list[Work]:
    """Return what was asked for a chair, newest first."""
    found = select(*_COLUMNS).where(WORK.c.chair == chair).order_by(WORK.c.id.desc()).limit(most)
    return [_work(row) for row in connection.execute(found)]


def _work(row: Row[Any]) -> Work:
    found = Work._make(row)
    return found._replace(said=unpacked(found.said))
