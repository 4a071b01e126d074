"""A made-up history is what a chair could have sent: it adds up, keeps to the calendar, and its habit gets better."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from contract.codec import decode, encode
from contract.delivery import Durable
from contract.events import BoutEnded, BoutStarted, CellFailed, ObjectPlaced, ProlongedNudged
from contract.minute import MinuteRecord
from contract.state import ChairMeta
from dashboard.store import queries
from dashboard.store.engine import database_path, reader, transaction
from dashboard.store.schema import EVENTS, MINUTES, WATERMARKS
from mock_hw.history.fill import Plan, fill, history
from mock_hw.history.habits import Hold, Stay, habits
from mock_hw.history.minutes import minutes
from mock_hw.history.worker import Run

ZONE = ZoneInfo("Europe/Berlin")
SUNDAY_EVENING = datetime(2026, 11, 22, 20, tzinfo=UTC)
PLAN = Plan(8, round(SUNDAY_EVENING.timestamp() * 1000))
META = ChairMeta(chair="demo", name="Demo", model="simulated", software="0", zone=ZONE.key, simulated=True)


@pytest.fixture(scope="module")
def told():
    return list(history(PLAN, ZONE.key))


@pytest.fixture(scope="module")
def records(told):
    return [body for body in told if isinstance(body, MinuteRecord)]


def of_kind(told, kind):
    return [body for body in told if isinstance(body, kind)]


def local(at_ms):
    return datetime.fromtimestamp(at_ms / 1000, ZONE)


def test_the_same_seed_and_time_give_the_same_history(told):
    assert list(history(PLAN, ZONE.key)) == told
    assert list(history(PLAN._replace(seed=8), ZONE.key)) != told


def test_every_message_passes_the_contract(told):
    for body in told:
        assert decode(encode(body), Durable) == body


def test_the_seconds_of_each_minute_add_up(records):
    for minute in records:
        posture = minute.posture
        postures_s = sum(getattr(posture, name) for name in posture.__struct_fields__)
        assert postures_s == pytest.approx(minute.occupied_s)
        assert minute.cue.nudge + minute.cue.alert <= minute.occupied_s + 1e-9
        assert minute.uneven_s <= minute.occupied_s + 1e-9
        assert minute.shares is None or sum(minute.shares) == pytest.approx(1, abs=0.001)


def test_minutes_follow_each_other_without_gap_or_overlap_while_the_chair_is_on(records):
    for before, after in pairwise(records):
        length_s = before.measured_s + before.unmeasured_s
        if before.boot == after.boot:
            assert after.at_ms - before.at_ms == pytest.approx(length_s * 1000)
            assert after.uptime_s - before.uptime_s == pytest.approx(length_s)
        else:
            assert after.at_ms >= before.at_ms + length_s * 1000


def test_bouts_and_minutes_tell_of_the_same_sitting(told, records):
    died = {start.boot for start in of_kind(told, BoutStarted)} - {end.boot for end in of_kind(told, BoutEnded)}
    for boot in {minute.boot for minute in records} - died - unended(told):
        sat_s = sum(minute.occupied_s for minute in records if minute.boot == boot)
        bouts_s = sum(end.measured_s for end in of_kind(told, BoutEnded) if end.boot == boot)
        assert sat_s == pytest.approx(bouts_s, abs=0.1)


def unended(told):
    """Return the boots in which a bout began whose end nobody saw."""
    ended = {end.started_at_ms for end in of_kind(told, BoutEnded)}
    return {start.boot for start in of_kind(told, BoutStarted) if start.at_ms not in ended}


def test_messages_come_in_the_order_in_which_the_chair_knew_of_them(told):
    known = [
        body.at_ms + (body.measured_s + body.unmeasured_s) * 1000 if isinstance(body, MinuteRecord) else body.known_ms
        for body in told
    ]
    assert all(after >= before - 1 for before, after in pairwise(known))


def test_a_pulled_cable_leaves_one_bout_without_its_end(told):
    assert len(unended(told)) == 2, "in the third and the seventh week"


def test_the_worker_keeps_office_hours_before_and_after_the_end_of_summer_time(told):
    first_of_day = {}
    for start in of_kind(told, BoutStarted):
        first_of_day.setdefault(local(start.at_ms).date(), local(start.at_ms))
    assert {at.utcoffset() for at in first_of_day.values()} == {ZONE.utcoffset(datetime(2026, m, 1)) for m in (7, 12)}  # noqa: DTZ001 - local times
    assert {at.hour for at in first_of_day.values()} <= {8, 9}


def test_some_days_are_unmeasured_and_one_was_measured_though_nobody_came(records):
    measured_s, sat_s = {}, {}
    for minute in records:
        on = local(minute.at_ms).date()
        measured_s[on] = measured_s.get(on, 0) + minute.measured_s
        sat_s[on] = sat_s.get(on, 0) + minute.occupied_s
    assert 20 <= len(measured_s) <= 40, "days of 56, for week-ends, Wednesdays at home and a week of holiday are off"
    left_on = [on for on, sat in sat_s.items() if sat == 0]
    assert left_on, "the chair was left on over a day at home"
    assert all(measured_s[on] > 3600 * 12 for on in left_on)


def test_today_is_told_up_to_now_and_nobody_is_left_on_the_seat(records):
    noon = Plan(1, PLAN.until_ms - 8 * 3_600_000)
    until_noon = list(history(noon, ZONE.key))
    assert max(body.at_ms for body in until_noon) > noon.until_ms - 120_000
    assert max(body.at_ms for body in until_noon) <= noon.until_ms
    assert until_noon[-1].occupied_s == 0
    assert len(of_kind(until_noon, BoutStarted)) == len(of_kind(until_noon, BoutEnded))
    assert local(records[-1].at_ms).date() == local(PLAN.until_ms).date(), "though it is a Sunday"


def test_the_habit_gets_better(told, records):
    def figures(first, last):
        of_days = [minute for minute in records if first <= age(minute.at_ms) < last]
        ends = [end for end in of_kind(told, BoutEnded) if first <= age(end.started_at_ms) < last]
        sat_h = sum(minute.occupied_s for minute in of_days) / 3600
        return sum(minute.shifts for minute in of_days) / sat_h, sum(end.duration_s for end in ends) / len(ends)

    def age(at_ms):
        return (at_ms - records[0].at_ms) / (7 * 24 * 3_600_000)

    shifts, bout_s = figures(0, 2)
    later_shifts, later_bout_s = figures(6, 8)
    assert later_shifts > 1.4 * shifts
    assert later_bout_s < 0.9 * bout_s
    assert habits(0).lean > habits(8).lean


def test_the_chair_told_of_more_than_sitting(told):
    for kind in (ProlongedNudged, ObjectPlaced, CellFailed):
        assert of_kind(told, kind), kind.__name__
    blind = [minute for minute in of_kind(told, MinuteRecord) if minute.occupied_s and minute.cop_lateral is None]
    assert blind, "while a cell gave no reading nobody knows the balance"


def test_nobody_is_weighed(records):
    assert {minute.mean_kg for minute in records} == {None}


def test_a_minute_is_the_overlap_of_its_time_with_what_was_done():
    holds = (Hold(10_000, 40_000, "centred", 0.0, 0.0), Hold(40_000, 70_000, "left", -0.4, 0.0))
    run = Run(0, 90_000, (Stay(10_000, 70_000, holds),), holes=((50_000, 55_000),))
    (_, _, first), (_, length_ms, last) = minutes(run, [], [], Middle())
    one = first(boot="0" * 8, uptime_s=25.0)
    assert (one.measured_s, one.unmeasured_s, one.occupied_s, one.vacant_s) == (55, 5, 45, 10)
    assert (one.posture.centred, one.posture.left, one.shifts) == (30, 15, 1)
    assert one.cop_lateral == pytest.approx(-0.4 / 3, abs=1e-4)
    assert (one.asymmetry_pct, one.valid_frame_share) == (13.33, pytest.approx(55 / 60, abs=1e-4))
    assert (length_ms, last(boot="0" * 8, uptime_s=85.0).occupied_s) == (30_000, 10)


class Middle:
    """Draws the middle of each range."""

    def uniform(self, low, high):
        return (low + high) / 2


def test_a_history_is_stored_once_and_marked_as_simulated(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    plan = PLAN._replace(weeks=1)
    stored = fill(url, META, plan)
    assert stored == fill(url, META, plan)
    with transaction(reader(url), database_path(url)) as connection:
        rows = [connection.execute(select(func.count()).select_from(table)).scalar() for table in (EVENTS, MINUTES)]
        assert sum(rows) == stored
        assert queries.chairs(connection) == {"demo": META}
        waits = connection.execute(select(func.count()).select_from(WATERMARKS)).scalar()
        assert waits == 0, "no chair holds these messages until they are acknowledged"


def test_filling_ends_when_told_to(tmp_path):
    assert fill(f"sqlite:///{tmp_path / 'desk.db'}", META, PLAN, lambda: True) == 0
