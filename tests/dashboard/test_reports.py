"""Findings and reports of a chair through the application, without a socket: against days worked out by hand."""

from datetime import date, timedelta

import pytest

from dashboard.analysis.insights.choose import INSIGHTS
from dashboard.analysis.prompts.told import Prompt
from dashboard.reports.span import before, last_whole, span_of
from dashboard.store import goals
from dashboard.store.engine import database_path, transaction, writer
from dashboard.words import Message, plainly, render
from tests.dashboard.history_store import Sat, fill
from tests.dashboard.test_history_view import MONDAY, TODAY, Desk

LAST_MONDAY = MONDAY - timedelta(weeks=1)


def said(told):
    """Return a sentence of the API as plain English."""
    return told and render(Message(told["text"], told["values"]), str, plainly)


def shifting_less(first=TODAY, weeks=8):
    """Weeks of working days that end before `first`; from the second half on with half as many postural shifts."""
    monday = first - timedelta(days=first.weekday(), weeks=weeks)
    every = [monday + timedelta(days=7 * (n // 5) + n % 5) for n in range(5 * weeks)]
    hours = ((9.0, 9.9), (10.0, 11.2), (11.5, 12.0), (13.0, 14.6), (14.8, 16.0))
    return [Sat(on, hours, shifts=(6 if n < len(every) / 2 else 2) + n % 2) for n, on in enumerate(every)]


@pytest.fixture
def desk(tmp_path):
    return lambda *days: Desk(tmp_path, days)


def noticed(desk):
    return desk.get("/api/v1/chairs/desk/insights").json


def report(desk, query=""):
    return desk.get(f"/api/v1/chairs/desk/report?{query}").json


def line(told, name):
    [found] = [each for each in told["lines"] if each["name"] == name]
    return {key: said(found[key]) for key in ("title", "value", "before", "difference", "goal")}


def test_a_pattern_of_many_weeks_is_told_with_what_it_rests_on(desk):
    told = noticed(desk(*shifting_less()))
    assert told["until"] == str(MONDAY - timedelta(days=1))
    [found] = [each for each in told["findings"] if each["id"] == "shifts-since-the-beginning"]
    assert said(found["says"]).startswith("You shift less often than in your first weeks: ")
    assert said(found["basis"]) == "Computed from 40 days with sitting."
    assert [each["anchor"] for each in found["rests_on"]] == ["shift-prompts", "shifts-per-hour"]


def test_a_chair_that_is_new_says_nothing(desk):
    assert noticed(desk(*shifting_less()[-5:]))["findings"] == []
    assert len(INSIGHTS) == 7


def test_a_chair_of_which_nobody_heard_says_nothing(desk):
    assert noticed(desk())["findings"] == []


def test_findings_are_computed_once_until_a_past_day_changes(desk, monkeypatch):
    site = desk(*shifting_less())
    first = noticed(site)
    computed = []
    monkeypatch.setattr("dashboard.reports.findings.insights", lambda _told: computed.append(1) or [])
    assert noticed(site) == first
    assert computed == []
    fill(site.url, [], revision=2)
    assert noticed(site)["findings"] == []
    assert computed == [1]


def test_the_first_days_of_an_old_chair_are_still_what_later_ones_are_held_against(desk):
    old = shifting_less(first=TODAY - timedelta(weeks=70), weeks=4)[:10]
    new = [day._replace(shifts=2 + n % 2) for n, day in enumerate(shifting_less())]
    [found] = [each for each in noticed(desk(*old, *new))["findings"] if each["id"] == "shifts-since-the-beginning"]
    assert "less often" in said(found["says"])


def test_weeks_and_months_begin_and_end_where_they_do():
    assert span_of("week", date(2026, 7, 26)) == (MONDAY, date(2026, 7, 26))
    assert span_of("month", date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert before("month", span_of("month", date(2026, 3, 31))) == (date(2026, 2, 1), date(2026, 2, 28))
    assert last_whole("week", MONDAY) == (LAST_MONDAY, MONDAY - timedelta(days=1))


def a_week(monday, *bouts, days=5, **more):
    return [Sat(monday + timedelta(days=n), bouts, **more) for n in range(days)]


def test_a_week_by_hand_beside_the_one_before(desk):
    now = a_week(LAST_MONDAY, (9, 10), (10.5, 12), shifts=5)
    then = a_week(LAST_MONDAY - timedelta(weeks=1), (9, 10), (10.5, 11.5), shifts=4)
    told = report(desk(*then, *now))
    assert (told["first"], told["last"]) == ("2026-07-13", "2026-07-19")
    assert said(told["title"]) == "13 July 2026 to 19 July 2026"
    assert said(told["summary"]) == "12 h 30 min of sitting; days with sitting: 5, bouts: 10"
    assert line(told, "occupied_s") == {
        "title": "Sitting in a day",
        "value": "2 h 30 min",
        "before": "2 h 0 min",
        "difference": "30 min more",
        "goal": None,
    }
    assert line(told, "longest_bout_s")["difference"] == "30 min longer"
    assert line(told, "shifts_per_h")["value"] == "20 per hour"
    assert line(told, "shifts_per_h")["difference"] == "4 per hour more"
    assert line(told, "shifts_per_h")["goal"] == "Goal: 20 per hour"
    assert line(told, "off_seat_s")["difference"] == "No difference"
    assert [day["occupied_s"] for day in told["days"]] == [9000.0] * 5 + [None] * 2
    assert [said(note) for note in told["notes"]] == [
        "Days that were not measured: 2 of 7. The chair was off; nobody knows what was then."
    ]
    assert (told["previous"], told["next"]) == ("2026-07-06", "2026-07-20")


def test_the_week_that_goes_on_says_so_and_holds_no_day_to_come(desk):
    told = report(desk(*a_week(MONDAY, (9, 11), days=3)), f"on={TODAY}")
    assert [day["on"] for day in told["days"]] == ["2026-07-20", "2026-07-21", "2026-07-22"]
    notes = [said(note) for note in told["notes"]]
    assert notes[0] == "This week is not over yet."
    assert notes[-1].startswith(
        "Too little measured to compare. Days with an hour of sitting: 3, in the period before: 0"
    )
    assert line(told, "occupied_s")["value"] == "2 h 0 min"
    assert line(told, "occupied_s")["difference"] is None
    assert (told["previous"], told["next"]) == (None, None)


def test_a_month_is_told_too(desk):
    told = report(
        desk(*a_week(date(2026, 6, 8), (9, 11)), *a_week(date(2026, 7, 6), (9, 11))), "kind=month&on=2026-06-30"
    )
    assert (told["first"], told["last"], len(told["days"])) == ("2026-06-01", "2026-06-30", 30)
    assert said(told["summary"]) == "10 h 0 min of sitting; days with sitting: 5, bouts: 5"


def test_a_period_without_anything_measured_has_no_figures_and_says_so(desk):
    told = report(desk())
    assert {line(told, each["name"])["value"] for each in told["lines"]} == {None}
    assert said(told["summary"]) == "No sitting measured"
    assert {day["occupied_s"] for day in told["days"]} == {None}


def test_how_reminders_worked_is_told_from_ten_of_a_kind_on(desk, monkeypatch):
    site = desk(*a_week(LAST_MONDAY, (9, 11)))
    told = [Prompt("nudge", 0, "stood_up" if n % 2 else "ignored", 120.0 if n % 2 else None) for n in range(10)]
    told += [Prompt("alert", 0, "ignored", None)] * 10 + [Prompt("stillness", 0, "shifted", 30.0)] * 9
    monkeypatch.setattr("dashboard.reports.reading.prompts_of", lambda *_: told)
    assert [said(each) for each in report(site)["prompts"]] == [
        "After 50 % of 10 first prompts you stood up, mostly within 2 min.",
        "None of 10 stronger prompts was followed by a break.",
    ]


def test_goals_of_ones_own_are_what_a_period_is_held_against(desk):
    site = desk(*a_week(LAST_MONDAY, (9, 11)))
    assert line(report(site), "off_seat_s")["goal"] == "Goal: 2 h 0 min of a working day"
    with transaction(writer(site.url), database_path(site.url)) as connection:
        goals.set_own(connection, "desk", goals.OwnGoals(shifts_per_h=12, off_seat_s=5400))
    assert line(report(site), "off_seat_s")["goal"] == "Goal: 1 h 30 min of a working day"
    assert line(report(site), "shifts_per_h")["goal"] == "Goal: 12 per hour"


@pytest.mark.parametrize("query", ["on=2026-07-27", "on=2026-02-30", "on=tomorrow", "kind=year"])
def test_a_report_that_cannot_be_is_refused_with_the_reason(desk, query):
    answer = desk().get(f"/api/v1/chairs/desk/report?{query}")
    assert answer.status == 422
    assert answer.json["detail"]
