"""Days and hours on one chair: scenario in, events out."""

import datetime as dt
import random
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from contract.events import (
    BoutEnded,
    BoutStarted,
    CellFailed,
    ClockStepped,
    ObjectPlaced,
    ProlongedAlerted,
    ProlongedNudged,
    UnevenEnded,
    UnevenStarted,
)
from contract.minute import MinuteRecord
from contract.seat import Corners
from mock_hw.scenario import load_scenario
from tests.stories.chairs import NEW_YEAR_MS, NOTHING, Chair, story

HOUR_S, HOUR_MS, DAY_MS = 3600, 3_600_000, 86_400_000


def minutes_s(chair, name):
    return sum(getattr(minute, name) for minute in chair.of(MinuteRecord))


def test_a_working_day_of_eight_hours_with_lunch():
    day = load_scenario("day")
    chair = Chair().watch(day, hz=2).end()
    rises = [step.at_s for step in day.steps if step.does == "stands"]
    sits = [step.at_s for step in day.steps if step.does == "sits"]
    assert chair.when(BoutStarted) == [pytest.approx(at_s, abs=2) for at_s in sits]
    assert chair.when(BoutEnded) == [pytest.approx(at_s, abs=2) for at_s in rises]
    breaks_s = [b.at_ms - a.at_ms for a, b in zip(chair.of(BoutEnded), chair.of(BoutStarted)[1:], strict=False)]
    assert max(breaks_s) == pytest.approx(45 * 60_000, abs=4000), "lunch"
    sat_s = sum(bout.measured_s for bout in chair.of(BoutEnded))
    assert minutes_s(chair, "occupied_s") == pytest.approx(sat_s, abs=20)
    assert minutes_s(chair, "measured_s") == pytest.approx(8 * HOUR_S, abs=1)
    assert chair.when(ProlongedNudged)[0] == pytest.approx(sits[0] + 1800, abs=2)
    rested = [back_s for gone_s, back_s in zip(rises, sits[1:], strict=False) if back_s - gone_s >= 300]
    asked_s = chair.when(ProlongedNudged) + chair.when(ProlongedAlerted)
    assert len(rested) == 5
    assert [at_s for at_s in asked_s for back_s in rested if 0 <= at_s - back_s < 1790] == []


def test_a_person_who_leans_for_an_hour_is_told_once_and_it_ends_when_they_sit_up():
    lean = story(
        "1:10:00", ("0:05", "sits"), ("2:00", "leans left"), ("1:02:00", "sits straight"), ("1:09:00", "stands")
    )
    chair = Chair().watch(lean)
    (started,), (ended,) = chair.of(UnevenStarted), chair.of(UnevenEnded)
    assert (started.side, ended.side) == ("left", "left")
    assert chair.when(UnevenStarted) == [pytest.approx(120, abs=3)]
    assert started.known_ms - started.at_ms == pytest.approx(300_000, abs=1000)
    assert chair.when(UnevenEnded) == [pytest.approx(62 * 60, abs=4)]
    assert chair.when(ProlongedNudged) == [pytest.approx(5 + 1800, abs=2)]
    assert chair.when(ProlongedAlerted) == [pytest.approx(5 + 3600, abs=2)]


def test_a_bag_on_the_chair_all_weekend_is_a_thing_and_nobody_is_asked_to_stand_up():
    """Friday evening to Monday morning, a frame a second for four of its 62 hours."""
    weekend = story("4:00:00", ("0:30", "puts bag down", 7), ("3:59:00", "takes bag away"))
    shaken = random.Random(7)
    chair = Chair().watch(weekend, hz=1, change=lambda _t, load: load.map(lambda kg: kg + shaken.gauss(0, 0.01)))
    assert chair.when(ObjectPlaced) == [pytest.approx(30, abs=3)]
    assert chair.of(BoutStarted) + chair.of(ProlongedNudged) + chair.of(UnevenStarted) == []
    assert minutes_s(chair, "occupied_s") == 0


def test_cells_that_drift_by_20_grams_a_day_for_a_month_put_nobody_on_the_chair_and_lose_nobody():
    """All four the same way; each day is a minute long, so that the zero cannot be followed in it."""
    visit = story("1:00", ("0:10", "sits"), ("0:45", "stands"))
    chair = Chair()
    for day in range(30):
        chair.watch(visit, hz=10, change=lambda _t, load, day=day: load.map(lambda kg: kg + 0.02 * day))
    assert chair.when(BoutStarted) == [pytest.approx(60 * day + 10, abs=1.5) for day in range(30)]
    assert chair.when(BoutEnded) == [pytest.approx(60 * day + 45, abs=1.5) for day in range(30)]
    assert chair.of(ObjectPlaced) == []


