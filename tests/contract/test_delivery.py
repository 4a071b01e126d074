"""The envelope of durable messages, and the events in it that can contradict themselves."""

import pytest

from contract.delivery import Delivery
from contract.events import BoutEnded, BoutStarted
from tests.contract.messages import AT_MS, EPOCH, EVENT


@pytest.mark.parametrize("prev", [2, 3])
def test_an_envelope_points_backwards(prev):
    with pytest.raises(ValueError, match="prev must be below seq"):
        Delivery(epoch=EPOCH, seq=2, prev=prev, body=BoutStarted(**EVENT))


def test_the_first_row_of_a_spool_points_at_nothing():
    assert Delivery(epoch=EPOCH, seq=1, prev=0, body=BoutStarted(**EVENT)).prev == 0


def test_a_bout_cannot_have_measured_more_than_it_lasted():
    BoutEnded(**EVENT, started_at_ms=AT_MS, duration_s=60.0, measured_s=60.0005)
    with pytest.raises(ValueError, match="measured_s is longer than duration_s"):
        BoutEnded(**EVENT, started_at_ms=AT_MS, duration_s=60.0, measured_s=60.1)
