"""The language somebody chose; the limits that a chair last told; when a report that failed is tried again."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "limits",
        sa.Column("chair", sa.String(32), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.add_column("letters", sa.Column("tries", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("letters", sa.Column("again_ms", sa.BigInteger()))
    op.add_column("letters", sa.Column("taken", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "preferences",
        sa.Column("person", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(16), nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    for name in ("preferences", "limits"):
        op.drop_table(name)
    with op.batch_alter_table("letters") as letters:
        for name in ("taken", "again_ms", "tries"):
            letters.drop_column(name)
