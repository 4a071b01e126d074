"""Goals of one's own for a chair."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "goals",
        sa.Column("chair", sa.String(32), primary_key=True),
        sa.Column("shifts_per_h", sa.Float()),
        sa.Column("off_seat_s", sa.Float()),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("goals")
