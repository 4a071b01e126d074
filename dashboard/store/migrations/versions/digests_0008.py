"""What the figures of a day are read from, and what is published of groups. Both are filled by ingest."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"


def upgrade() -> None:
    """Add the column and its index."""
    op.add_column("days", sa.Column("digest", sa.Text()))
    none = sa.text("digest IS NULL")
    op.create_index("days_undigested", "days", ["chair", "on", "at_ms"], sqlite_where=none, postgresql_where=none)


def downgrade() -> None:
    """Take them away again; digests are made of what stays."""
    op.drop_index("days_undigested", "days")
    op.drop_column("days", "digest")
