"""A minute whose seconds do not sum up is refused: every figure on the desk is computed from them."""

import pytest

from contract.minute import MinuteRecord
from tests.contract.messages import MINUTE


def test_a_minute_whose_seconds_sum_up_is_accepted():
    assert MinuteRecord(**MINUTE).measured_s == 52.0


@pytest.mark.parametrize("name", ["occupied_s", "vacant_s", "object_s", "measured_s"])
def test_seconds_by_presence_sum_to_the_seconds_measured(name):
    with pytest.raises(ValueError, match="do not sum to measured_s"):
        MinuteRecord(**MINUTE | {name: MINUTE[name] + 0.1})


def test_rounding_is_no_contradiction():
    MinuteRecord(**MINUTE | {"occupied_s": 40.04})


def test_a_minute_is_not_longer_than_a_minute_and_one_late_frame():
    MinuteRecord(**MINUTE | {"unmeasured_s": 9.0})
    with pytest.raises(ValueError, match="longer than a minute"):
        MinuteRecord(**MINUTE | {"unmeasured_s": 9.1})


def test_a_minute_holds_no_kilograms_unless_somebody_puts_them_there():
    assert MinuteRecord(**MINUTE).mean_kg is None
