"""What is said of a value that cannot be believed: a word to the wise, or a warning."""

from itertools import pairwise

import pytest

from edge.errors import CellAloneError, CellDesyncError
from edge.hardware.values import OFTEN, OFTEN_READINGS, ValueRules
from edge.ports import CellCounters


def lone_ones(every):
    """Return the errors of a cell at rest of which one reading in so many stands alone, for twice `OFTEN_READINGS`."""
    rules, errors = ValueRules(CellCounters(), 10.0), []
    counts = [50_000 if i % every == every - 1 else i % 7 for i in range(2 * OFTEN_READINGS)]
    for one, after in pairwise(counts):
        try:
            rules.judge(one, after)
        except CellDesyncError as error:
            errors.append(error)
    return errors


def test_readings_that_stand_alone_now_and_then_send_nobody_to_the_wires():
    errors = lone_ones(OFTEN_READINGS // (OFTEN - 2))
    assert len(errors) >= OFTEN
    assert all(isinstance(error, CellAloneError) for error in errors)
    assert not any("plug" in str(error) for error in errors)


def test_many_that_stand_alone_within_a_minute_are_a_loose_plug():
    errors = lone_ones(OFTEN_READINGS // (OFTEN * 2))
    assert all(isinstance(error, CellAloneError) for error in errors[: OFTEN - 1])
    assert all(not error.passing and "loose plug" in str(error) for error in errors[OFTEN - 1 :])
    assert len(errors) > OFTEN


@pytest.mark.parametrize("counts", [0x7FFFFF, -0x800000])
def test_the_ends_of_the_range_name_the_wires(counts):
    with pytest.raises(OSError, match="four wires"):
        ValueRules(CellCounters(), 10.0).judge(counts, 0)
