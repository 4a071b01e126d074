"""What people write about their backs, and what they have seen to at their workplace."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "diary",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.String(10), nullable=False),
        sa.Column("pain", sa.Integer()),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("diary_by_person", "diary", ["person", "at_ms", "id"])
    op.create_table(
        "workplace",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(32), nullable=False),
        sa.Column("done_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", "item"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("workplace")
    op.drop_table("diary")
