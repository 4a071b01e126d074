"""Quarters of an hour, days and bouts, computed from minutes and events; and what web asks of ingest.

The tables come empty; where there is something to fill them with, that is asked of ingest.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SECONDS = """measured unmeasured occupied vacant object centred left right forward back unknown uneven nudge alert"""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "quarters",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        *_numbers(),
        sa.PrimaryKeyConstraint("chair", "at_ms"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "days",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("on", sa.String(10), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        *_numbers(),
        sa.PrimaryKeyConstraint("chair", "on"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bouts",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("start_ms", sa.BigInteger(), nullable=False),
        sa.Column("end_ms", sa.BigInteger(), nullable=False),
        sa.Column("sitting_s", sa.Float(), nullable=False),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("until_ms", sa.BigInteger()),
        sa.Column("closed", sa.Boolean(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("chair", "start_ms"),
        sqlite_with_rowid=False,
    )
    unended = sa.text("until_ms IS NOT NULL")
    op.create_index("bouts_unended", "bouts", ["chair", "until_ms"], sqlite_where=unended, postgresql_where=unended)
    op.create_table(
        "revisions",
        sa.Column("chair", sa.String(32), primary_key=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("forgotten_ms", sa.BigInteger(), nullable=False, server_default="0"),
    )
    work = op.create_table(
        "work",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("done_ms", sa.BigInteger()),
        sa.Column("said", sa.Text(), nullable=False, server_default=""),
    )
    # Ingest fills the tables, a week of a chair at a time, before it does anything else of the kind.
    if op.get_bind().scalar(sa.text("SELECT 1 FROM watermarks LIMIT 1")):
        asked = {"kind": "rebuild", "chair": "", "body": b"", "asked_ms": 0, "state": "waiting"}
        op.bulk_insert(work, [asked])
    op.create_index("work_by_state", "work", ["state", "id"])
    op.create_index("work_by_chair", "work", ["chair", "id"])


def _numbers() -> list[sa.Column[float] | sa.Column[int] | sa.Column[bool]]:
    return [
        *(sa.Column(f"{name}_s", sa.Float(), nullable=False) for name in _SECONDS.split()),
        sa.Column("shifts", sa.Integer(), nullable=False),
        sa.Column("cop_lateral", sa.Float()),
        sa.Column("cop_fore_aft", sa.Float()),
        sa.Column("balance_s", sa.Float(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False, server_default="0"),
    ]


def downgrade() -> None:
    """Take them away again; minutes and events still hold everything."""
    for name in ("work", "revisions", "bouts", "days", "quarters"):
        op.drop_table(name)
