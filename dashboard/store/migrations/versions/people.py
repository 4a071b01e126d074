"""Who may log in, with what, and whose chair is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("login", sa.String(320), nullable=False, unique=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        _person(),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("seen_ms", sa.BigInteger(), nullable=False),
        sa.Column("browser", sa.String(200), nullable=False, server_default=""),
        sa.Column("address", sa.String(64), nullable=False, server_default=""),
    )
    op.create_index("sessions_by_person", "sessions", ["person"])
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        _person(),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger()),
    )
    op.create_index("tokens_by_person", "tokens", ["person"])
    op.create_table(
        "chair_people",
        sa.Column("chair", sa.String(32), nullable=False),
        _person(),
        sa.PrimaryKeyConstraint("person", "chair"),
    )
    op.create_index("chair_people_by_chair", "chair_people", ["chair"])
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "group_people",
        sa.Column("group", sa.Integer(), sa.ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
        _person(),
        sa.PrimaryKeyConstraint("person", "group"),
    )
    op.create_index("group_people_by_group", "group_people", ["group"])


def _person() -> sa.Column[int]:
    return sa.Column("person", sa.Integer(), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def downgrade() -> None:
    """Take them away again, and with them every account."""
    for name in ("group_people", "groups", "chair_people", "tokens", "sessions", "people"):
        op.drop_table(name)
