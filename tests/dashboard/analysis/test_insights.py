from datetime import timedelta

import numpy as np
import pytest

from dashboard.analysis.insights import chance
from dashboard.analysis.insights.answers import breaks_follow_prompts
from dashboard.analysis.insights.chance import more_often, outstanding, surviving, two_times
from dashboard.analysis.insights.changes import balance_since_the_beginning, shifts_since_the_beginning, unusual_week
from dashboard.analysis.insights.choose import INSIGHTS, MOST_SHOWN, insights
from dashboard.analysis.insights.habits import hour_without_break, hours_sat, longest_weekday
from dashboard.words import plainly, render
from tests.dashboard.analysis.office import weeks


def shown(told):
    return {insight.id: render(finding.says, str, plainly) for insight, finding in insights(told)}


def after_lunch(rng, hour, _day):
    return rng.gamma(8.0, 420.0) if hour == 13 else rng.gamma(2.0, 700.0)


def test_long_bouts_that_begin_after_lunch_are_found_at_their_hour():
    text = shown(weeks(1, sit=after_lunch))["long-bouts-by-hour"]
    assert text.startswith("Of the bouts that you begin between 13:00 and 14:00, ")


def test_the_hour_without_breaks_is_found():
    def rest(rng, hour, _day):
        return 20.0 if hour in (14, 15) else rng.gamma(4.0, 150.0)

    def sit(rng, _hour, _day):
        return rng.gamma(3.0, 300.0)

    text = shown(weeks(2, sit=sit, rest=rest))["hour-without-break"]
    assert text.startswith(("Between 14:00 and 15:00", "Between 15:00 and 16:00")), text


def test_the_weekday_with_the_longest_sitting_is_found():
    def rest(rng, _hour, day):
        return rng.gamma(1.5, 120.0 if day % 5 == 1 else 900.0)

    assert "sit longest is Tuesday" in shown(weeks(3, rest=rest))["longest-weekday"]


@pytest.mark.parametrize(("now", "says"), [(10, "less often"), (32, "more often")])
def test_shifts_that_changed_since_the_first_weeks_are_found(now, says):
    told = weeks(4, figures=lambda rng, day: {"shifts_per_h": rng.normal(now if day > 20 else 20, 4)})
    assert f"You shift {says} than in your first weeks" in shown(told)["shifts-since-the-beginning"]


@pytest.mark.parametrize(("side", "name"), [(-1, "left"), (1, "right")])
def test_a_balance_that_moved_to_one_side_is_found_and_the_drift_of_cells_is_named(side, name):
    told = weeks(5, figures=lambda rng, day: {"cop_lateral": rng.normal(side * 0.1 if day > 20 else 0, 0.03)})
    text = shown(told)["balance-since-the-beginning"]
    assert f"moved to the {name}" in text
    assert "tare the empty chair" in text


def test_a_week_unlike_the_others_is_found():
    told = weeks(6, figures=lambda rng, day: {"usual_bout_s": rng.normal(4800 if day >= 45 else 2400, 300)})
    assert shown(told)["unusual-week"].startswith("Last week your bouts were longer than usual: half")
    told = weeks(6, figures=lambda rng, day: {"usual_bout_s": rng.normal(1200 if day >= 45 else 2400, 300)})
    assert shown(told)["unusual-week"].startswith("Last week your bouts were shorter than usual: half")


def test_prompts_that_make_people_get_up_are_found():
    told = weeks(7, sit=lambda rng, _hour, _day: rng.uniform(1500, 5000), follows=0.7)
    assert shown(told)["breaks-follow-prompts"].startswith("Within 10 min after a prompt you get up in ")


@pytest.mark.parametrize("count", [0, 1])
def test_thin_data_says_nothing(count):
    told = weeks(8, 10, sit=after_lunch, figures=lambda _rng, day: {"shifts_per_h": day, "cop_lateral": day / 50})
    first = told.days.index[0] + timedelta(weeks=count)
    assert insights(told._replace(today=first)) == []
    for insight in INSIGHTS:
        assert insight.find(told._replace(today=first).whole_weeks()) is None, insight.id


def test_a_finding_stands_for_a_week_whatever_today_brings():
    told = weeks(1, 11, sit=after_lunch)
    monday = told.today - timedelta(weeks=1)
    assert insights(told._replace(today=monday)) == insights(told._replace(today=monday + timedelta(days=6)))
    assert insights(told._replace(today=monday))


def test_at_most_three_are_shown_the_strongest_first():
    told = weeks(
        9,
        sit=after_lunch,
        rest=lambda rng, _hour, day: rng.gamma(1.5, 60.0 if day % 5 == 1 else 1500.0),
        figures=lambda rng, day: {
            "shifts_per_h": rng.normal(5 if day > 20 else 25, 2),
            "cop_lateral": rng.normal(0.2 if day > 20 else 0, 0.02),
            "usual_bout_s": rng.normal(4800 if day >= 45 else 2400, 200),
        },
        follows=0.9,
    )
    found = insights(told)
    assert len(found) == MOST_SHOWN == 3
    strengths = [finding.strength for _, finding in found]
    assert strengths == sorted(strengths, reverse=True)


