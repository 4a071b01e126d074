"""The tables of letters: when a chair's report is sent, and which were. Web writes `schedules`, ingest `letters`."""

from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String, Table, Text

from dashboard.store.schema import METADATA

SCHEDULES = Table(
    "schedules",
    METADATA,
    Column("chair", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
)
"""When a chair's report is sent, in its own zone; none for a chair that has no row. Before `since_ms` none was due."""

LETTERS = Table(
    "letters",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("first", String(10), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("said", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default="1"),
    Column("again_ms", BigInteger),
    Column("taken", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("chair", "kind", "first"),
)
"""Each report that was begun to be sent: by the first day of its period, as YYYY-MM-DD. `again_ms`: from when on it is
tried again, None for never. `taken`: numbers of the channels that took it, which never get it twice."""
