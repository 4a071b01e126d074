"""The fixtures that other projects get, through the entry point as they get them."""

import subprocess
import sys
from itertools import pairwise

import pytest

from contract.errors import ConfigError, RecordingError
from contract.events import BoutEnded, BoutStarted, CellFailed, CellRecovered, ClockStepped, ProlongedNudged
from edge.core.limits import Limits, SittingLimits
from edge.core.moment import Inputs
from tests.mock_hw.recordings import BOUT, COUNTS, rows, write

HEAVY = {"adafruit_hx711", "board", "edge", "msgspec", "rich", "typer", "paho", "matplotlib"}


def kinds(events):
    return [type(event) for event in events]


def test_the_plugin_is_loaded_once_and_by_its_entry_point(pytestconfig):
    loaded = pytestconfig.pluginmanager.list_name_plugin()
    names = [name for name, plugin in loaded if getattr(plugin, "__name__", "") == "mock_hw.pytest_plugin"]
    assert names == ["sitwell"]


def test_a_project_that_uses_no_fixture_pays_for_none():
    code = "import sys, mock_hw.pytest_plugin; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()


def test_the_clock_begins_in_2026_and_passes_only_when_told_to(sitwell_clock):
    assert sitwell_clock.now_ms() == sitwell_clock.now_ms() == 1_767_225_600_000


def test_a_scenario_comes_by_name_text_or_path(sitwell_scenario, tmp_path):
    text = 'title = "Mine"\nlasts = "1:00"\n'
    (tmp_path / "mine.toml").write_text(text)
    assert sitwell_scenario("lean").title == "Leans to all four sides"
    assert sitwell_scenario(text).title == "Mine"
    assert sitwell_scenario(tmp_path / "mine.toml").title == sitwell_scenario(str(tmp_path / "mine.toml")).title


@pytest.mark.parametrize("source", ["nobody", 'title = "x"\nlasts = 3\n'])
def test_a_scenario_that_cannot_be_says_what_to_correct(sitwell_scenario, source):
    with pytest.raises(ConfigError, match=r"there is no scenario .* take one of|the scenario in this test"):
        sitwell_scenario(source)


VISIT = """
title = "A visit"
lasts = "1:10"
sitter = { mass_kg = 68 }
step = [{ at = "0:05", does = "sits" }, { at = "0:50", does = "stands" }]
"""


@pytest.mark.parametrize("through", ["pins", "frames"])
def test_a_chair_tells_who_sat_and_for_how_long(sitwell_chair, sitwell_scenario, through):
    chair = sitwell_chair(sitwell_scenario(VISIT), through=through)
    assert kinds(chair.run(30)) == [BoutStarted]
    assert chair.state.presence == "occupied"
    assert kinds(chair.run()) == [BoutEnded]
    assert kinds(chair.events) == [BoutStarted, BoutEnded]
    assert chair.events[1].duration_s == pytest.approx(46, abs=1)
    assert chair.clock.uptime_s() == pytest.approx(70, abs=0.01)
    assert [minute.measured_s + minute.unmeasured_s for minute in chair.minutes] == [pytest.approx(60, abs=0.2)]
    assert len(chair.frames) == pytest.approx(700, abs=2)


def test_pauses_between_runs_are_not_to_be_seen(sitwell_chair, sitwell_scenario):
    seed = 3  # two of this chair's converters are slow: not every 0.1 s has a reading of theirs
    chair = sitwell_chair(sitwell_scenario("sitting"), seed=seed)
    chair.run(5)
    for _ in range(100):
        chair.run(0.1)
    assert all(frame.shares for frame in chair.frames[50:])
    times_ms = [frame.at_ms for frame in chair.frames]
    assert {b - a for a, b in pairwise(times_ms)} <= {99, 100, 101}


def test_a_recorded_chair_sits_as_it_was_recorded(sitwell_chair, sitwell_recording, tmp_path):
    chair = sitwell_chair(sitwell_recording(write(tmp_path / "bout.csv", *BOUT)))
    started, ended = chair.run()
    assert (started.uptime_s, ended.duration_s) == (pytest.approx(10, abs=0.3), pytest.approx(60, abs=0.3))


def test_a_recording_that_is_over_leaves_a_chair_without_readings(sitwell_chair, sitwell_recording, tmp_path):
    chair = sitwell_chair(sitwell_recording(write(tmp_path / "short.csv", rows(10, 0.0))))
    assert kinds(chair.run(20)) == [CellFailed] * 4


def test_counts_of_other_cells_are_refused(sitwell_chair, sitwell_recording, tmp_path):
    with pytest.raises(ConfigError, match="give a recording in kilograms"):
        sitwell_chair(sitwell_recording(write(tmp_path / "counts.csv", ["0,1,2,3,4"], header=COUNTS)))
    with pytest.raises(RecordingError, match="No such file"):
        sitwell_recording(tmp_path / "none.csv")


@pytest.mark.parametrize("through", ["pins", "frames"])
def test_a_cell_can_be_unplugged_and_plugged_in_again(sitwell_chair, sitwell_scenario, through):
    chair = sitwell_chair(sitwell_scenario("sitting"), through=through)
    chair.run(10)
    chair.unplug("rear_right")
    (failed,) = chair.run(10)
    assert (type(failed), failed.corner) == (CellFailed, "rear_right")
    assert (chair.state.cells.rear_right, chair.frames[-1].shares) == ("timeout", None)
    chair.plug_in("rear_right")
    assert kinds(chair.run(10)) == [CellRecovered]
    with pytest.raises(ValueError, match="no corner 'middle'; it has front_left"):
        chair.unplug("middle")


def test_limits_and_silence_are_set_for_a_test(sitwell_chair, sitwell_scenario):
    chair = sitwell_chair(
        sitwell_scenario("sitting"), limits=Limits(sitting=SittingLimits(nudge_s=20)), inputs=Inputs(quiet=True)
    )
    assert kinds(chair.run(60)) == [BoutStarted]
    chair.inputs = Inputs()
    assert kinds(chair.run(1)) == [ProlongedNudged]


def test_a_wall_clock_that_jumps_is_told_and_ends_no_bout(sitwell_chair, sitwell_scenario, sitwell_clock):
    chair = sitwell_chair(sitwell_scenario("sitting"))
    chair.run(10)
    sitwell_clock.step_wall(-3_600_000)
    (stepped,) = chair.run(10)
    assert isinstance(stepped, ClockStepped)
    assert stepped.step_ms == pytest.approx(-3_600_000, abs=10)


def test_kilograms_stay_on_the_chair_unless_the_test_opts_in(sitwell_chair, sitwell_scenario):
    chair = sitwell_chair(sitwell_scenario("sitting"), through="frames")
    chair.run(10)
    assert chair.frames[-1].total_kg is None
    chair.inputs = Inputs(shares_weight=True)
    chair.run(1)
    assert chair.frames[-1].total_kg == pytest.approx(57.6, abs=1)


@pytest.mark.parametrize("span_s", [-1, float("inf"), float("nan")])
def test_time_does_not_pass_backwards_or_for_ever(sitwell_chair, sitwell_scenario, span_s):
    with pytest.raises(ValueError, match="give seconds from 0 on"):
        sitwell_chair(sitwell_scenario("quiet")).run(span_s)


def test_another_way_than_pins_and_frames_is_refused(sitwell_chair, sitwell_scenario):
    with pytest.raises(ConfigError, match="'pins' or 'frames'"):
        sitwell_chair(sitwell_scenario("quiet"), through="wires")
