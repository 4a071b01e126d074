"""What a chair shows of itself: shares and no kilograms, instants and no counters that tick."""

import msgspec
import pytest

from contract.codec import decode, encode
from contract.seat import Corners, LiveFrame
from contract.state import ChairState
from edge.core.frame import SeatFrame
from edge.core.limits import Limits, SittingLimits
from edge.core.moment import Inputs
from edge.core.report import SLOW_NEWS_MS, is_news, live_frame
from edge.core.seat import SeatState
from tests.edge.core.stories import AT_MS, EMPTY, NO_READING, Story, bag, person, without

OPTED_IN = Inputs(shares_weight=True)


def live(load, inputs=None, state=None):
    frame = live_frame(SeatFrame(AT_MS, 1.0, load), state or SeatState(), inputs or Inputs())
    assert decode(encode(frame), LiveFrame) == frame
    return frame


def state_of(story):
    state = story.chair_state
    assert decode(encode(state), ChairState) == state
    return state


def test_a_live_frame_holds_shares_and_the_centre_of_pressure():
    frame = live(Corners(10.0, 20.0, 30.0, 40.0))
    assert frame.shares == Corners(0.1, 0.2, 0.3, 0.4)
    assert (frame.cop_lateral, frame.cop_fore_aft) == (0.2, -0.4)


@pytest.mark.parametrize("load", [EMPTY, bag(2.9), NO_READING, without(person(), "front_left"), bag(-40)])
def test_an_empty_seat_and_a_silent_cell_have_no_shares(load):
    frame = live(load)
    assert (frame.shares, frame.cop_lateral, frame.cop_fore_aft) == (None, None, None)


def test_kilograms_travel_only_when_the_owner_opted_in():
    assert live(person(72)).total_kg is None
    assert live(person(72), OPTED_IN).total_kg == pytest.approx(72)
    assert live(EMPTY, OPTED_IN).total_kg == 0


@pytest.mark.parametrize(
    "load",
    [
        Corners(-60.0, 40.0, 30.0, 30.0),
        Corners(200.0, -90.0, -90.0, 0.0),
        Corners(-500.0, -500.0, 0.0, 0.0),
        Corners(5000.0, 5000.0, 5000.0, 5000.0),
        Corners(0.3, 0.3, 0.3, 0.3),
    ],
)
def test_a_cell_that_lost_its_calibration_makes_no_frame_that_is_refused(load):
    live(load, OPTED_IN)


def test_before_1970_a_frame_says_1970():
    assert live_frame(SeatFrame(-5, 1.0, EMPTY), SeatState(), Inputs()).at_ms == 0


def test_the_state_tells_since_when_somebody_sits_and_when_a_break_is_due():
    state = state_of(Story().then(10, EMPTY).then(60.1, person()))
    assert (state.presence, state.bout_started_ms) == ("occupied", AT_MS + 10_000)
    assert (state.sitting_s, state.next_break_ms) == (60.0, AT_MS + 10_000 + 1_800_000)


def test_on_an_empty_seat_no_break_is_due_and_the_sitting_is_remembered():
    state = state_of(Story().then(60.1, person()).then(10, EMPTY))
    assert (state.presence, state.bout_started_ms, state.next_break_ms) == ("vacant", None, None)
    assert state.sitting_s == pytest.approx(60.1)


def test_a_break_that_is_overdue_is_due_now():
    story = Story(Limits(sitting=SittingLimits(nudge_s=30)), Inputs(quiet=True)).then(60.1, person())
    assert state_of(story).next_break_ms == AT_MS + 60_000


def test_uneven_load_is_told_once_it_was_said():
    lean = person(lateral=-0.25)
    assert state_of(Story(hz=2).then(290, lean)).uneven is None
    state = state_of(Story(hz=2).then(310, lean))
    assert (state.uneven, state.asymmetry_pct, state.posture) == ("left", 25.0, "left")


def test_a_failed_cell_is_told_with_its_fault():
    cells = state_of(Story().then(10, without(person(), "rear_left"))).cells
    assert cells == Corners("ok", "ok", "timeout", "ok")


def test_half_an_hour_of_quiet_sitting_is_no_news():
    story = Story(hz=2).then(660, person())
    before = state_of(story)
    seen = {not is_news(before, state_of(story.then(100, person()))) for _ in range(10)}
    assert seen == {True}


def test_what_creeps_is_news_after_five_minutes_and_not_before():
    before = state_of(Story(hz=2).then(20, person()))
    for name in ("spooled_minutes", "dropped_minutes"):
        crept = msgspec.structs.replace(before, **{name: 40})
        for passed_ms, news in ((SLOW_NEWS_MS - 1, False), (SLOW_NEWS_MS, True)):
            assert is_news(before, msgspec.structs.replace(crept, at_ms=before.at_ms + passed_ms)) is news


def test_shifts_are_told_per_hour_once_there_is_enough_to_count_in():
    story = Story(hz=2)
    for _ in range(10):
        story.then(30, person()).then(30, person(lateral=0.4))
    assert state_of(story).shifts_per_h is None
    story.then(10, person())
    assert state_of(story).shifts_per_h == pytest.approx(20 * 6, abs=3)
    assert state_of(story.then(20, EMPTY)).shifts_per_h is None


def test_a_short_hole_moves_the_break_by_a_moment_and_is_no_news():
    story = Story().then(60, person())
    before = story.chair_state
    for _ in range(5):
        story.then(1.2, NO_READING).then(2, person())
    assert story.chair_state.next_break_ms > before.next_break_ms
    assert not is_news(before, story.chair_state)


@pytest.mark.parametrize(
    "change", [EMPTY, bag(6), person(lateral=0.4), without(person(), "rear_right"), NO_READING], ids=str
)
def test_what_people_would_notice_is_news(change):
    story = Story().then(60, person())
    before = state_of(story)
    assert is_news(before, state_of(story.then(8, change)))
