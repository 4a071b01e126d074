"""A guided calibration, fed with the frames of somebody who follows it, or does not."""

import pytest
from msgspec.structs import replace

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.placements import PLACES, Calibrated, Guide, Placements
from edge.commissioning.procedures.zeroing import Refused
from edge.core.frame import CountsFrame
from edge.errors import CalibrationError
from tests.edge.commissioning.seats import CALIBRATION, NOTHING, PER_KG, TARES, Seat, over

KG = 10.0
AT = {
    "front_left": (-0.8, 0.7),
    "front_right": (0.7, 0.8),
    "rear_left": (-0.75, -0.8),
    "rear_right": (0.8, -0.7),
    "middle": (0.05, -0.05),
}


def following(seat, places=PLACES, kg=KG):
    """Empty, then the mass on each place with hands at it, and away again."""
    yield from seat.rests(NOTHING, 6)
    for place in places:
        yield from seat.rests(over(*AT[place], kg), 2, wave_kg=1.0)
        yield from seat.rests(over(*AT[place], kg), 8)
        yield from seat.rests(over(*AT[place], kg / 2), 1, wave_kg=2.0)
        yield from seat.rests(NOTHING, 7)


def outcome(frames, old=None, kg=KG):
    """All that was said, the end last."""
    placements, said = Placements(kg, 10.0, old), []
    for frame in frames:
        said.append(placements.take(frame))
        if not isinstance(said[-1], Guide):
            break
    return said


def test_whoever_follows_it_gets_a_calibration():
    done = outcome(following(Seat()))[-1]
    assert isinstance(done, Calibrated)
    for cell, tare, per_kg in zip(done.calibration.cells, TARES, PER_KG, strict=True):
        assert cell.counts_per_kg == pytest.approx(per_kg, rel=2e-4)
        assert cell.tare_counts == pytest.approx(tare, abs=12)
    assert done.calibration.rate_sps == 10.0
    assert done.calibration.calibrated_ms == done.calibration.made_ms
    assert done.calibration.reference_counts == done.calibration.cells.map(lambda cell: cell.tare_counts)
    assert done.calibration.check.mass_kg == KG
    assert all(2 < level.held_s < 8 for level in done.levels)


def test_it_leads_through_five_places_without_a_key_being_pressed():
    steps = []
    for each in outcome(following(Seat()))[:-1]:
        step = (each.place, each.stage)
        if not steps or steps[-1] != step:
            steps.append(step)
    assert steps[0] == ("front_left", "empty")
    assert steps[1:] == [(place, stage) for place in PLACES for stage in ("put_on", "hold", "take_off")]


def test_readings_that_are_lost_while_the_mass_lands_are_nobody_who_takes_it_away():
    placements, steps, lost = Placements(KG, 10.0), [], 0
    for frame in following(Seat()):
        landing = bool(steps) and steps[-1][1] == "hold" and lost < 2
        lost += landing
        answer = placements.take(replace(frame, counts=Corners(None, None, None, None)) if landing else frame)
        if not isinstance(answer, Guide):
            break
        if not steps or steps[-1] != (answer.place, answer.stage):
            steps.append((answer.place, answer.stage))
            lost = 0
    assert isinstance(answer, Calibrated)
    assert steps[1:] == [(place, stage) for place in PLACES for stage in ("put_on", "hold", "take_off")]


def test_it_says_what_the_cells_show():
    loaded = [each for each in outcome(following(Seat())) if isinstance(each, Guide) and each.stage == "take_off"]
    assert loaded[0].change_counts.front_left == pytest.approx(over(*AT["front_left"], KG)[0] * PER_KG[0], rel=0.01)


def test_zeros_that_drift_do_not_matter():
    def drifting():
        for frame in following(Seat()):
            counts = (count + round(6 * frame.uptime_s) for count in frame.counts)  # 0.5 kg/h on each
            yield CountsFrame(frame.at_ms, frame.uptime_s, Corners(*counts))

    done = outcome(drifting())[-1]
    assert isinstance(done, Calibrated)
    assert [cell.counts_per_kg for cell in done.calibration.cells] == pytest.approx(PER_KG, rel=5e-4)


