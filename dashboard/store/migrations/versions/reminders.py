"""Silences that were asked for, channels of reminders, and what was sent to them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "silences",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("snoozes", sa.Integer(), nullable=False),
        sa.Column("quiet_because", sa.String(16)),
        sa.Column("paused_until_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("chair", "at_ms"),
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("after_s", sa.Float(), nullable=False),
    )
    op.create_index("ix_channels_chair", "channels", ["chair"])
    op.create_table(
        "reminded",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("limit_ms", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent", sa.Boolean()),
        sa.PrimaryKeyConstraint("chair", "channel", "limit_ms"),
    )


def downgrade() -> None:
    """Take them away again."""
    for name in ("reminded", "channels", "silences"):
        op.drop_table(name)
