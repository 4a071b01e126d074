"""Told to tare or to take a baseline: what is measured, in force and answered, and what is refused."""

import msgspec
import pytest

from contract.events import BaselineSet, Tared
from contract.seat import Corners
from edge.calibration_file import read_calibration
from edge.config import EdgeSettings
from edge.core.limits import SittingLimits
from edge.core.trust import TrustState
from edge.core.zero import ZeroState
from tests.edge.bench import COUNTS_PER_KG
from tests.edge.core.stories import EMPTY, bag, person

SOON = SittingLimits(nudge_s=60, alert_s=120, repeat_s=60)


@pytest.fixture
def chair(bench):
    return bench(settings=EdgeSettings(sitting=SOON))


def drift(kg):
    return EMPTY.map(lambda at_rest: at_rest + kg)


def test_a_tare_of_an_empty_seat_is_in_force_at_once_stored_and_told(chair):
    chair.passes(30, drift(0.5))
    drifted = TrustState(zero=ZeroState(zero_kg=Corners(0.5, 0.5, 0.5, 0.5)))
    chair.chair._state = msgspec.structs.replace(chair.chair._state, trust=drifted)
    assert chair.told("tare", id_="tare-one") is None
    chair.passes(10, drift(0.5))
    ((name, result),) = chair.notes.results
    assert (name, result.id, result.accepted) == ("tare", "tare-one", True)
    assert len(chair.kept(Tared)) == 1
    stored = read_calibration(chair.folder / "calibration.json")
    assert stored.cells.map(lambda cell: round(cell.tare_counts / COUNTS_PER_KG, 2)) == Corners(0.5, 0.5, 0.5, 0.5)
    assert chair.chair.calibration == stored
    assert chair.notes.states[-1].tared_ms == stored.made_ms
    assert chair.chair._state.trust.zero.zero_kg == Corners(0.0, 0.0, 0.0, 0.0), "that drift belonged to the old zero"


@pytest.mark.parametrize(
    ("load", "why", "code"), [(person(), "somebody sits", "occupied"), (bag(6), "a thing lies", "object")]
)
def test_a_tare_is_refused_while_anything_is_on_the_seat(chair, load, why, code):
    chair.passes(20, load)
    result = chair.told("tare")
    assert not result.accepted
    assert why in result.why
    assert result.code == code
    chair.passes(20, load)
    assert chair.kept(Tared) == []


def test_a_second_tare_waits_for_the_first(chair):
    chair.passes(10, EMPTY)
    assert chair.told("tare") is None
    assert "goes on already" in chair.told("tare").why


def test_a_tare_without_a_calibration_is_refused_with_the_remedy(chair):
    chair.chair.calibration = None
    assert "run sitwell-edge calibrate" in chair.told("tare").why


def test_a_tare_that_cannot_be_stored_is_refused_and_not_in_force(chair):
    before = chair.chair.calibration
    (chair.folder / "calibration.json").mkdir()
    chair.passes(5, drift(0.5))
    chair.told("tare")
    chair.passes(10, drift(0.5))
    ((_, result),) = chair.notes.results
    assert not result.accepted
    assert chair.chair.calibration == before
    assert chair.kept(Tared) == []


def test_a_guided_baseline_is_measured_in_force_told_and_outlives_a_reboot(chair):
    chair.passes(30, person(lateral=0.1))
    assert chair.told("baseline", id_="sit-as-you-like") is None
    chair.passes(25, person(lateral=0.1))
    ((name, result),) = chair.notes.results
    assert (name, result.id, result.accepted) == ("baseline", "sit-as-you-like", True)
    (event,) = chair.kept(BaselineSet)
    assert event.cop_lateral == pytest.approx(0.1, abs=0.01)
    chair.stop()
    chair.boot = "bbbbbbbb"
    chair.start()
    assert chair.chair._state.baseline.guided.cop_lateral == pytest.approx(0.1, abs=0.01)


def test_a_baseline_is_refused_while_nobody_sits(chair):
    chair.passes(10, EMPTY)
    result = chair.told("baseline")
    assert not result.accepted
    assert "nobody sits" in result.why


def test_a_baseline_of_somebody_who_gets_up_is_refused_with_the_remedy(chair):
    chair.passes(30, person())
    assert chair.told("baseline") is None
    assert "already" in chair.told("baseline").why
    chair.passes(130, EMPTY)
    assert "Sit down" in chair.notes.results[-1][1].why
    assert chair.kept(BaselineSet) == []
