"""The long stretches of `scripts/soak`, in short: the same code, hours in place of months."""

import os

import pytest

from edge.hardware import cell, hx711
from edge.hardware.lone import LoneReadings
from mock_hw.population.body import draw_body
from mock_hw.population.day import sitter_day
from tests.soak import BrokenError, days, drift, faults, memory, month

SHORT_WEEK = days.Week(work_h=0.2, night_h=0.05, weekend_h=0.3)
FRIDAY = 4


def test_a_week_of_sitting_ends_without_a_bout_on_the_weekend():
    figures = days.run(4, seed=3, week=SHORT_WEEK, first=FRIDAY)
    assert figures["bouts"] >= 2, "the Friday's and the Monday's"
    assert figures["sitting_h"] == pytest.approx(figures["sitting_simulated_h"], rel=0.02)


def test_a_weekend_on_which_somebody_comes_would_be_noticed():
    def a_visitor(chance, span_s):
        return sitter_day(chance, draw_body(chance, 72.0), span_s / 3600)

    with pytest.raises(BrokenError, match="a bout on the weekend of day 5"):
        days.run(1, seed=3, week=SHORT_WEEK, weekend=a_visitor, first=FRIDAY + 1)


def test_cells_that_creep_for_months_put_nobody_on_the_seat():
    assert drift.run(0.5, seed=1, faster=180)["drifted_kg"] == pytest.approx(7.2)


def test_a_seat_on_which_drift_becomes_a_load_would_be_noticed():
    with pytest.raises(BrokenError, match="on an empty seat after"):
        drift.run(0.1, seed=1, faster=10_000)


def test_a_longer_day_leaves_no_more_in_memory():
    figures = memory.run(40_000, seed=1)
    assert figures["state_bytes"] < 16_384


AN_HOUR = 1 / 24


def test_an_hour_of_the_chairs_loop_leaves_no_memory_and_no_file_open():
    figures = month.run(AN_HOUR, seed=1)
    assert figures["frames"] > 20_000
    assert figures["stored"] > 50, "the minutes of an hour"


def test_a_file_that_is_left_open_would_be_noticed(monkeypatch):
    left = []
    monkeypatch.setattr(
        month.publisher.MqttPublisher, "state", lambda *_: left.append(os.open(os.devnull, os.O_RDONLY))
    )
    try:
        with pytest.raises(BrokenError, match="file handles"):
            month.run(AN_HOUR, seed=1)
    finally:
        for handle in left:
            os.close(handle)


def test_a_chip_of_a_long_soak_lives_the_same_life_alone():
    alone = [faults.run(1000, 5, life_periods=300, only=number) for number in (0, 1)]
    both = faults.run(int(alone[1]["faults"]), 5, life_periods=300)
    assert both["chips"] == 2
    assert both["readings"] == sum(each["readings"] for each in alone)
    assert both["faults"] == alone[1]["faults"] > 0 == alone[0]["faults"]


def test_no_injected_fault_comes_out_as_a_value():
    figures = faults.run(1500, seed=5)
    assert figures["wrong"] == 0
    assert figures["clean_calm_alarms"] + figures["clean_moving_alarms"] == 0
    assert all(figures[f"injected_{kind}"] > 20 for kind in ("stall", "missed", "extra", "flapping", "brown-out"))
    assert figures["readings"] > 1500


# The time of each pulse is not among them: a stall is found by the next ready too; see test_hx711.py for it alone.
# Nor is probation: what it finds comes once in ten thousand faults; see test_lone.py.
RULES = {
    "the bits after the 24th": [(hx711.Converter, "_counted", lambda *_: True)],
    "the next ready in its time": [(cell, "SLOWEST", 0.55)],
    "nothing while it settles": [(cell, "SETTLING_PERIODS", 0)],
    "no reading stands alone": [(LoneReadings, "judge", lambda *_: "believed")],
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_needed(monkeypatch, rule):
    for where, name, off in RULES[rule]:
        monkeypatch.setattr(where, name, off)
    with pytest.raises(BrokenError, match="wrong values in"):
        faults.run(600, seed=2)
