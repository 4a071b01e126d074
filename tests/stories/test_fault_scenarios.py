"""Stories with faults, through pins and driver to what the chair says; and the daemon's reader where no line opens."""

import pytest

from contract.events import BoutEnded, BoutStarted, CellFailed, CellRecovered, Tared
from edge.errors import HardwareError
from edge.hardware.process import AcquisitionProcess
from mock_hw.clock import VirtualClock
from mock_hw.scenario import load_scenario, parse_scenario
from mock_hw.simulated import SimulatedCells
from mock_hw.virtual_chair import VirtualChair

SEATED = """
title = "Somebody is seated when the chair starts"
lasts = "5:00"
[sitter]
mass_kg = 72
[[step]]
at = "0:00"
does = "sits"
[[step]]
at = "4:00"
does = "stands"
"""


def of(events, kind):
    return [event for event in events if isinstance(event, kind)]


def test_bad_wires_for_five_minutes_cost_readings_and_neither_the_bout_nor_a_wrong_load():
    story = load_scenario("faults")
    chair = VirtualChair(VirtualClock(1_767_225_600_000), story)
    chair.run()
    (started,), (ended,) = of(chair.events, BoutStarted), of(chair.events, BoutEnded)
    assert ended.duration_s == pytest.approx(265, abs=2)
    assert started.boot == ended.boot
    failed = {(event.corner, event.fault) for event in of(chair.events, CellFailed)}
    assert {("rear_left", "timeout"), ("front_right", "saturated"), ("rear_right", "frozen")} <= failed
    assert {event.corner for event in of(chair.events, CellRecovered)} == {corner for corner, _ in failed}
    seated = [frame for frame in chair.frames if frame.cop_lateral is not None][20:-20]
    assert len(seated) > 1000
    assert all(abs(frame.cop_lateral) < 0.1 and abs(frame.cop_fore_aft) < 0.3 for frame in seated), "sits straight"


def test_somebody_seated_at_boot_begins_a_bout_then_and_tares_nothing():
    chair = VirtualChair(VirtualClock(1_767_225_600_000), parse_scenario(SEATED, "this story"))
    chair.run()
    assert of(chair.events, Tared) == []
    (started,), (ended,) = of(chair.events, BoutStarted), of(chair.events, BoutEnded)
    assert (started.at_ms - 1_767_225_600_000) / 1000 == pytest.approx(1.0, abs=1.0), "when the chips had settled"
    assert ended.duration_s == pytest.approx(239, abs=1.5)
    assert chair.state.posture != "vacant"


@pytest.mark.parametrize(("kind", "words"), [("busy line", "is in use"), ("no permission", "group gpio")])
def test_the_reader_of_a_chair_whose_lines_do_not_open_ends_with_the_remedy(tmp_path, kind, words):
    file = tmp_path / "closed.toml"
    file.write_text(
        f'title = "Closed"\nlasts = "1:00"\n[[fault]]\nat = "0:00"\ncell = "front_right"\nkind = "{kind}"\n', "utf-8"
    )
    with (
        pytest.raises(HardwareError, match=rf"front_right\.dout: .*{words}"),
        AcquisitionProcess(SimulatedCells(str(file), quiet=True)),
    ):
        pass
