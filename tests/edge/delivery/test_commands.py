"""The door for commands: who is let in, and what the others are told."""

import json

import pytest

from contract.commands import Pause, Snooze
from edge.attention import Now
from edge.delivery.commands import MOST_A_MINUTE, MOST_WAITING, NAMES, Arrived, CommandQueue, Gate, Refusal

NOW = Now(1_768_212_000_000, 1000.0, "aaaaaaaa", True)


def sent(name="snooze", *, ago_s=1.0, topic=None, retained=False, id_="command-1", **fields):
    fields = fields or {"snooze_s": 300}
    body = {"name": name, "id": id_, "sent_ms": NOW.at_ms - round(ago_s * 1000), **fields}
    return Arrived(topic or name, json.dumps(body).encode(), retained)


@pytest.fixture
def gate():
    return Gate([])


def test_a_fresh_command_is_let_in(gate):
    assert gate.admit(sent(), NOW) == Snooze(id="command-1", sent_ms=NOW.at_ms - 1000, snooze_s=300)


@pytest.mark.parametrize("ago_s", [40.0, -40.0])
def test_a_command_sent_40_s_ago_or_from_the_future_is_refused(gate, ago_s):
    refused = gate.admit(sent(ago_s=ago_s), NOW)
    assert isinstance(refused, Refusal)
    assert refused.id == "command-1"
    assert "check both clocks" in refused.why


def test_while_the_chairs_clock_is_not_set_nobody_is_old(gate):
    assert isinstance(gate.admit(sent(ago_s=1e6), NOW._replace(clock_synced=False)), Snooze)


def test_a_retained_command_is_refused(gate):
    assert "without retain" in gate.admit(sent(retained=True), NOW).why


def test_a_repeated_command_is_refused_also_after_a_restart(gate):
    gate.admit(sent(), NOW)
    assert "sent before" in gate.admit(sent(), NOW).why
    assert "sent before" in Gate(gate.ids).admit(sent(), NOW).why


def test_a_refused_command_may_be_sent_again_with_its_id(gate):
    gate.admit(sent(retained=True), NOW)
    assert isinstance(gate.admit(sent(), NOW), Snooze)


def test_the_last_64_commands_are_remembered(gate):
    for minute in range(64):
        gate.admit(sent(id_=f"command-{minute}"), NOW._replace(uptime_s=60.0 * minute))
    later = NOW._replace(uptime_s=1e5)
    assert "sent before" in gate.admit(sent(id_="command-0"), later).why


def test_an_unknown_command_is_answered_with_those_that_are_known(gate):
    refused = gate.admit(sent("explode", topic="explode"), NOW)
    assert refused.id == "command-1"
    assert "it knows tare" in refused.why
    assert not refused.malformed


def test_a_command_on_the_topic_of_another_is_refused(gate):
    assert "send it to cmd/snooze" in gate.admit(sent(topic="pause"), NOW).why


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"\xff\xfe", b"[" * 5000, b'{"name":"pause"}', b"{" * 20_000, b'{"id":7}', b'{"name":"snooze"}'],
)
def test_what_is_no_command_is_malformed_and_nobody_is_answered(gate, body):
    refused = gate.admit(Arrived("pause", body, False), NOW)
    assert (refused.id, refused.malformed) == (None, True)


def test_a_malformed_command_with_an_id_is_answered_with_the_field_and_why(gate):
    refused = gate.admit(sent(snooze_s=-5), NOW)
    assert (refused.id, refused.malformed) == ("command-1", True)
    assert "snooze_s" in refused.why


def test_a_flood_is_refused_until_a_minute_has_passed(gate):
    for number in range(MOST_A_MINUTE):
        gate.admit(sent(id_=f"command-{number}"), NOW)
    assert "wait a minute" in gate.admit(sent(id_="command-x"), NOW).why
    later = NOW._replace(uptime_s=NOW.uptime_s + 61)
    assert isinstance(gate.admit(sent("pause", id_="command-y", pause_s=60), later), Pause)


def test_the_queue_is_bounded_and_counts_what_it_lost_and_says_it_once(caplog):
    queue = CommandQueue()
    for _ in range(MOST_WAITING + 3):
        queue.put("snooze", b"", False)
    taken = sum(queue.take() is not None for _ in range(MOST_WAITING + 3))
    assert (taken, queue.lost) == (MOST_WAITING, 3)
    assert caplog.text.count("is lost") == 1


def test_every_command_of_the_contract_has_a_name():
    assert set(NAMES) == {"tare", "baseline", "snooze", "pause", "do_not_disturb", "limits", "identify"}
