"""What the figures of a day are read from, what is published of groups, and when a token was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("tokens", sa.Column("seen_ms", sa.BigInteger()))
    op.add_column("days", sa.Column("digest", sa.Text()))
    none = sa.text("digest IS NULL")
    op.create_index("days_undigested", "days", ["chair", "on", "at_ms"], sqlite_where=none, postgresql_where=none)
    op.create_table(
        "fixed_months",
        sa.Column("month", sa.String(10), primary_key=True),
        sa.Column("fixed_ms", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "group_months",
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        _person(),
        sa.PrimaryKeyConstraint("month", "person"),
    )
    op.create_index("group_months_by_person", "group_months", ["person"])
    op.create_table(
        "group_days",
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("on", sa.String(10), nullable=False),
        sa.Column("figure", sa.String(32), nullable=False),
        sa.Column("value", sa.Float()),
        sa.PrimaryKeyConstraint("group", "on", "figure"),
    )
    op.create_table(
        "group_behind",
        sa.Column("on", sa.String(10), nullable=False),
        sa.Column("figure", sa.String(32), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        _person(),
        sa.PrimaryKeyConstraint("on", "figure", "person"),
    )
    op.create_index("group_behind_by_person", "group_behind", ["person"])


def _person() -> sa.Column[int]:
    return sa.Column("person", sa.Integer(), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def downgrade() -> None:
    """Take them away again. Digests are made of what stays; what was published of groups is lost."""
    for name in ("group_behind", "group_days", "group_months", "fixed_months"):
        op.drop_table(name)
    op.drop_column("tokens", "seen_ms")
    op.drop_index("days_undigested", "days")
    op.drop_column("days", "digest")
