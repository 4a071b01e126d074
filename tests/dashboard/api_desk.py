"""A desk for the tests of the API: one chair with a past, asked without a socket, files made in this process."""

import msgspec
from sqlalchemy import delete, insert

from contract.events import CellFailed, UnevenStarted
from contract.topics import Topics
from dashboard.exchange.order import pieces
from dashboard.ingest.intake import Intake
from dashboard.reminding.send import Sent
from dashboard.store import queries
from dashboard.store.derived import BOUTS, DAYS, QUARTERS
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.store.retention import FOR_EVER
from dashboard.store.slices import NUMBERS
from dashboard.web.access.door import OpenDoor
from dashboard.web.api.upkeep import Upkeep
from dashboard.web.api.upkeep import here as copy_here
from dashboard.web.live import Hub
from dashboard.web.server import create_server
from dashboard.web.today import Reader
from tests.dashboard.messages import delivery, got_up, meta, minute, sat_down, stamp
from tests.dashboard.test_server import NOW_MS, Site

HOUR_MS, MINUTE_MS, QUARTER_MS = 3_600_000, 60_000, 900_000
MIDNIGHT_MS = NOW_MS - (15 * 60 + 32) * MINUTE_MS  # of 22 July 2026 in Berlin
SAT_MS = MIDNIGHT_MS + 9 * HOUR_MS
UP_MS = SAT_MS + 40 * MINUTE_MS
EVIL = '=HYPERLINK("http://evil.example")'
JSON = {"content-type": "application/json"}


class ApiSite(Site):
    """The whole application, whose files are made here and not in a child."""

    def __init__(self, url, door=None, upkeep=None):
        self.url = url
        reader = Reader(url)

        async def here(order):
            for piece in pieces(order, reader.open):
                yield piece

        self.hub = Hub(Topics(), lambda: 0.0)
        self.sent, self.answer = [], Sent(ok=True, said="Sent.")  # what went to channels: nowhere
        self.application = create_server(
            self.hub,
            reader,
            lambda: NOW_MS,
            door=door or OpenDoor(),
            carry=here,
            upkeep=upkeep or Upkeep(FOR_EVER, copy_here),
            send=self.send,
        )

    def send(self, order):
        self.sent.append(order)
        return self.answer


def an_hour():
    """Return the messages of a morning: 40 minutes of sitting, 20 without, an uneven load, a cell that fails."""
    minutes = [minute(SAT_MS + n * MINUTE_MS, occupied_s=60.0 if n < 40 else 0.0) for n in range(60)]
    return [
        sat_down(SAT_MS),
        *minutes,
        UnevenStarted(**stamp(SAT_MS + 5 * MINUTE_MS), side="left", asymmetry_pct=20.0),
        CellFailed(**stamp(SAT_MS + 6 * MINUTE_MS), corner="rear_left", fault=EVIL),
        got_up(UP_MS, SAT_MS),
        unset_clock(minute(MINUTE_MS)),
    ]


def unset_clock(body):
    return msgspec.structs.replace(body, clock_synced=False, boot="ffffffff")


def store(url, bodies, chair="desk"):
    """Store messages as ingest does."""
    intake, engine = Intake(Topics()), writer(url)
    intake.add(f"chairs/v1/{chair}/meta", msgspec.json.encode(meta(chair, name="Anna's chair")))
    for seq, body in enumerate(bodies, 1):
        channel = "minute" if hasattr(body, "occupied_s") else "event"
        assert intake.add(f"chairs/v1/{chair}/{channel}", delivery(seq, seq - 1, body)) is None
    with transaction(engine, database_path(url)) as connection:
        migrate(connection)
        queries.save(connection, intake.take_batch(), NOW_MS)
    engine.dispose()


def compute(url, chair="desk"):
    """Put quarters, a day and bouts where rollups put them, as numbers that a test can know."""
    empty = {"chair": chair, **dict.fromkeys(NUMBERS, 0.0), "cop_lateral": None, "cop_fore_aft": None}
    quarters = [
        {**empty, "at_ms": SAT_MS + n * QUARTER_MS, "measured_s": 900.0, **sat}
        for n, sat in enumerate(
            (
                {"occupied_s": 900.0, "centred_s": 900.0, "shifts": 3},
                {"occupied_s": 900.0, "left_s": 900.0, "cop_lateral": -0.5, "cop_fore_aft": 0.0, "balance_s": 900.0},
                {"occupied_s": 600.0, "vacant_s": 300.0, "unknown_s": 600.0},
                {"vacant_s": 900.0},
            )
        )
    ]
    totals = {name: sum(row[name] or 0 for row in quarters) for name in NUMBERS if not name.startswith("cop")}
    first = {**empty, "on": "2026-07-20", "at_ms": MIDNIGHT_MS - 48 * HOUR_MS, "measured_s": 60.0, "vacant_s": 60.0}
    days = [first, {**empty, **totals, "on": "2026-07-22", "at_ms": MIDNIGHT_MS}]
    bout = {"chair": chair, "start_ms": SAT_MS, "end_ms": UP_MS, "sitting_s": 2400.0, "goes_on": False}
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        for table, rows in ((QUARTERS, quarters), (DAYS, days), (BOUTS, [bout])):
            connection.execute(delete(table).where(table.c.chair == chair))
            connection.execute(insert(table), rows)
    engine.dispose()


def filled(folder):
    """Return the URL of a store with the chair "desk" and its hour."""
    url = f"sqlite:///{folder / 'desk.db'}"
    store(url, an_hour())
    compute(url)
    return url
