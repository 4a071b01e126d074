"""The tables of what is told of groups. Ingest writes them; `groups` and `group_people` are people's, and web's.

They hold for a day and a figure who is behind a value, so that nobody is ever behind two; that never leaves the desk.
"""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table

from dashboard.store.schema import METADATA

FIXED_MONTHS = Table(
    "fixed_months",
    METADATA,
    Column("month", String(10), primary_key=True),
    Column("fixed_ms", BigInteger, nullable=False),
)
"""Months, by their first day, of which it is settled who is in which group."""

GROUP_MONTHS = Table(
    "group_months",
    METADATA,
    Column("month", String(10), nullable=False),
    Column("group", Integer, nullable=False),
    Column("person", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("month", "person"),
    Index("group_months_by_person", "person"),
)
"""Who counts in which group for a month. The key says that a person is in one group at most."""

GROUP_DAYS = Table(
    "group_days",
    METADATA,
    Column("group", Integer, nullable=False),
    Column("on", String(10), nullable=False),
    Column("figure", String(32), nullable=False),
    Column("value", Float),
    PrimaryKeyConstraint("group", "on", "figure"),
)
"""What was published of a group: once, and kept. None: nothing may be said of that day. `group` is never used again."""

GROUP_BEHIND = Table(
    "group_behind",
    METADATA,
    Column("on", String(10), nullable=False),
    Column("figure", String(32), nullable=False),
    Column("group", Integer, nullable=False),
    Column("person", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("on", "figure", "person"),
    Index("group_behind_by_person", "person"),
)
"""Who is behind a published value. The key says that nobody is behind two of a day and a figure."""
