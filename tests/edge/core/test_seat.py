"""The chain as a whole: clocks that jump, frames out of order, numbers that cannot be."""

import math

import pytest

from contract.codec import decode, encode
from contract.delivery import Durable
from contract.events import BoutEnded, BoutStarted, ClockStepped
from contract.seat import Corners
from edge.core.frame import SeatFrame
from edge.core.moment import Inputs
from tests.edge.core.stories import AT_MS, EMPTY, NO_READING, UPTIME_S, Story, person

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
NAN, INF = math.nan, math.inf


@pytest.mark.parametrize("step_ms", [-HOUR_MS, DAY_MS])
def test_a_clock_that_is_set_is_said_and_harms_no_bout(step_ms):
    story = Story().then(10, EMPTY).then(30, person()).set_clock(step_ms).then(30, person()).then(10, EMPTY)
    (stepped,) = story.of(ClockStepped)
    assert (stepped.step_ms, stepped.at_ms) == (step_ms, AT_MS + 40_000 + step_ms)
    (ended,) = story.of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (60.0, 60.0)
    assert ended.at_ms - ended.started_at_ms == 60_000, "start and end are told by the same clock"


@pytest.mark.parametrize("step_ms", [-1900, 1900])
def test_a_clock_that_is_slewed_is_not_said(step_ms):
    assert Story().then(10, EMPTY).set_clock(step_ms).then(10, EMPTY).of(ClockStepped) == []


def test_a_clock_before_1970_is_1970():
    story = Story().set_clock(-AT_MS - 60_000).then(40, person()).then(20, EMPTY)
    assert [each.at_ms for each in story.of(BoutStarted)] == [0]


@pytest.mark.parametrize("late_s", [0.0, 0.1, 30.0])
def test_a_frame_that_does_not_advance_uptime_is_ignored_and_counted(late_s):
    story = Story().then(30, person())
    before, said = story.state, len(story.said)
    story.take(SeatFrame(AT_MS + 29_900, UPTIME_S + 29.9 - late_s, EMPTY))
    assert story.state.ignored == 1
    assert (story.state.presence, story.state.uptime_s, len(story.said)) == (before.presence, before.uptime_s, said)


@pytest.mark.parametrize("hz", [0.1, 0.5, 1, 4, 10, 80])
def test_frames_may_come_at_any_rate(hz):
    story = Story(hz=hz).then(60, EMPTY).then(120, person()).then(60, EMPTY).end()
    (started,), (ended,) = story.of(BoutStarted), story.of(BoutEnded)
    assert started.uptime_s == pytest.approx(UPTIME_S + 60, abs=0.001)
    assert ended.duration_s == pytest.approx(120, abs=0.001)
    assert ended.measured_s == pytest.approx(120 if hz >= 1 else 0, abs=0.001), "rarer than a second is not measured"


@pytest.mark.parametrize(
    "load",
    [
        NO_READING,
        Corners(NAN, NAN, NAN, NAN),
        Corners(INF, INF, INF, INF),
        Corners(-INF, 20.0, 20.0, 20.0 - 1e-9),
        Corners(INF, -INF, INF, -INF),
        Corners(1e308, 1e308, 1e308, 1e308),
        Corners(-30.0, -30.0, -30.0, -30.0),
        Corners(-1e308, -1e308, -1e308, -1e308),
        Corners(NAN, None, 5.0, 5.0),
        Corners(5e-324, 0.0, 0.0, 0.0),
    ],
    ids=str,
)
def test_numbers_that_cannot_be_invent_no_sitting_and_stop_nothing(load):
    story = Story(inputs=Inputs(shares_weight=True)).then(90, load).then(30, person()).then(90, load).end()
    bouts = story.told_of("Bout")
    if load == Corners(-INF, 20.0, 20.0, 20.0 - 1e-9):
        return  # three cells that agree on a person are a person
    assert [kind for kind, _, _ in bouts] == ["BoutStarted", "BoutEnded"]
    assert bouts[0][1] == 90.0
    assert story.of(BoutEnded)[0].measured_s <= 30.0
    for message in story.said:
        assert decode(encode(message), Durable) == message


def test_a_cell_whose_tare_is_lost_spoils_no_message():
    """One corner reads 60 kg too little: somebody sits, and nothing is claimed of how."""
    story = Story(inputs=Inputs(shares_weight=True)).then(130, Corners(-50.0, 38.0, 35.0, 37.0)).end()
    assert [kind for kind, _, _ in story.told] == ["BoutStarted", "BoutEnded"]
    assert story.minutes[1].cop_lateral is None
    for message in story.said:
        assert decode(encode(message), Durable) == message