@pytest.mark.parametrize("step_ms", [-HOUR_MS, DAY_MS])
def test_a_wall_clock_that_jumps_in_mid_bout_moves_no_prompt_and_no_bout(step_ms):
    sitting = story("45:00", ("0:05", "sits"), ("40:00", "stands"))
    quiet = Chair().watch(sitting).end()

    def jumping_ms(t_s):
        return NEW_YEAR_MS + round(1000 * t_s) + (step_ms if t_s >= 1000 else 0)

    chair = Chair().watch(sitting, clock_ms=jumping_ms).end()
    assert [each.step_ms for each in chair.of(ClockStepped)] == [step_ms]
    assert chair.when(ProlongedNudged) == quiet.when(ProlongedNudged) == [pytest.approx(1805, abs=2)]
    (one,), (other,) = chair.of(BoutEnded), quiet.of(BoutEnded)
    assert (one.duration_s, one.measured_s) == (other.duration_s, other.measured_s)
    assert one.at_ms - one.started_at_ms == pytest.approx(1000 * one.duration_s, abs=1)
    assert minutes_s(chair, "measured_s") == pytest.approx(minutes_s(quiet, "measured_s"), abs=0.01)


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)], ids=["into summer time", "out of it"])
def test_a_night_in_which_summer_time_changes_is_an_ordinary_night_for_the_chair(day):
    """The clock on the wall jumps at one o'clock UTC; the chair counts UTC and uptime."""
    begin = dt.datetime(*day, 0, 40, tzinfo=dt.UTC)
    offsets = {(begin + dt.timedelta(hours=h)).astimezone(ZoneInfo("Europe/Berlin")).utcoffset() for h in (0, 1)}
    assert len(offsets) == 2, "it is the night"
    begin_ms = round(begin.timestamp() * 1000)
    sitting = story("45:00", ("0:05", "sits"), ("40:00", "stands"))
    chair = Chair().watch(sitting, clock_ms=lambda t_s: begin_ms + round(1000 * t_s)).end()
    (bout,) = chair.of(BoutEnded)
    assert bout.at_ms - bout.started_at_ms == pytest.approx(39.92 * 60_000, abs=3000)
    assert chair.of(ClockStepped) == []
    begins_ms = [minute.at_ms for minute in chair.of(MinuteRecord)]
    assert {b - a for a, b in pairwise(begins_ms)} == {60_000}


def test_three_percent_of_spoilt_readings_make_and_break_no_bout_and_move_no_prompt():
    sitting = story("50:00", ("0:30", "sits"), ("40:00", "stands"), ("44:00", "sits"), ("49:00", "stands"))
    chance = random.Random(3)

    def spoilt(_t_s, load):
        return load.map(lambda kg: kg + chance.choice((-97, -24, -3, 3, 24, 97)) if chance.random() < 0.03 else kg)

    chair = Chair().watch(sitting, hz=10, change=spoilt)
    assert chair.when(BoutStarted) == [pytest.approx(30, abs=2), pytest.approx(44 * 60, abs=2)]
    assert chair.when(BoutEnded) == [pytest.approx(40 * 60, abs=2), pytest.approx(49 * 60, abs=2)]
    assert chair.when(ProlongedNudged) == [pytest.approx(30 + 1800, abs=2)]
    assert chair.of(CellFailed) + chair.of(ObjectPlaced) == []


def test_ten_minutes_without_data_end_the_bout_when_the_sitter_was_last_seen_and_count_for_nothing():
    sitting = story("45:00", ("0:10", "sits"), ("44:00", "stands"))
    chair = Chair().watch(sitting, change=lambda t_s, load: NOTHING if 900 <= t_s < 1500 else load).end()
    assert chair.when(BoutStarted) == [pytest.approx(10, abs=2), 1500]
    assert chair.when(BoutEnded) == [900, pytest.approx(44 * 60, abs=2)]
    assert sum(bout.measured_s for bout in chair.of(BoutEnded)) == pytest.approx(44 * 60 - 10 - 600, abs=3)
    assert minutes_s(chair, "occupied_s") == pytest.approx(44 * 60 - 10 - 600, abs=6)
    assert chair.when(ProlongedNudged) == [pytest.approx(10 + 1800 + 600, abs=3)], "neither sitting nor a break"


def test_two_people_in_turn_are_two_bouts_however_much_they_differ():
    chair = Chair()
    for mass_kg in (104, 47):
        chair.watch(story("10:00", ("0:20", "sits"), ("9:30", "stands"), mass_kg=mass_kg), hz=10)
    assert chair.when(BoutStarted) == [pytest.approx(20, abs=2), pytest.approx(620, abs=2)]
    assert chair.when(BoutEnded) == [pytest.approx(570, abs=2), pytest.approx(1170, abs=2)]
    assert chair.of(ObjectPlaced) + chair.of(UnevenStarted) == []


def test_a_load_cell_that_dies_while_readings_are_lost_takes_no_sitting_time():
    sitting = story("20:00", ("0:10", "sits"), ("19:00", "stands"))
    chance = random.Random(5)

    def failing(t_s, load):
        lost = load.map(lambda kg: None if chance.random() < 0.03 else kg)
        return Corners(lost.front_left, lost.front_right, None, lost.rear_right) if t_s > 300 else lost

    chair = Chair().watch(sitting, hz=10, change=failing).end()
    (bout,) = chair.of(BoutEnded)
    assert bout.measured_s == pytest.approx(bout.duration_s, abs=0.5)
    assert [(each.corner, each.fault) for each in chair.of(CellFailed)] == [("rear_left", "timeout")]
