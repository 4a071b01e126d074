"""Messages by a clock that was not set find their right time, whichever comes first."""

import json

import msgspec
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

from contract.codec import encode
from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord
from contract.scalars import LAST_MS
from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.store import migrations, queries
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.store.schema import BOOTS, EVENTS, MINUTES
from tests.dashboard.messages import EPOCH, delivery, got_up, minute, sat_down

MINUTE, EVENT = "chairs/v1/desk/minute", "chairs/v1/desk/event"
NOON_MS = 1_767_268_800_000
"""The right time at uptime zero."""


class Desk:
    def __init__(self, url):
        self.path, self.engine = database_path(url), writer(url)
        with transaction(self.engine, self.path) as connection:
            migrate(connection)

    def take(self, *bodies, first=1):
        intake = Intake(Topics())
        for seq, body in enumerate(bodies, first):
            is_minute = body.__struct_config__.tag == "minute"
            assert intake.add(MINUTE if is_minute else EVENT, delivery(seq, seq - 1, body)) is None
        with transaction(self.engine, self.path) as connection:
            queries.save(connection, intake.take_batch(), 1)

    def times(self):
        with transaction(self.engine, self.path) as connection:
            return {
                seq: at_ms
                for table in (EVENTS, MINUTES)
                for seq, at_ms in connection.execute(select(table.c.seq, table.c.at_ms))
            }


@pytest.fixture
def desk(store_url):
    made = Desk(store_url)
    yield made
    made.engine.dispose()


def at(body, uptime_s, at_ms=None, boot="0123abcd"):
    """A message of an uptime, by a clock that shows `at_ms`; without one the clock is set."""
    synced = at_ms is None
    right_ms = NOON_MS + round(uptime_s * 1000) if synced else at_ms
    changes = {"uptime_s": uptime_s, "at_ms": right_ms, "clock_synced": synced, "boot": boot}
    return msgspec.structs.replace(body, **changes)


def test_what_came_before_the_clock_was_set_moves_once_it_is(desk):
    desk.take(at(sat_down(0), 5.0, at_ms=1_000), at(minute(0), 60.0, at_ms=56_000))
    assert desk.times() == {1: 1_000, 2: 56_000}, "nothing better is known yet"
    desk.take(at(minute(0), 120.0), first=3)
    assert desk.times() == {1: NOON_MS + 5_000, 2: NOON_MS + 60_000, 3: NOON_MS + 120_000}


def test_what_comes_after_its_boot_is_known_is_placed_on_its_way_in(desk):
    desk.take(at(minute(0), 120.0))
    desk.take(at(sat_down(0), 5.0, at_ms=1_000), first=2)
    assert desk.times()[2] == NOON_MS + 5_000


def test_both_in_one_batch_are_placed(desk):
    desk.take(at(sat_down(0), 5.0, at_ms=1_000), at(minute(0), 120.0))
    assert desk.times()[1] == NOON_MS + 5_000


def test_all_times_of_a_bout_move_together_and_the_body_still_says_that_the_clock_was_not_set(desk):
    desk.take(at(got_up(31_000, 1_000), 35.0, at_ms=31_000), at(minute(0), 120.0))
    with transaction(desk.engine, desk.path) as connection:
        body = queries.bout_events(connection, "desk", 0, 2 * NOON_MS)[0]
    end = msgspec.json.decode(body, type=BoutEnded)
    assert (end.started_at_ms, end.at_ms) == (NOON_MS + 5_000, NOON_MS + 35_000)
    assert not end.clock_synced


def test_another_boot_or_chair_says_nothing_about_this_one(desk):
    desk.take(at(sat_down(0), 5.0, at_ms=1_000), at(minute(0), 120.0, boot="ffffffff"))
    assert desk.times()[1] == 1_000


def test_a_message_that_was_moved_and_comes_again_is_the_same_and_stays_where_it_is(desk):
    first = at(sat_down(0), 5.0, at_ms=1_000)
    desk.take(first, at(minute(0), 120.0))
    intake = Intake(Topics())
    intake.add(EVENT, delivery(1, 0, first))
    with transaction(desk.engine, desk.path) as connection:
        assert queries.save(connection, intake.take_batch(), 1).conflicts == ()
    assert desk.times()[1] == NOON_MS + 5_000


def test_the_first_message_by_a_set_clock_says_when_its_boot_began_also_within_a_batch(desk):
    later = msgspec.structs.replace(at(minute(0), 180.0), at_ms=NOON_MS + 900_000)
    desk.take(at(sat_down(0), 5.0, at_ms=1_000), at(minute(0), 120.0), later)
    assert desk.times()[1] == NOON_MS + 5_000


def test_what_is_placed_can_still_be_read_whatever_its_uptime_says(desk):
    desk.take(at(sat_down(0), 3e9, at_ms=1_000), at(minute(0), 0.0, boot="0123abcd"))
    late = msgspec.structs.replace(at(minute(0), 0.0, boot="ffffffff"), at_ms=LAST_MS)
    desk.take(at(got_up(2_000, 1_000), 3e9, at_ms=2_000, boot="ffffffff"), late, first=3)
    assert desk.times()[3] == LAST_MS
    with transaction(desk.engine, desk.path) as connection:
        for body in queries.bout_events(connection, "desk", 0, LAST_MS):
            msgspec.json.decode(body, type=BoutStarted | BoutEnded)


def test_rows_from_before_there_was_placing_are_placed_as_if_they_came_today(desk, tmp_path):
    bodies = (
        at(sat_down(0), 5.0, at_ms=1_000),
        at(got_up(31_000, 1_000), 35.0, at_ms=31_000),
        at(minute(0), 60.0, at_ms=56_000),
        at(minute(0), 60.0, at_ms=7_000, boot="ffffffff"),  # a boot that never learned the time
        at(minute(0), 120.0),
        at(sat_down(0), 125.5),
    )
    with transaction(desk.engine, desk.path) as connection:
        downgrade(connection, "0001")
        for seq, body in enumerate(bodies, 1):
            connection.execute(*old_row(seq, body))
        migrate(connection)
    today = Desk(f"sqlite:///{tmp_path / 'today.db'}")
    today.take(*bodies)
    assert rows(desk) == rows(today)
    assert desk.times()[3] == NOON_MS + 60_000
    assert desk.times()[4] == 7_000
    today.engine.dispose()


def downgrade(connection, to):
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.downgrade(config, to)


def old_row(seq, body):
    """How the first version stored a message."""
    row = {"epoch": EPOCH, "seq": seq, "at_ms": body.at_ms, "body": encode(body).decode()}
    if isinstance(body, MinuteRecord):
        return text(
            "INSERT INTO minutes (chair, epoch, seq, at_ms, measured_s, unmeasured_s, occupied_s, body)"
            " VALUES ('desk', :epoch, :seq, :at_ms, 60.0, 0.0, 0.0, :body)"
        ), row
    return text(
        "INSERT INTO events (chair, epoch, seq, kind, at_ms, body) VALUES ('desk', :epoch, :seq, :kind, :at_ms, :body)"
    ), row | {"kind": body.__struct_config__.tag}


def rows(desk):
    """Everything that is stored, the bodies as what they say."""
    with transaction(desk.engine, desk.path) as connection:
        boots = {tuple(row) for row in connection.execute(select(BOOTS))}
        messages = [
            {**row, "body": json.loads(row["body"])}
            for table in (EVENTS, MINUTES)
            for row in connection.execute(select(table).order_by(table.c.seq)).mappings()
        ]
    return boots, messages
