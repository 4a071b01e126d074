"""Scenarios: the bundled stories, and what is said of one that cannot be told."""

import random
import re

import pytest

from contract.errors import ConfigError
from mock_hw.scenario import load_scenario, parse_scenario, scenario_names

HEAD = 'title = "A"\nlasts = "2:00"\n'
WHO = "[sitter]\nmass_kg = 72\n"


def step(at, does, extra=""):
    return f'[[step]]\nat = "{at}"\ndoes = "{does}"\n{extra}\n'


def total(scenario, t_s):
    return sum(scenario.load_kg(t_s))


def fore_aft(scenario, t_s):
    load = scenario.load_kg(t_s)
    return (load.front_left + load.front_right - load.rear_left - load.rear_right) / sum(load)


def lateral(scenario, t_s):
    load = scenario.load_kg(t_s)
    return (load.front_right + load.rear_right - load.front_left - load.rear_left) / sum(load)


def test_the_demo_tells_its_story_within_three_minutes():
    demo = load_scenario("demo")
    assert demo.loops
    assert demo.duration_s <= 180
    assert total(demo, 2.9) == 0
    assert all(total(demo, t_s) > 50 for t_s in range(5, 100)), "43 s: nudge; 83 s: alert"
    assert all(lateral(demo, t_s) < -0.4 for t_s in range(52, 72)), "66 s: uneven load"
    assert all(abs(lateral(demo, t_s)) < 0.1 for t_s in [*range(5, 50), *range(74, 100)])
    assert all(total(demo, t_s) < 0.001 for t_s in [*range(102, 112), *range(142, 150), *range(172, 178)])
    assert all(total(demo, t_s) == pytest.approx(6, abs=0.1) for t_s in range(114, 140))
    assert all(total(demo, t_s) > 50 for t_s in range(152, 170))


def test_the_demo_begins_again_at_its_end():
    demo = load_scenario("demo")
    assert list(demo.load_kg(demo.duration_s * 5 + 33.3)) == pytest.approx(list(demo.load_kg(33.3)))


def test_somebody_who_sits_at_the_end_stays_seated():
    sitting = load_scenario("sitting")
    assert total(sitting, 1.9) == 0
    assert total(sitting, sitting.duration_s + 86_400) == pytest.approx(57.6, abs=1)


def test_a_bag_may_be_put_over_a_corner():
    calibration = load_scenario("calibration")
    assert calibration.load_kg(20).front_left == pytest.approx(10 * 0.9 * 0.9)
    assert calibration.load_kg(116).rear_right == pytest.approx(2.5), "in the middle"
    with pytest.raises(ConfigError, match="over belongs to"):
        parse_scenario(HEAD + '[[step]]\nat = "0:04"\ndoes = "puts bag down"\nkg = 3\nover = "left"\n', "x.toml")


def test_nobody_comes_to_the_quiet_chair():
    assert all(total(load_scenario("quiet"), t_s) == 0 for t_s in range(0, 600, 7))


def test_leaning_goes_to_all_four_sides():
    lean = load_scenario("lean")
    assert lateral(lean, 60) < -0.4
    assert lateral(lean, 150) > 0.4
    forward, back = lean.load_kg(225), lean.load_kg(255)
    assert forward.front_left > forward.rear_left * 1.5
    assert back.rear_left > back.front_left * 1.5


def test_a_working_day_has_eight_hours_a_lunch_and_a_bag_that_is_no_sitter():
    day = load_scenario("day")
    assert day.duration_s == 8 * 3600
    assert all(0 < total(day, t_s) < 5 for t_s in range(3 * 3600 + 400, 3 * 3600 + 2900, 10))
    seated_s = sum(10 for t_s in range(0, 8 * 3600, 10) if total(day, t_s) > 40)
    assert 5.5 < seated_s / 3600 < 7


def test_the_same_instant_gives_the_same_load_in_any_order():
    times = [k * 0.731 for k in range(400)]
    shuffled = times[:]
    random.Random(2).shuffle(shuffled)
    demo = load_scenario("demo")
    seen = {t_s: demo.load_kg(t_s) for t_s in shuffled}
    assert [load_scenario("demo").load_kg(t_s) for t_s in times] == [seen[t_s] for t_s in times]


