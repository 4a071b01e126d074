import msgspec

from contract.codec import encode
from contract.minute import PostureSeconds
from dashboard.analysis.lanes import SLOT_MS, BalancePoint, balance_trend, posture_lane
from dashboard.store.quarters import minute_slice
from tests.dashboard.analysis.told import ms
from tests.dashboard.messages import minute

MIN = 60_000
NINE = ms("9:00")


def told(record):
    return minute_slice(encode(record).decode())


def sat(from_ms, minutes, posture="centred", lateral=0.0):
    seconds = PostureSeconds(**{posture: 60.0})
    known = {"posture": seconds, "cop_lateral": lateral, "cop_fore_aft": 0.0}
    return [told(msgspec.structs.replace(minute(from_ms + n * MIN, occupied_s=60.0), **known)) for n in range(minutes)]


def pieces(slices):
    return [
        (piece.posture, (piece.start_ms - NINE) // MIN, (piece.end_ms - NINE) // MIN) for piece in posture_lane(slices)
    ]


def test_a_posture_held_for_long_is_one_piece():
    assert pieces(sat(NINE, 20) + sat(NINE + 20 * MIN, 10, "left")) == [("centred", 0, 20), ("left", 20, 30)]


def test_a_posture_ends_where_somebody_gets_up():
    assert pieces(sat(NINE, 20) + sat(NINE + 40 * MIN, 10)) == [("centred", 0, 20), ("centred", 40, 50)]


def test_the_posture_held_longest_names_the_slot():
    assert pieces(sat(NINE, 2, "left") + sat(NINE + 2 * MIN, 3, "back")) == [("back", 0, 5)]


def test_a_time_whose_posture_nobody_knows_is_left_open():
    assert pieces(sat(NINE, 5, "unknown") + sat(NINE + SLOT_MS, 5)) == [("centred", 5, 10)]


def test_the_balance_is_the_mean_share_on_the_left_of_each_quarter_of_an_hour():
    slices = sat(NINE, 5, lateral=-0.2) + sat(NINE + 5 * MIN, 10, lateral=0.1)
    assert balance_trend(slices) == [BalancePoint(start_ms=NINE, end_ms=NINE + 15 * MIN, left_pct=50.0)]
    assert balance_trend(sat(NINE, 15, lateral=-0.2))[0].left_pct == 60.0


def test_a_balance_that_was_not_known_makes_no_point():
    vacant = [told(minute(NINE))]
    unknown = [told(minute(NINE + n * MIN, occupied_s=60.0)) for n in range(15)]
    assert balance_trend(vacant) == balance_trend(unknown) == []
