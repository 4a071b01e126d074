"""Messages of versions to come are kept, and those from before 0002 are placed.

0002 left `boot` and `uptime_s` of the rows that it found empty and took their clocks for set. Their bodies know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FILL = """
UPDATE {table} SET boot = json_extract(body, '$.boot'), uptime_s = json_extract(body, '$.uptime_s'),
placed = coalesce(json_extract(body, '$.clock_synced'), 1) WHERE boot IS NULL
"""

_LEARN = """
INSERT OR IGNORE INTO boots (chair, boot, zero_ms)
SELECT chair, boot, at_ms - CAST(round(uptime_s * 1000) AS INTEGER) FROM {table} WHERE placed = 1
AND json_extract(body, '$.clock_synced') ORDER BY epoch, seq
"""

# What store/placing.py does to each row. 4102444800000 is the last instant that a message may hold.
_PLACE = """
UPDATE {table} SET placed = 1, at_ms = new.at_ms, body = new.body FROM (
    SELECT epoch, seq, chair, min(max(0, at_ms + by_ms), 4102444800000) AS at_ms, json_replace(
        body,
        '$.at_ms', min(max(0, at_ms + by_ms), 4102444800000),
        '$.known_ms', min(max(0, json_extract(body, '$.known_ms') + by_ms), 4102444800000),
        '$.started_at_ms', min(max(0, json_extract(body, '$.started_at_ms') + by_ms), 4102444800000)
    ) AS body FROM (
        SELECT {table}.*, zero_ms + CAST(round(uptime_s * 1000) AS INTEGER) - at_ms AS by_ms
        FROM {table} JOIN boots USING (chair, boot) WHERE placed = 0
    )
) AS new WHERE {table}.chair = new.chair AND {table}.epoch = new.epoch AND {table}.seq = new.seq
"""


def upgrade() -> None:
    """Add the table, and fill what 0002 left empty."""
    op.create_table(
        "later",
        sa.Column("chair", sa.String(32), nullable=False),
        sa.Column("epoch", sa.String(16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chair", "epoch", "seq"),
    )
    if op.get_bind().dialect.name != "sqlite":
        return  # no other database is so old that it holds such rows
    for statement in (_FILL, _LEARN, _PLACE):
        for table in ("events", "minutes"):
            op.execute(statement.format(table=table))


def downgrade() -> None:
    """Take the table away again; what is filled stays."""
    op.drop_table("later")
