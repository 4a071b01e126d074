"""The tables of reminders: who asked for silence and when, where reminders go beside the page, and which went.

Web writes `channels`, ingest the other two.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, PrimaryKeyConstraint, String, Table, Text

from dashboard.store.schema import METADATA

SILENCES = Table(
    "silences",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("snoozes", Integer, nullable=False),
    Column("quiet_because", String(16)),
    Column("paused_until_ms", BigInteger),
    PrimaryKeyConstraint("chair", "at_ms"),
)
"""What a chair's state said of silence each time that it changed: of this it is computed what followed a prompt."""

CHANNELS = Table(
    "channels",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("chair", String(32), nullable=False, index=True),
    Column("name", String(40), nullable=False),
    Column("url", Text, nullable=False),
    Column("after_s", Float, nullable=False),
)
"""Where a chair's reminders go beside the page. `url` is a secret: Apprise's address, with its password or token."""

REMINDED = Table(
    "reminded",
    METADATA,
    Column("chair", String(32), nullable=False),
    Column("channel", Integer, nullable=False),
    Column("limit_ms", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("sent", Boolean),
    PrimaryKeyConstraint("chair", "channel", "limit_ms"),
)
"""Each limit reached at `limit_ms` of which a channel was told at `at_ms`, once. `sent` None: not known yet."""
