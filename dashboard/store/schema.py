"""The tables. Each durable message keeps its JSON as it came, beside the columns that queries ask for.

(chair, epoch, seq) names a message for ever, however often it is delivered, so it is the primary key. `placed` is false
while a message stands at a time of a clock that was not set; store/placing.py moves it once the right time is known.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

METADATA = MetaData()


CHAIRS = Table(
    "chairs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("model", String(80), nullable=False, server_default=""),
    Column("software", String(80), nullable=False, server_default=""),
    Column("zone", String(80), nullable=False, server_default="UTC"),
    Column("simulated", Boolean, nullable=False, server_default="0"),
)

LIMITS = Table(
    "limits",
    METADATA,
    Column("chair", String(32), primary_key=True),
    Column("body", Text, nullable=False),
)
"""The limits and hours that each chair last told under `config`, as JSON: what a report by mail is reckoned with."""

EVENTS = Table(
    "events",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("boot", String(8)),
    Column("uptime_s", Float),
    Column("placed", Boolean, nullable=False, server_default="1"),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("chair", "epoch", "seq"),
    Index("events_by_time", "chair", "at_ms"),
    Index("events_unplaced", "chair", "boot", sqlite_where=text("placed = 0"), postgresql_where=text("NOT placed")),
)

MINUTES = Table(
    "minutes",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("boot", String(8)),
    Column("uptime_s", Float),
    Column("placed", Boolean, nullable=False, server_default="1"),
    Column("measured_s", Float, nullable=False),
    Column("unmeasured_s", Float, nullable=False),
    Column("occupied_s", Float, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("chair", "epoch", "seq"),
    Index("minutes_by_time", "chair", "at_ms"),
    Index("minutes_unplaced", "chair", "boot", sqlite_where=text("placed = 0"), postgresql_where=text("NOT placed")),
)

WATERMARKS = Table(
    "watermarks",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("heard_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("chair", "epoch"),
)
"""How far each spool file is stored without a gap; `heard_ms` tells which file a chair uses now."""

WAITING = Table(
    "waiting",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("prev", BigInteger, nullable=False),
    PrimaryKeyConstraint("chair", "epoch", "seq"),
)
"""Stored messages beyond a gap. They are kept here so that the watermark passes them once the gap closes."""

REFUSALS = Table(
    "refusals",
    METADATA,
    Column("kind", String(32), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_ms", BigInteger, nullable=False),
    Column("last_why", Text, nullable=False),
)
"""Messages that were no messages of ours, counted by channel and cause, so that nothing is dropped in silence."""

QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False, index=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("topic", String(200), nullable=False),
    Column("why", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
"""The newest refused messages of each kind, cut to a few kB, for whoever has to find out where they come from."""

LATER = Table(
    "later",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    PrimaryKeyConstraint("chair", "epoch", "seq"),
)
"""Messages of a kind or version that a newer Sitwell will know, whole; store/later.py bounds them."""

BOOTS = Table(
    "boots",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("boot", String(8), nullable=False),
    Column("zero_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("chair", "boot"),
)
"""When each boot of a chair's computer had uptime zero, known from the first message by a clock that was set."""
