"""What Home Assistant is told of a chair, and what comes back: golden payloads, and templates rendered."""

import datetime as dt
import json
from typing import get_args

import msgspec
import pytest

from contract.codec import decode, encode
from contract.commands import CommandResult, SetLimits
from contract.scalars import Posture
from contract.state import ChairSettings, ChairState
from edge.attention import Now
from edge.config import EdgeSettings, OutputsTable
from edge.delivery.commands import Arrived, Gate
from edge.delivery.homeassistant import discovery
from tests.golden.ha_jinja import command, shown
from tests.golden.ha_payloads import FOLDER, META, payloads, settings, text

PAYLOADS = payloads()
COMPONENTS = PAYLOADS["homeassistant-weight"]["components"]
CASES = json.loads((FOLDER / "homeassistant-read.json").read_text("utf-8"))
AT_MS = 1_768_212_000_000
MESSAGES = {"state": ChairState, "config": ChairSettings, "result": CommandResult}


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_golden_payloads_are_what_a_chair_says(name):
    written = (FOLDER / f"{name}.json").read_text("utf-8")
    assert written == text(PAYLOADS[name]), "run: python -m tests.golden, and read what changed"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_entity_shows_what_the_chair_said(case):
    messages = {f"chairs/v1/desk/{name}": case[name] for name in ("state", "config")}
    messages["chairs/v1/desk/result/+"] = case["result"]
    readable = {key: each for key, each in COMPONENTS.items() if "value_template" in each}
    assert {key: shown(each, messages[each["state_topic"]]) for key, each in readable.items()} == case["shows"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_messages_of_these_cases_are_whole_messages_of_a_chair(case):
    for name, kind in MESSAGES.items():
        assert json.loads(encode(decode(json.dumps(case[name]).encode(), kind))) == case[name]


def test_a_component_is_told_what_words_it_can_show():
    posture = COMPONENTS["posture"]
    assert posture["options"] == [each for each in get_args(Posture) if each != "unknown"]
    state = CASES[0]["state"]
    assert [shown(posture, state | {"posture": each}) for each in posture["options"]] == posture["options"]


def told(key, value="PRESS", at_ms=AT_MS, components=COMPONENTS):
    """Press, turn or set; return what the chair makes of it."""
    component = components[key]
    body = command(component, value, dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC))
    prefix, _, name = component["command_topic"].rpartition("/")
    assert prefix == "chairs/v1/desk/cmd"
    return Gate(()).admit(Arrived(name, body, False), Now(AT_MS, 100.0, "0123abcd", True))


@pytest.mark.parametrize(
    ("key", "value", "name", "fields"),
    [
        ("tare", "PRESS", "tare", {}),
        ("baseline", "PRESS", "baseline", {}),
        ("identify", "PRESS", "identify", {}),
        ("snooze", "PRESS", "snooze", {"snooze_s": 600}),
        ("pause", "ON", "pause", {"pause_s": 3600}),
        ("pause", "OFF", "pause", {"pause_s": 0}),
        ("do_not_disturb", "ON", "do_not_disturb", {"quiet": True}),
        ("do_not_disturb", "OFF", "do_not_disturb", {"quiet": False}),
        ("nudge", 27.5, "limits", {"nudge_s": 1650}),
        ("alert", 1440, "limits", {"alert_s": 86_400}),
        ("uneven_points", 12, "limits", {"uneven_points": 12}),
        ("uneven_time", 0.5, "limits", {"uneven_s": 30}),
    ],
)
def test_what_is_pressed_there_is_a_command_that_the_chair_takes(key, value, name, fields):
    order = told(key, value)
    assert order.__struct_config__.tag == name
    assert order.sent_ms == AT_MS
    assert {field: getattr(order, field) for field in fields} == fields


def test_every_entity_that_can_be_told_something_is_tried_above():
    tellable = {key for key, each in COMPONENTS.items() if "command_topic" in each}
    tried = test_what_is_pressed_there_is_a_command_that_the_chair_takes.pytestmark[0].args[1]
    assert tellable == {key for key, *_ in tried}


def test_pressing_twice_is_two_commands():
    assert told("snooze").id != told("snooze", at_ms=AT_MS + 1).id
    assert len({told("snooze").id for _ in range(20)}) > 10, "even in one millisecond"


def test_an_old_press_that_comes_late_is_refused():
    assert "over 30 s" in told("snooze", at_ms=AT_MS - 31_000).why


def test_snooze_and_pause_last_as_long_as_the_chairs_own_button():
    mine = EdgeSettings(outputs=OutputsTable(snooze_s=120, pause_s=900))
    components = json.loads(discovery(mine, META))["components"]
    assert told("snooze", components=components).snooze_s == 120
    assert told("pause", "ON", components=components).pause_s == 900


def test_no_kilograms_are_asked_for_unless_the_owner_opted_in():
    private = PAYLOADS["homeassistant"]
    assert "total_kg" not in json.dumps(private)
    assert private["components"]["weight"] == {"platform": "sensor"}, "takes away what an earlier opt-in had made"
    assert COMPONENTS["weight"]["unit_of_measurement"] == "kg"


def test_two_chairs_have_no_entity_in_common():
    def ids(chair):
        meta = msgspec.structs.replace(META, chair=chair)
        components = json.loads(discovery(settings(), meta))["components"]
        return {each["unique_id"] for key, each in components.items() if key != "weight"}

    assert len(ids("a")) == len(PAYLOADS["homeassistant"]["components"]) - 1
    assert ids("a") & ids("b") == set()


def test_limits_can_be_set_as_far_as_the_chair_takes_them():
    for key in ("nudge", "alert", "uneven_time"):
        for value in (COMPONENTS[key]["min"], COMPONENTS[key]["max"]):
            assert isinstance(told(key, value), SetLimits)