def test_a_shift_moves_the_load_by_a_tenth_and_stays_until_the_next():
    text = step("0:02", "sits") + step("0:20", "shifts") + step("0:40", "shifts") + step("0:50", "shifts")
    text += step("1:00", "stands") + step("1:10", "sits") + step("1:30", "shifts")
    story = parse_scenario(HEAD + WHO + text, "x.toml")
    before, shifted, back, again = (fore_aft(story, t_s) for t_s in (18, 38, 48, 80))
    assert shifted - before > 0.2
    assert back == pytest.approx(before, abs=0.05)
    assert again == pytest.approx(before, abs=0.05), "who sits down anew sits straight"
    assert fore_aft(story, 95) - before > 0.2, "and shifts forward first"


def test_every_bundled_scenario_can_be_told():
    assert scenario_names() == ["calibration", "day", "demo", "faults", "lean", "quiet", "sitting"]
    assert all(load_scenario(name).title for name in scenario_names())


def test_a_file_of_ones_own_is_read_by_its_path(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + WHO + step("0:10", "sits"))
    assert total(load_scenario(file), 60) > 50
    assert total(load_scenario(str(file)), 60) > 50


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(
        ConfigError, match='no scenario "siting"; take one of calibration, day, demo, faults, lean, quiet, sitting'
    ):
        load_scenario("siting")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"gone\.toml: the scenario cannot be read \(No such file"):
        load_scenario(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('title = "A', "x.toml: Unterminated string"),
        (b"\xff", "x.toml: 'utf-8' codec"),
        (HEAD + 'colour = "red"', "unknown field `colour`"),
        (HEAD + "[sitter]\nmass_kg = 500", r"<= 200.0 - at `$.sitter.mass_kg`"),
        ('title = "A"\nlasts = "90"', 'lasts = "90" is no time; write it as m:ss'),
        (HEAD + WHO + step("1:75", "sits"), 'step 1: at = "1:75" is no time'),
        (HEAD + WHO + step("1:50", "sits") + step("1:59", "stands"), "give it 121 s or more"),
        (HEAD + WHO + step("0:10", "flies"), 'step 1 ("0:10 flies"): no such verb; write one of: sits, stands,'),
        (HEAD + WHO + step("0:10", "sits") + step("0:11", "stands"), "too early; give each step 2 s"),
        (HEAD + step("0:10", "sits"), "nobody is there to sit; add a table [sitter]"),
        (HEAD + WHO + step("0:10", "leans left"), 'nobody is sitting at that time; add a step "sits"'),
        (HEAD + WHO + step("0:10", "stands"), "nobody is sitting"),
        (HEAD + WHO + step("0:10", "shifts"), "nobody is sitting"),
        (HEAD + WHO + step("0:10", "sits") + step("0:20", "sits"), 'somebody is on the seat already; add a step "stan'),
        (HEAD + WHO + step("0:10", "puts bag down", "kg = 3") + step("0:20", "sits"), 'add a step "takes bag away"'),
        (HEAD + WHO + step("0:10", "puts bag down", "kg = 3") + step("0:20", "leans left"), "nobody is sitting"),
        (HEAD + WHO + step("0:10", "sits") + step("0:20", "takes bag away"), "no bag is on the seat"),
        (HEAD + step("0:10", "puts bag down"), "which needs it"),
        (HEAD + WHO + step("0:10", "sits", "kg = 3"), 'kg belongs to "puts bag down"'),
        ("loops = true\n" + HEAD + WHO + step("0:10", "sits"), "has to end with an empty seat"),
    ],
)
def test_a_story_that_cannot_be_told_is_refused_with_its_place_and_remedy(text, says):
    with pytest.raises(ConfigError, match=re.escape(says)) as refused:
        parse_scenario(text, "x.toml")
    assert str(refused.value).startswith("x.toml")
