"""How somebody writes the time of day and a mass, beside their language."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column."""
    op.add_column("preferences", sa.Column("units", sa.String(16), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("preferences") as preferences:
        preferences.drop_column("units")
