"""`scripts/soak delivery`, in short: the same code, seconds in place of minutes."""

import pytest

from mock_hw.broker import find_mosquitto
from tests.soak import delivery

MESSAGES = 3000


@pytest.mark.skipif(find_mosquitto() is None, reason="needs mosquitto")
def test_whatever_dies_in_between_each_message_is_stored_once_and_in_order():
    figures = delivery.run(MESSAGES, seed=2, per_s=300, peace_s=(0.2, 0.8))
    assert figures["messages"] == MESSAGES
    assert figures["troubles"] >= 5


def test_the_embedded_broker_loses_nothing_either():
    figures = delivery.run(1200, seed=3, per_s=300, peace_s=(0.2, 0.8), embedded=True)
    assert figures["messages"] == 1200
    assert figures["troubles"] >= 3
