"""Refused messages are kept for a look, and messages by a clock that was not set find their time."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two tables, and to events and minutes what placing them needs."""
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False, index=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "boots",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("boot", sa.String(8), nullable=False),
        sa.Column("zero_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chair", "boot"),
    )
    for name in ("events", "minutes"):
        op.add_column(name, sa.Column("boot", sa.String(8)))
        op.add_column(name, sa.Column("uptime_s", sa.Float()))
        op.add_column(name, sa.Column("placed", sa.Boolean(), nullable=False, server_default="1"))
        op.create_index(
            f"{name}_unplaced",
            name,
            ["chair", "boot"],
            sqlite_where=sa.text("placed = 0"),
            postgresql_where=sa.text("NOT placed"),
        )


def downgrade() -> None:
    """Take them away again."""
    for name in ("events", "minutes"):
        op.drop_index(f"{name}_unplaced", name)
        with op.batch_alter_table(name) as table:
            for column in ("placed", "uptime_s", "boot"):
                table.drop_column(column)
    op.drop_table("boots")
    op.drop_table("quarantine")
