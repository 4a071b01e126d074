"""The tables that ingest computes from minutes and events, and the list of what web asks of ingest.

Without a row id SQLite keeps a chair's rows together in the order of time, so that a year of one is read at one place.
`closed` says that what a row was computed from is deleted, in part or whole, so that it is never computed again.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from dashboard.store.schema import METADATA
from dashboard.store.slices import SECONDS


def _numbers() -> list[Column[float] | Column[int]]:
    return [
        *(Column(name, Float, nullable=False) for name in SECONDS),
        Column("shifts", Integer, nullable=False),
        Column("cop_lateral", Float),
        Column("cop_fore_aft", Float),
        Column("balance_s", Float, nullable=False),
    ]


QUARTERS = Table(
    "quarters",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    *_numbers(),
    Column("closed", Boolean, nullable=False, server_default="0"),
    PrimaryKeyConstraint("chair", "at_ms"),
    sqlite_with_rowid=False,
)
"""Quarters of an hour by UTC. In every zone of today a quarter lies within one day."""

DAYS = Table(
    "days",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("on", String(10), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    *_numbers(),
    Column("closed", Boolean, nullable=False, server_default="0"),
    Column("digest", Text),
    PrimaryKeyConstraint("chair", "on"),
    Index(
        "days_undigested",
        "chair",
        "on",
        "at_ms",
        sqlite_where=text("digest IS NULL"),
        postgresql_where=text("digest IS NULL"),
    ),
    sqlite_with_rowid=False,
)
"""Days of the chair's zone: `on` is the local date, `at_ms` its first instant. `digest` is what the figures of the day
are read from, a JSON `analysis.digest.Digest`: None until ingest has made it, and again when the day changes."""

BOUTS = Table(
    "bouts",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("start_ms", BigInteger, nullable=False),
    Column("end_ms", BigInteger, nullable=False),
    Column("sitting_s", Float, nullable=False),
    Column("goes_on", Boolean, nullable=False),
    Column("until_ms", BigInteger),
    Column("closed", Boolean, nullable=False, server_default="0"),
    PrimaryKeyConstraint("chair", "start_ms"),
    Index(
        "bouts_unended",
        "chair",
        "until_ms",
        sqlite_where=text("until_ms IS NOT NULL"),
        postgresql_where=text("until_ms IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)
"""Sitting bouts. `until_ms` is set while no stored event tells the end: the bout reaches no further than that, and
`end_ms` is the last minute in which somebody sat (`start_ms` when there is none). `goes_on`: nothing later is known."""

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("chair", String(32), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("forgotten_ms", BigInteger, nullable=False, server_default="0"),
)
"""A number that grows when a past day of a chair changes, so that figures of past days can be kept. What a chair sends
of the time before `forgotten_ms` is not stored: its people asked for it to be deleted."""

WORK = Table(
    "work",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("chair", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("done_ms", BigInteger),
    Column("said", Text, nullable=False, server_default=""),
    Index("work_by_state", "state", "id"),
    Index("work_by_chair", "chair", "id"),
)
"""What web asks ingest to do, because ingest alone writes measurements."""