def test_weeks_without_a_pattern_rarely_show_a_finding(monkeypatch):
    """What came of the long form, 2000 people with all shuffles, stands in docs/insights.md."""
    monkeypatch.setattr(chance, "SHUFFLES", 299)
    false = sum(bool(insights(weeks(seed))) for seed in range(1000, 1025))
    assert false <= 3  # of 25; the draws are always the same


def test_a_small_change_is_not_told_however_sure_it_is():
    told = weeks(10, figures=lambda rng, day: {"shifts_per_h": rng.normal(18 if day > 20 else 20, 0.1)})
    assert shifts_since_the_beginning(told) is None
    told = weeks(10, figures=lambda rng, day: {"cop_lateral": rng.normal(0.02 if day > 20 else 0, 0.001)})
    assert balance_since_the_beginning(told) is None
    told = weeks(10, figures=lambda rng, day: {"usual_bout_s": rng.normal(2600 if day >= 45 else 2400, 1)})
    assert unusual_week(told) is None


@pytest.mark.parametrize(("more_s", "is_told"), [(1200, False), (2400, True)])
def test_a_weekday_with_a_few_minutes_more_is_not_told(more_s, is_told):
    told = weeks(10, figures=lambda rng, day: {"occupied_s": rng.normal(20_000 + more_s * (day % 5 == 1), 10)})
    assert bool(longest_weekday(told)) == is_told


def test_hours_are_judged_by_breaks_that_count():
    told = weeks(11, 4, sit=lambda *_: 1700.0, rest=lambda *_: 100.0)
    assert hours_sat(told)
    assert not any(each.with_break for each in hours_sat(told))
    assert hour_without_break(told) is None
    told = weeks(11, 4, sit=lambda *_: 1700.0, rest=lambda *_: 130.0)
    assert all(each.with_break for each in hours_sat(told) if each.hour not in (8, 17))


def test_coming_in_the_morning_and_going_home_are_no_breaks():
    told = weeks(11, 4, sit=lambda *_: 9 * 3600.0, rest=lambda *_: 36_000.0)
    assert {each.hour for each in hours_sat(told)} == set(range(9, 17))
    assert not any(each.with_break for each in hours_sat(told))


def test_fishers_test_by_hand():
    # 3 of 3 against 1 of 3, four marked of six: C(3,3) C(3,1) / C(6,4) = 3 / 15
    assert more_often(3, 3, 1, 3).p == pytest.approx(0.2)
    assert more_often(0, 3, 3, 3).p == 1
    assert more_often(3, 3, 3, 3).strength == 0


def test_holms_rule_stops_at_the_first_that_is_not_sure_enough():
    chances = {"a": 0.009, "b": 0.012, "c": 0.03, "d": 0.001}
    assert surviving(chances, 5, 0.05) == {"a", "b", "d"}  # 0.01, 0.0125, 0.0167, 0.025
    assert surviving({"a": 0.011}, 5, 0.05) == set()
    assert surviving({}, 5, 0.05) == set()


def test_tests_know_a_difference_from_none():
    rng = np.random.default_rng(1)
    noise = rng.normal(size=40)
    step = np.repeat([0.0, 5.0], 20)

    def sure(series):
        return two_times(series[:10], series[-10:], series[10:-10]).p

    assert sure(noise + step) < 0.01
    assert sure(noise) > 0.05
    assert sure(np.ones(40)) == 1
    assert sure(np.cumsum(noise)) > sure(noise + step)  # days alike: less sure
    labels, noise = np.tile(np.arange(6), 5), noise[:30]
    assert outstanding(noise + 5 * (labels == 2), labels, np.repeat(np.arange(5), 6), 3)[0] == 2
    assert outstanding(np.ones(30), labels, np.repeat(np.arange(5), 6), 3) is None
    assert outstanding(noise, labels, np.repeat(np.arange(5), 6), 6) is None


def test_an_unusual_day_makes_no_hour_unusual():
    day = np.repeat(np.arange(20), 6)
    hour = np.tile(np.arange(6), 20)
    busy = (day < 5).astype("float64")  # all hours of five days, and none of the others
    assert outstanding(busy, hour, day, 5) is None
    lopsided = np.concatenate([hour[:30], hour[30:] % 3])  # hours 3 to 5 only on busy days
    found = outstanding(busy + np.random.default_rng(2).normal(0, 0.1, 120), lopsided, day, 5)
    assert found[1].p > 0.05


def test_the_control_of_prompts_needs_bouts_that_came_near_to_one():
    told = weeks(12, sit=lambda *_: 600.0)
    assert breaks_follow_prompts(told) is None
