"""What holds for every story, however somebody sits, leaves, drops out or is misread."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.codec import decode, encode
from contract.delivery import Durable
from contract.events import BoutEnded, BoutStarted, ObjectPlaced, ObjectRemoved, UnevenEnded, UnevenStarted
from contract.minute import MinuteRecord
from contract.seat import CORNER_NAMES, Corners
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import BalanceLimits, Limits, SittingLimits
from edge.core.moment import Baseline, Inputs
from tests.edge.core.stories import AT_MS, EMPTY, NO_READING, UPTIME_S, Story, bag, person, without

QUICK = Limits(
    sitting=SittingLimits(nudge_s=40, alert_s=80, repeat_s=20, break_s=5, reset_s=20), balance=BalanceLimits(uneven_s=8)
)
"""Short limits, so that short stories reach every rule."""

side = st.sampled_from([-0.4, -0.16, -0.09, 0.0, 0.09, 0.16, 0.4])
depth = st.sampled_from([-0.2971, -0.1193, 0.0131, 0.1193, 0.2971])  # no draws with a lean to a side
loads = st.one_of(
    st.just(EMPTY),
    st.builds(person, st.sampled_from([15.0, 21.0, 72.0]), side, depth),
    st.builds(bag, st.sampled_from([2.5, 6.0, 9.0]), side),
    st.just(NO_READING),
    st.builds(without, st.builds(person, st.just(72.0), side), st.sampled_from(CORNER_NAMES)),
)
spans_s = st.sampled_from([0.5, 1.0, 2.0, 3.0, 7.0, 20.0, 45.0, 62.0])
parts = st.lists(st.tuples(spans_s, loads), min_size=1, max_size=8)
KNOWN = Inputs(baseline=Baseline(cop_lateral=0.0, cop_fore_aft=0.0), shares_weight=True)


def tell(chapters, hz=2.0):
    story = Story(QUICK, KNOWN, hz=hz)
    for span_s, load in chapters:
        story.then(span_s, load)
    return story


@given(parts, st.sampled_from([2.0, 3.0]))
def test_the_seconds_of_all_minutes_are_the_seconds_of_the_story(chapters, hz):
    story = tell(chapters, hz).end()
    lengths_s = [minute.measured_s + minute.unmeasured_s for minute in story.minutes]
    assert sum(lengths_s) == pytest.approx((story.count - 1) / hz, abs=0.01)
    assert all(length_s == pytest.approx(60, abs=1 / hz) for length_s in lengths_s[:-1])
    for minute in story.minutes:
        assert sum(msgspec.structs.astuple(minute.posture)) == pytest.approx(minute.occupied_s, abs=0.005)


@given(parts)
def test_bouts_start_and_end_in_turn_and_never_overlap(chapters):
    story = tell(chapters).end()
    bouts = [each for each in story.said if isinstance(each, BoutStarted | BoutEnded)]
    assert [type(each) for each in bouts] == [BoutStarted, BoutEnded] * (len(bouts) // 2)
    assert [each.uptime_s for each in bouts] == sorted(each.uptime_s for each in bouts)
    for started, ended in zip(bouts[::2], bouts[1::2], strict=True):
        assert ended.duration_s == pytest.approx(ended.uptime_s - started.uptime_s, abs=0.001)
        assert ended.measured_s <= ended.duration_s
        assert ended.started_at_ms == started.at_ms


@given(parts)
def test_sitting_in_minutes_is_the_sitting_of_bouts_but_for_dwells_at_a_cut(chapters):
    story = tell(chapters).end()
    bouts = story.of(BoutEnded)
    in_minutes_s = sum(minute.occupied_s for minute in story.minutes)
    assert in_minutes_s == pytest.approx(sum(bout.measured_s for bout in bouts), abs=0.01 + 5 * len(bouts))


@given(parts)
def test_warnings_start_and_end_in_turn(chapters):
    story = tell(chapters).end()
    kinds = [type(each) for each in story.said if isinstance(each, UnevenStarted | UnevenEnded)]
    assert kinds == [UnevenStarted, UnevenEnded] * (len(kinds) // 2)


@given(parts)
def test_things_are_placed_and_removed_in_turn(chapters):
    kinds = [type(each) for each in tell(chapters).said if isinstance(each, ObjectPlaced | ObjectRemoved)]
    assert kinds == ([ObjectPlaced, ObjectRemoved] * len(kinds))[: len(kinds)]


@given(parts)
def test_sitting_time_never_exceeds_measured_time(chapters):
    story = tell(chapters).end()
    for minute in story.minutes:
        assert minute.occupied_s <= minute.measured_s + 0.001
    measured_s = sum(minute.measured_s for minute in story.minutes)
    sat_s = sum(bout.measured_s for bout in story.of(BoutEnded))
    assert sat_s <= measured_s + 1.0 * (1 + len(story.minutes)), "a second of lost frames at each minute's cut at most"


@given(parts)
def test_nothing_is_known_before_it_happened(chapters):
    for each in tell(chapters).end().said:
        if not isinstance(each, MinuteRecord):
            assert each.at_ms <= each.known_ms


def mirrored(load):
    return Corners(load.front_right, load.front_left, load.rear_right, load.rear_left)


def flat(tree, mirror, path=""):
    """Every leaf of a message by its path; in a mirror left is right."""
    if isinstance(tree, dict):
        return {
            leaf: value
            for name, part in tree.items()
            for leaf, value in flat(part, mirror, f"{path}/{MIRROR.get(name, name) if mirror else name}").items()
        }
    if mirror and path == "/cop_lateral" and tree is not None:
        tree = -tree
    return {path: MIRROR.get(tree, tree) if mirror else tree}


MIRROR = {"left": "right", "front_left": "front_right", "rear_left": "rear_right"}
MIRROR |= {right: left for left, right in MIRROR.items()}


def told(story, *, mirror=False):
    """All messages; cells that fail at one instant are told in the order of corners, which a mirror changes."""
    leaves = [flat(msgspec.to_builtins(each), mirror) for each in story.said]
    return sorted(leaves, key=lambda leaf: (leaf.get("/known_ms", leaf["/at_ms"]), leaf["/kind"], leaf.get("/corner")))


@given(parts)
def test_a_sitter_in_a_mirror_leans_the_other_way_and_does_all_else_alike(chapters):
    story = tell(chapters).end()
    other = tell([(span_s, mirrored(load)) for span_s, load in chapters]).end()
    for one, two in zip(told(story), told(other, mirror=True), strict=True):
        assert one == pytest.approx(two, abs=0.02), "to the last digit that is written"


@given(parts, st.data())
def test_a_restart_at_any_place_changes_nothing(chapters, data):
    whole = tell(chapters)
    place = data.draw(st.integers(0, len(whole.said)))
    story = Story(QUICK, KNOWN, hz=2.0)
    for span_s, load in chapters:
        for _ in range(round(span_s * 2)):
            story.then(0.5, load)
            if story.count % (place + 1) == 0:
                story.state = msgspec.json.decode(msgspec.json.encode(story.state), type=seat.SeatState)
    assert story.said == whole.said
    assert story.state == whole.state


numbers = st.floats(width=32) | st.sampled_from([0.0, 20.0, -60.0, 1e12, None])
wild = st.tuples(st.sampled_from([0.0, 0.1, 0.4, 3.0, 90.0]), st.builds(Corners, numbers, numbers, numbers, numbers))


@settings(max_examples=60)
@given(st.lists(wild, max_size=60))
def test_whatever_the_cells_say_each_message_is_one_that_the_desk_accepts(chapters):
    state, said, uptime_s = seat.SeatState(), [], UPTIME_S
    for span_s, load in chapters:
        uptime_s += span_s
        state, happened = seat.step(QUICK, state, SeatFrame(AT_MS + round(uptime_s * 1000), uptime_s, load), KNOWN)
        said += happened
    said += seat.finish(state, KNOWN)
    for message in said:
        assert decode(encode(message), Durable) == message
    assert msgspec.json.decode(msgspec.json.encode(state), type=seat.SeatState) == state
