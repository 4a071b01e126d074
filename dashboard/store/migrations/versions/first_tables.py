"""The first tables: chairs, events, minutes, and what ingest remembers about delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "chairs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("model", sa.String(80), nullable=False, server_default=""),
        sa.Column("software", sa.String(80), nullable=False, server_default=""),
        sa.Column("zone", sa.String(80), nullable=False, server_default="UTC"),
        sa.Column("simulated", sa.Boolean(), nullable=False, server_default="0"),
    )
    op.create_table(
        "events",
        *_name_of_a_message(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chair", "epoch", "seq"),
    )
    op.create_index("events_by_time", "events", ["chair", "at_ms"])
    op.create_table(
        "minutes",
        *_name_of_a_message(),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("measured_s", sa.Float(), nullable=False),
        sa.Column("unmeasured_s", sa.Float(), nullable=False),
        sa.Column("occupied_s", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chair", "epoch", "seq"),
    )
    op.create_index("minutes_by_time", "minutes", ["chair", "at_ms"])
    op.create_table(
        "watermarks",
        *_name_of_a_message(),
        sa.Column("heard_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chair", "epoch"),
    )
    op.create_table(
        "waiting",
        *_name_of_a_message(),
        sa.Column("prev", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chair", "epoch", "seq"),
    )
    op.create_table(
        "refusals",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_why", sa.Text(), nullable=False),
    )


def _name_of_a_message() -> tuple[sa.Column[str], sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("epoch", sa.String(16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    """Drop everything: there was nothing before."""
    for name in ("refusals", "waiting", "watermarks", "minutes", "events", "chairs"):
        op.drop_table(name)
