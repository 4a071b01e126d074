"""The tables of people: who may log in, with what, and which chairs are whose. Web writes them, and nothing else here.

No password, cookie or token is kept, only what they are recognised by: an argon2 hash of a password, which is short and
made by a person, and a SHA-256 of a cookie or token, which is 256 random bits and needs no slow hash.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from dashboard.store.schema import METADATA


def _person() -> Column[int]:
    return Column("person", Integer, ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


PEOPLE = Table(
    "people",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("login", String(320), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("role", String(8), nullable=False),
    Column("password", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
)
"""`name` is as it was typed, `login` what it is found by. `changed_ms`: when the password was last set."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    _person(),
    Column("made_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("browser", String(200), nullable=False, server_default=""),
    Column("address", String(64), nullable=False, server_default=""),
    Index("sessions_by_person", "person"),
)
"""Browsers that are logged in. `seen_ms` is up to an hour old: it is not written at every request."""

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    _person(),
    Column("name", String(80), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger),
    Column("seen_ms", BigInteger),
    Index("tokens_by_person", "person"),
)
"""What programs show instead of a password; `expires_ms` None: until it is removed. `seen_ms` is up to an hour old,
None while it was never used."""

CHAIR_PEOPLE = Table(
    "chair_people",
    METADATA,
    Column("chair", String(32), nullable=False),
    _person(),
    PrimaryKeyConstraint("person", "chair"),
    Index("chair_people_by_chair", "chair"),
)
"""Whose chair is whose. A chair may be several people's, and be told here before it is first heard of."""

GROUPS = Table(
    "groups",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("made_ms", BigInteger, nullable=False),
)
"""People whose daily figures are shown together, and only together."""

GROUP_PEOPLE = Table(
    "group_people",
    METADATA,
    Column("group", Integer, ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    _person(),
    PrimaryKeyConstraint("person", "group"),
    Index("group_people_by_group", "group"),
)
"""Who is in a group: members are counted in its figures, viewers may look at them."""

GOALS = Table(
    "goals",
    METADATA,
    Column("chair", String(32), primary_key=True),
    Column("shifts_per_h", Float),
    Column("off_seat_s", Float),
)
"""Goals of one's own, by chair; NULL where the one of the studies holds."""
