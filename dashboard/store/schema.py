"""The tables. Each durable message keeps its JSON as it came, beside the columns that queries ask for.

(chair, epoch, seq) names a message for ever, however often it is delivered, so it is the primary key.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
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

EVENTS = Table(
    "events",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("chair", "epoch", "seq"),
    Index("events_by_time", "chair", "at_ms"),
)

MINUTES = Table(
    "minutes",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("epoch", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("measured_s", Float, nullable=False),
    Column("unmeasured_s", Float, nullable=False),
    Column("occupied_s", Float, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("chair", "epoch", "seq"),
    Index("minutes_by_time", "chair", "at_ms"),
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
"""Messages that were no messages of ours, counted by channel, so that nothing is dropped in silence."""
