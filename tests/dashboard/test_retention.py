"""How long each kind is kept, and that everything can be computed anew."""

import msgspec
from sqlalchemy import delete, update

from dashboard.store import rebuild, retention
from dashboard.store.derived import BOUTS, DAYS, QUARTERS
from dashboard.store.retention import Kept
from dashboard.store.schema import EVENTS, MINUTES
from tests.dashboard.messages import got_up, meta, minute, sat_down
from tests.dashboard.mornings import at, count, day, figures, run


def forget(store, kept, now_ms):
    while store.read(retention.forget_some, "desk", kept, now_ms):
        pass


def test_minutes_go_after_their_days_and_all_figures_stay(store):
    for n in (0, 1, 5):
        day(store, n)
    before = figures(store)
    forget(store, Kept(minutes_days=2), at(5 * 1440))
    assert count(store, MINUTES) == 20
    assert count(store, EVENTS) == 6
    assert figures(store) == before


def test_a_late_minute_of_a_time_that_is_gone_spoils_no_figure(store):
    day(store, 0)
    day(store, 5)
    before = figures(store)
    forget(store, Kept(minutes_days=2), at(5 * 1440))
    store.take(minute(at(3), 60.0), sat_down(at(2)), got_up(at(4), at(2)))
    assert figures(store) == before
    run(rebuild.rebuild(store.open))
    assert figures(store) == before


def test_minutes_of_a_time_of_which_there_was_nothing_count_however_late_they_come(store):
    day(store, 5)
    forget(store, Kept(minutes_days=2), at(5 * 1440))
    day(store, 0)
    assert [(each.at_ms, each.occupied_s) for each in figures(store)[0]][:2] == [(at(0), 600.0), (at(15), 0.0)]


def test_events_go_and_their_bouts_stay(store):
    for n in (0, 1, 5):
        day(store, n)
    before = figures(store)
    forget(store, Kept(events_days=3), at(5 * 1440))
    assert count(store, EVENTS) == 2
    day(store, 1, chair="other")
    store.take(sat_down(at(1440 - 60)), got_up(at(1440 - 50), at(1440 - 60)))
    bouts = figures(store)[2]
    assert set(before[2]) <= set(bouts)
    assert len(bouts) == 4, "what lies between closed ones and is new counts"


def test_quarters_go_and_their_days_stay(store):
    for n in (0, 1, 5):
        day(store, n)
    days = figures(store)[1]
    forget(store, Kept(quarters_days=3), at(5 * 1440))
    assert [each.at_ms for each in figures(store)[0]] == [at(5 * 1440), at(5 * 1440 + 15)]
    store.meta(meta(zone="Pacific/Auckland"))
    assert figures(store)[1][:2] == days[:2], "days whose quarters are gone stay as they were cut"


def test_the_newest_day_of_a_chair_that_sends_stays_while_more_of_it_may_come(store):
    day(store, 0, now_ms=at(200 * 1440))
    forget(store, Kept(minutes_days=2), at(200 * 1440))
    assert count(store, MINUTES) == 20
    forget(store, Kept(minutes_days=2), at(202 * 1440))
    assert count(store, MINUTES) == 0


def test_what_waits_for_its_time_is_not_taken_for_old_until_its_boot_is_over(store):
    unset = msgspec.structs.replace(minute(1000, 60.0), clock_synced=False)
    store.take(unset)
    forget(store, Kept(minutes_days=2), at(0))
    assert count(store, MINUTES) == 1
    store.take(msgspec.structs.replace(minute(at(0), 60.0), boot="ffffffff"))
    forget(store, Kept(minutes_days=2), at(0))
    assert count(store, MINUTES) == 1, "nobody will ever know when that was"


def test_a_step_deletes_a_bounded_number_of_rows(store, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 7)
    for n in (0, 5):
        day(store, n)
    steps = []
    while gone := store.read(retention.forget_some, "desk", Kept(minutes_days=2), at(5 * 1440)):
        steps.append(gone)
    assert steps == [7, 7, 6]


def test_everything_is_computed_anew_as_it_was(store):
    store.meta(meta())
    for n in (0, 1, 30, 31):
        day(store, n)
    day(store, 2, chair="other")
    store.take(sat_down(at(40 * 1440)), minute(at(40 * 1440) - 30_000, 60.0))
    before = figures(store), figures(store, "other")
    with store.open() as connection:
        for table in (QUARTERS, DAYS, BOUTS):
            connection.execute(delete(table).where(table.c.chair == "other"))
        connection.execute(update(QUARTERS).values(occupied_s=1.0, at_ms=QUARTERS.c.at_ms + 900_000 * 1000))
        connection.execute(update(DAYS).values(occupied_s=1.0))
        connection.execute(update(BOUTS).values(sitting_s=1.0))
    run(rebuild.rebuild(store.open))
    assert (figures(store), figures(store, "other")) == before
