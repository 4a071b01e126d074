"""The history of a chair through the application, without a socket: against days worked out by hand."""

from datetime import date, timedelta

import pytest

from contract.codec import encode
from dashboard.store import migrations
from dashboard.store.engine import database_path, transaction, writer
from dashboard.web.access.door import OpenDoor
from tests.dashboard.history_store import Sat, fill, year
from tests.dashboard.messages import meta
from tests.dashboard.test_server import Site

TODAY = date(2026, 7, 22)  # a Wednesday; the desk's clock in test_server says so
MONDAY = date(2026, 7, 20)


class Desk(Site):
    """A site whose store has these days, and whose chair is silent but for its zone."""

    def __init__(self, folder, days):
        self.url = f"sqlite:///{folder / 'desk.db'}"
        with transaction(writer(self.url), database_path(self.url)) as connection:
            migrations.migrate(connection)
        fill(self.url, days)
        super().__init__(self.url, None, OpenDoor())
        self.hub.receive("chairs/v1/desk/meta", encode(meta()))

    def history(self, query=""):
        return self.get(f"/api/v1/chairs/desk/history{query}").json

    def compare(self, before, after):
        return self.get(f"/api/v1/chairs/desk/compare?before={before}&after={after}").json


@pytest.fixture
def desk(tmp_path):
    return lambda *days: Desk(tmp_path, days)


def on(told, day, figure):
    return told["figures"][figure][(day - date.fromisoformat(told["first"])).days]


def test_a_day_of_three_bouts_by_hand(desk):
    told = desk(Sat(MONDAY, ((9, 10), (10.25, 10.75), (13, 14.5)), shifts=4)).history()
    assert on(told, MONDAY, "occupied_s") == 3 * 3600
    assert on(told, MONDAY, "longest_bout_s") == on(told, MONDAY, "usual_bout_s") == 5400
    assert on(told, MONDAY, "off_seat_s") == (15 + 135) * 60
    assert on(told, MONDAY, "shifts_per_h") == 16  # 4 a quarter of an hour
    # Sat in 9, 10, 13 and 14 o'clock; 9 and 13 without leaving the seat, 10 and 14 with.
    assert (on(told, MONDAY, "hours_with_break"), on(told, MONDAY, "hours_sat")) == (2, 4)
    assert on(told, MONDAY, "break_share") == 0.5


def test_a_day_nobody_measured_is_none_and_a_day_nobody_sat_is_zero(desk):
    told = desk(Sat(MONDAY), Sat(TODAY, ((9, 11),))).history()
    assert on(told, MONDAY, "occupied_s") == on(told, MONDAY, "bouts") == 0
    assert on(told, MONDAY, "measured_s") == 10 * 3600
    tuesday = MONDAY + timedelta(days=1)
    assert {on(told, tuesday, name) for name in told["figures"]} == {None}


def test_a_rate_from_ten_minutes_of_sitting_says_nothing(desk):
    told = desk(Sat(MONDAY, ((9, 9.15),)), Sat(TODAY, ((9, 9.2),))).history()
    assert on(told, MONDAY, "shifts_per_h") is None
    assert on(told, TODAY, "shifts_per_h") is not None


def test_a_year_is_53_weeks_from_a_monday_in_under_100_kb(desk):
    site = desk(*year(TODAY))
    told = site.history()
    assert (told["first"], told["last"], told["began"]) == ("2025-07-21", "2026-07-22", "2025-07-23")
    assert date.fromisoformat(told["first"]).weekday() == 0
    assert {len(row) for row in told["figures"].values()} == {367}
    assert len(site.get("/api/v1/chairs/desk/history").body) < 100_000


def test_days_are_the_chairs_own_when_clocks_change(desk):
    spring, autumn = date(2026, 3, 29), date(2025, 10, 26)
    told = desk(Sat(spring, ((0, 24),), 0, 24), Sat(autumn, ((0, 24),), 0, 24)).history()
    assert on(told, spring, "occupied_s") == 23 * 3600
    assert on(told, autumn, "occupied_s") == 25 * 3600
    assert on(told, autumn + timedelta(days=1), "measured_s") is None


def test_the_usual_week_is_of_the_time_measured_and_of_the_chosen_weeks(desk):
    long_ago = MONDAY - timedelta(weeks=8)
    told = desk(Sat(long_ago, ((9, 10),)), Sat(MONDAY, ((9, 9.5),)), Sat(TODAY)).history()
    weeks, year_ = (next(each for each in told["windows"] if each["days"] == days)["week"] for days in (28, 371))
    assert (weeks[0][9], year_[0][9]) == (0.5, 0.75)
    assert (weeks[2][9], weeks[0][7], weeks[1][9]) == (0, None, None)


