"""How another project tests against a chair that is not there: a desk lamp that turns off when the chair is empty.

Copy this file, `pip install sitwell[mock] pytest`, and run `pytest`: the fixtures named sitwell_* are found by
themselves. No broker is needed: events are handed over as the messages they would arrive as, JSON without the envelope.
"""

import json

from contract.codec import encode
from edge.core.limits import Limits, PresenceLimits

MORNING = """
title = "Comes, goes for coffee, comes back"
lasts = "1:00"

[sitter]
mass_kg = 68

[[step]]
at = "0:05"
does = "sits"

[[step]]
at = "0:30"
does = "stands"

[[step]]
at = "0:45"
does = "sits"
"""


class DeskLamp:
    """What is tested: on while somebody sits. The message says what happened, and when to the millisecond."""

    def __init__(self):
        self.lit = False
        self.switched_ms = []

    def on_message(self, payload):
        lit = {"bout_started": True, "bout_ended": False}.get(json.loads(payload)["kind"], self.lit)
        if lit != self.lit:
            self.lit = lit
            self.switched_ms.append(json.loads(payload)["known_ms"])


def run(chair, lamp, span_s):
    """Let time pass on the chair and hand what happened to the lamp."""
    for event in chair.run(span_s):
        lamp.on_message(encode(event))


def test_the_lamp_follows_the_sitter(sitwell_chair, sitwell_scenario):
    chair, lamp = sitwell_chair(sitwell_scenario(MORNING)), DeskLamp()
    run(chair, lamp, 15)
    assert lamp.lit
    run(chair, lamp, 25)
    assert not lamp.lit
    run(chair, lamp, 20)
    assert lamp.lit


def test_a_bag_does_not_switch_the_lamp_on(sitwell_chair, sitwell_scenario):
    bag = 'title = "A bag"\nlasts = "0:30"\n[[step]]\nat = "0:03"\ndoes = "puts bag down"\nkg = 6\n'
    chair, lamp = sitwell_chair(sitwell_scenario(bag)), DeskLamp()
    run(chair, lamp, 30)
    assert chair.state.presence == "object"
    assert not lamp.lit


def test_a_dead_cell_does_not_leave_the_sitter_in_the_dark(sitwell_chair, sitwell_scenario):
    chair, lamp = sitwell_chair(sitwell_scenario("sitting")), DeskLamp()
    run(chair, lamp, 15)
    chair.unplug("front_left")
    run(chair, lamp, 15)
    assert "cell_failed" in [json.loads(encode(event))["kind"] for event in chair.events]
    assert lamp.lit


def test_the_lamp_waits_for_as_long_as_it_is_told_to(sitwell_chair, sitwell_scenario, sitwell_clock):
    patient = Limits(presence=PresenceLimits(vacant_s=10))
    chair, lamp = sitwell_chair(sitwell_scenario(MORNING), limits=patient), DeskLamp()
    began_ms = sitwell_clock.now_ms()
    run(chair, lamp, 44)
    went_s = (lamp.switched_ms[1] - began_ms) / 1000
    assert 40 < went_s < 43, "half a minute of sitting, a second to rise, ten of patience"