def test_the_wrong_corner_is_said_at_once_and_may_be_mended():
    seat = Seat()
    said = outcome(
        [
            *seat.rests(NOTHING, 6),
            *seat.rests(over(*AT["rear_left"], KG), 8),
            *seat.rests(NOTHING, 7),
            *following(seat),
        ]
    )
    warnings = {each.warning for each in said[:-1]} - {""}
    assert len(warnings) == 1
    assert "rear left felt most of the mass, front left" in warnings.pop()
    assert isinstance(said[-1], Calibrated)


def test_a_corner_that_never_answers_is_refused():
    def dead():
        for frame in following(Seat(), ["front_left"] * 4):
            yield CountsFrame(frame.at_ms, frame.uptime_s, Corners(round(TARES[0]) + seat_noise(frame), *tail(frame)))

    def seat_noise(frame):
        return round(frame.uptime_s * 10) * 7 % 31

    def tail(frame):
        return tuple(frame.counts)[1:]

    refused = outcome(dead())[-1]
    assert isinstance(refused, Refused)
    assert "front left next to nothing" in refused.why
    assert "dead" in refused.why


def test_two_swapped_corners_are_refused_and_the_command_that_mends_them_is_named():
    swapped = dict(AT) | {"front_left": AT["front_right"], "front_right": AT["front_left"]}

    def frames(seat):
        yield from seat.rests(NOTHING, 6)
        for _ in range(4):
            yield from seat.rests(over(*swapped["front_left"], KG), 8)
            yield from seat.rests(NOTHING, 7)

    refused = outcome(frames(Seat()))[-1]
    assert isinstance(refused, Refused)
    assert "sitwell-edge corners" in refused.why


def test_nothing_begins_while_somebody_sits():
    said = outcome(Seat().rests(over(0, 0, 60), 30, wave_kg=0.3))
    assert {each.stage for each in said} == {"empty"}


def test_by_the_old_calibration_a_seat_that_rests_with_a_thing_on_it_is_refused():
    refused = outcome(Seat().rests(over(0, 0, 7.0), 10), old=CALIBRATION)[-1]
    assert isinstance(refused, Refused)
    assert "--anew" in refused.why


def test_a_mass_left_half_on_the_seat_is_waited_for():
    seat = Seat()
    said = outcome([*seat.rests(NOTHING, 5), *seat.rests(over(*AT["front_left"], KG), 8), *seat.rests(NOTHING, 0.5)])
    assert said[-1].stage == "take_off"
    half = outcome(
        [*seat.rests(NOTHING, 5), *seat.rests(over(*AT["front_left"], KG), 8), *seat.rests(over(0, 0, 2.0), 8)]
    )
    assert "something of it is still on the seat" in half[-1].waits


def test_whoever_goes_away_for_five_minutes_is_told_what_was_waited_for():
    refused = outcome(Seat().rests(NOTHING, 400))[-1]
    assert isinstance(refused, Refused)
    assert "the mass" in refused.why


def test_a_saturated_cell_is_named_while_the_mass_lies_on_it():
    seat = Seat()
    fault = Corners("saturated", None, None, None)
    frames = [
        *seat.rests(NOTHING, 5),
        *(
            CountsFrame(each.at_ms, each.uptime_s, Corners(None, *tuple(each.counts)[1:]), fault)
            for each in seat.rests(over(*AT["front_left"], KG), 8)
        ),
    ]
    assert outcome(frames)[-1].waits.startswith("front left gives no reading (saturated)")


def test_a_mass_too_small_is_refused_before_anything_is_lifted():
    with pytest.raises(CalibrationError, match="too little"):
        Placements(2.0, 10.0)


def test_every_corner_has_its_place():
    assert PLACES[:4] == CORNER_NAMES