def test_the_lengths_of_bouts_have_counts_times_and_the_usual_one(desk):
    bouts = ((8, 8.05), (9, 9.5), (10, 11), (12, 14))
    lengths = desk(Sat(MONDAY, bouts)).history()["windows"][0]["lengths"]
    assert lengths["count"] == [1, 0, 0, 0, 1, 0, 1, 0, 1]  # 3 min, 30 min, 60 min, 120 min
    assert lengths["sitting_s"][-1] == 7200
    assert lengths["usual_bout_s"] == 7200
    assert (lengths["in_long_s"], lengths["in_longer_s"]) == (3.5 * 3600, 3 * 3600)


def test_where_somebody_began_is_told_after_ten_days_and_stays_when_a_later_year_is_asked_for(desk):
    hours = [4, 5, 6, 4, 5, 6, 4, 5, 6, 5]
    first = [Sat(date(2024, 7, 1) + timedelta(days=n), ((9, 9 + h),)) for n, h in enumerate(hours)]
    later = [Sat(MONDAY, ((9, 17),))]
    band = desk(*first, *later).history()["trends"]["occupied_s"]["baseline"]
    assert band == [4.25 * 3600, 5 * 3600, 5.75 * 3600]


def test_nine_days_are_no_baseline(desk):
    days = [Sat(MONDAY - timedelta(days=n), ((9, 12),)) for n in range(9)]
    assert desk(*days).history()["trends"]["occupied_s"]["baseline"] is None


def test_periods_are_compared_by_medians_and_only_with_three_days_that_count(desk):
    last = [Sat(MONDAY - timedelta(days=7 - n), ((9, 9 + h),)) for n, h in enumerate((4, 5, 6, 0.5))]
    now = [Sat(MONDAY + timedelta(days=n), ((9, 11),)) for n in range(3)]
    site = desk(*last, *now)
    told = site.compare("2026-07-13..2026-07-19", "2026-07-20..2026-07-22")
    assert (told["days_before"], told["days_after"], told["enough"]) == (3, 3, True)  # half an hour is no day
    assert told["figures"]["occupied_s"] == [5 * 3600, 2 * 3600]
    thin = site.compare("2026-07-13..2026-07-19", "2026-07-20..2026-07-21")
    assert (thin["days_after"], thin["enough"], thin["figures"]) == (2, False, {})


def test_without_a_record_there_is_no_first_day(desk):
    told = desk().history()
    assert told["began"] is None
    assert told["windows"][0]["lengths"]["usual_bout_s"] is None


@pytest.mark.parametrize(
    "query",
    [
        "history?from=2026-07-23",
        "history?from=2026-02-30",
        "history?to=nonsense",
        "history?from=2024-01-01&to=2026-01-01",
        "compare?before=2026-07-13..2026-07-01&after=2026-07-20..2026-07-22",
        "compare?before=2026-07-13&after=2026-07-20..2026-07-22",
    ],
)
def test_days_that_cannot_be_asked_for_are_refused_with_words(desk, query):
    answer = desk(Sat(MONDAY)).get(f"/api/v1/chairs/desk/{query}")
    assert answer.status == 422
    assert answer.json["detail"]


def test_an_answer_is_kept_until_a_past_day_changes(desk):
    site = desk(Sat(MONDAY, ((9, 10),)))
    assert on(site.history(), MONDAY, "occupied_s") == 3600
    tuesday = MONDAY + timedelta(days=1)
    fill(site.url, [Sat(tuesday, ((9, 12),))], revision=1)
    assert on(site.history(), tuesday, "occupied_s") is None  # nobody said that it changed
    fill(site.url, [], revision=2)
    assert on(site.history(), tuesday, "occupied_s") == 3 * 3600


def test_what_is_stored_of_today_is_told_at_once_and_asked_of_nobody_while_nothing_comes(desk):
    site = desk(Sat(MONDAY, ((9, 10),)))
    asked = []
    reader = site.reader
    compute = reader.ask
    reader.ask = lambda question: asked.append(question) or compute(question)
    assert on(site.history(), TODAY, "occupied_s") is None
    assert site.history("?to=2026-07-21")["last"] == "2026-07-21"
    fill(site.url, [Sat(TODAY, ((9, 12),))], revision=1)
    for _ in range(3):
        assert on(site.history(), TODAY, "occupied_s") == 3 * 3600
        assert site.history("?to=2026-07-21")["last"] == "2026-07-21"
    assert len(asked) == 3  # the past once, and today before and after
