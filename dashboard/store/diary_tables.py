"""The tables of a person's own words and choices: diary, workplace checklist, language. Web writes them alone.

They belong to a person, not to a chair (decision 0018). `person` is an account's number, or 0, which no account has,
for whoever sits at a desk that is open; so it is no foreign key, and `store.people` deletes what is a person's.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from dashboard.store.schema import METADATA

AT_THIS_COMPUTER = 0
"""The person of a desk without accounts."""

DIARY = Table(
    "diary",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("on", String(10), nullable=False),
    Column("pain", Integer),
    Column("places", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("diary_by_person", "person", "at_ms", "id"),
)
"""`on`: the day as the person who wrote had it, for a diary's days do not move when somebody travels. `places`: ids of
regions with a space between them."""

WORKPLACE = Table(
    "workplace",
    METADATA,
    Column("person", Integer, nullable=False),
    Column("item", String(32), nullable=False),
    Column("done_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("person", "item"),
)
"""What is seen to, and since when; what is not is in no row."""

PREFERENCES = Table(
    "preferences",
    METADATA,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("language", String(16), nullable=False),
    Column("units", String(16), nullable=False, server_default=""),
)
"""What somebody chose for themselves, "" for what they did not; who chose nothing is in no row."""
