"""Lamp, buzzer, motor and button on gpiozero's mock pins. Patterns are played two hundred times as fast."""

import logging

import pytest
from gpiozero.pins.mock import MockFactory, MockPWMPin

from edge.config import EdgeSettings, OutputsTable
from edge.hardware.outputs import ANSWERS, FIND_ME, LAMP, ONCE, Outputs, open_indicator
from edge.ports import NoIndicator

LINES = {"led": 17, "buzzer": 27, "motor": 22, "button": 4}
STEP_S = 0.0005


@pytest.fixture
def factory():
    made = MockFactory(pin_class=MockPWMPin)
    yield made
    made.close()


@pytest.fixture
def outputs(factory):
    made = Outputs(LINES, factory, step_s=STEP_S)
    yield made
    made.close()


def played(outputs, name):
    """Wait for a pattern's end; return the changes of the output."""
    device = outputs._devices[name]
    if device._source_thread:
        device._source_thread.join(5)
    changes = [state.state for state in device.pin.states]
    device.pin.clear_states()
    return changes[1:]


def test_a_nudge_lights_the_lamp_beeps_once_and_hums_gently(outputs):
    outputs.show("nudge")
    assert outputs._devices["led"].value == 1
    assert played(outputs, "buzzer") == [True, False]
    assert played(outputs, "motor") == [0.4, 0.0]
    assert outputs._devices["led"].value == 1


def test_an_alert_is_stronger_and_what_is_heard_and_felt_ends_by_itself(outputs):
    outputs.show("alert")
    assert played(outputs, "buzzer") == [True, False] * 3
    assert played(outputs, "motor") == [0.8, 0.0] * 3
    assert outputs._devices["led"]._source_thread.is_alive(), "the lamp goes on blinking"


@pytest.mark.parametrize(("cue", "taps"), [("still", 1), ("uneven", 2)])
def test_a_way_of_sitting_is_told_by_winks_and_taps_and_never_by_a_sound(outputs, cue, taps):
    lamp = outputs._devices["led"]
    outputs.show(cue)
    assert played(outputs, "motor") == [0.4, 0.0] * taps
    assert played(outputs, "buzzer") == []
    for _ in range(2000):
        if len(lamp.pin.states) > 2 * taps:
            break
        assert not lamp._source_thread.stopping.wait(0.005)
    assert [state.state for state in lamp.pin.states][: 2 * taps + 1] == [False, *[True, False] * taps]
    assert lamp._source_thread.is_alive(), "it goes on as long as it lasts"


def test_the_same_cue_again_changes_nothing(outputs):
    outputs.show("nudge")
    played(outputs, "buzzer")
    for _ in range(100):
        outputs.show("nudge")
    assert played(outputs, "buzzer") == []


def test_off_ends_everything_at_once(outputs):
    outputs.show("alert")
    outputs.show("off")
    assert [device.value for device in outputs._devices.values()] == [0, 0, 0]
    assert all(device._source_thread is None for device in outputs._devices.values())


def test_identify_blinks_the_lamp_without_a_sound_and_then_shows_the_cue_again(outputs):
    outputs.show("nudge")
    played(outputs, "buzzer")
    outputs._devices["led"].pin.clear_states()
    assert outputs.identify()
    assert played(outputs, "buzzer") == []
    lamp = outputs._devices["led"]
    for _ in range(1000):
        if len(lamp.pin.states) >= len(FIND_ME) and lamp.value == 1:
            break
        assert not lamp._source_thread.stopping.wait(0.005)
    assert len(lamp.pin.states) == len(FIND_ME) + 1
    assert lamp.value == 1


@pytest.mark.parametrize("done", ANSWERS)
def test_the_lamp_says_what_a_press_has_done_and_then_shows_the_cue_again(outputs, done):
    outputs.show("nudge")
    played(outputs, "buzzer")
    lamp = outputs._devices["led"]
    lamp.pin.clear_states()
    outputs.show("off")  # it follows from the press
    outputs.answer(done)
    blinks = 3 if done == "paused" else 1
    expected = [False, *[True, False] * blinks]
    for _ in range(1000):
        if len(lamp.pin.states) > len(expected):  # the first is what it was before
            break
        assert not lamp._source_thread.stopping.wait(0.005)
    assert [state.state for state in lamp.pin.states][1:] == expected
    assert lamp.value == 0
    assert played(outputs, "buzzer") == []


def test_without_a_lamp_a_press_is_answered_by_ear(factory):
    with_buzzer = Outputs({"buzzer": 27, "button": 4}, factory, step_s=STEP_S)
    with_buzzer.answer("paused")
    assert played(with_buzzer, "buzzer") == [True, False] * 3
    with_buzzer.close()


def test_a_button_alone_is_answered_by_nothing(factory):
    alone = Outputs({"button": 4}, factory, step_s=STEP_S)
    alone.answer("snoozed")
    alone.close()


def test_without_a_lamp_a_chair_is_found_by_ear(factory):
    with_buzzer = Outputs({"buzzer": 27}, factory, step_s=STEP_S)
    assert with_buzzer.identify()
    assert played(with_buzzer, "buzzer") == [True, False] * 5
    with_buzzer.close()


def test_a_button_alone_cannot_be_found(factory):
    alone = Outputs({"button": 4}, factory)
    assert not alone.identify()
    alone.close()


def test_a_short_press_and_a_long_one_are_told_apart(outputs):
    outputs._on_pressed()
    outputs._on_released()
    outputs._on_pressed()
    outputs._on_held()
    outputs._on_released()
    assert [outputs.pressed() for _ in range(3)] == ["short", "long", None]


def test_the_buttons_line_is_what_calls(outputs):
    pin = outputs._button.pin
    pin.drive_low()
    pin.drive_high()
    assert outputs.pressed() == "short"


def test_what_is_heard_and_felt_lasts_three_seconds_at_most():
    for patterns in ONCE.values():
        for levels in patterns.values():
            assert len(levels) * 0.1 <= 3
            assert levels[-1] == 0
    assert LAMP["off"] == (0.0,)


def test_closing_leaves_every_line_dark(factory):
    made = Outputs(LINES, factory, step_s=STEP_S)
    made.show("alert")
    pins = [device.pin for device in made._devices.values()]
    made.close()
    assert [pin.function for pin in pins] == ["input"] * 3


def test_a_line_that_is_taken_lets_the_others_go(factory):
    first = Outputs({"led": 17}, factory)
    with pytest.raises(Exception, match="in use"):
        Outputs({"buzzer": 27, "led": 17}, factory)
    Outputs({"buzzer": 27}, factory).close()
    first.close()


def test_without_lgpio_the_chair_runs_on_and_says_what_to_install(caplog, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "lgpio", None)
    monkeypatch.delitem(__import__("sys").modules, "gpiozero.pins.lgpio", raising=False)
    shown = open_indicator(EdgeSettings(outputs=OutputsTable(led=17)))
    assert isinstance(shown, NoIndicator)
    (said,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "apt-get install python3-lgpio" in said.message


def test_where_nothing_is_wired_nothing_is_opened(caplog):
    assert isinstance(open_indicator(EdgeSettings()), NoIndicator)
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("outputs", "why"),
    [({"led": 5}, "front_left_dout's already"), ({"led": 17, "button": 17}, "led's already")],
)
def test_a_line_that_is_taken_is_refused_in_the_settings(outputs, why):
    with pytest.raises(ValueError, match=why):
        EdgeSettings(outputs=OutputsTable(**outputs))
