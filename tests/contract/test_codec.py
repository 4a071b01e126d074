"""What comes back from the wire is what was sent; what is wrong is refused, with the field and the reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codec import MAX_BYTES, decode, encode
from contract.commands import AnyCommand, CommandResult
from contract.delivery import Delivery, Watermark
from contract.errors import PayloadError
from contract.events import BoutStarted, SeatEvent
from contract.minute import MinuteRecord
from contract.seat import LiveFrame
from contract.state import ChairMeta, ChairSettings, ChairState
from tests.contract.messages import AT_MS, BOOT, EPOCH, EVENT, MINUTE, messages

KINDS = [LiveFrame, MinuteRecord, SeatEvent, ChairState, ChairMeta, ChairSettings]
KINDS += [Delivery, Watermark, AnyCommand, CommandResult]

TARE = {"name": "tare", "id": "abcd-1234", "sent_ms": AT_MS}
META = {"chair": "desk-3", "name": "n", "model": "m", "software": "s", "zone": "Etc/UTC"}
OK_CELLS = dict.fromkeys(("front_left", "front_right", "rear_left", "rear_right"), "ok")
STATE = {"at_ms": AT_MS, "boot": BOOT, "clock_synced": True, "presence": "vacant", "cells": OK_CELLS}
STARTED = {"kind": "bout_started", **EVENT}
DELIVERY = {"epoch": EPOCH, "seq": 2, "prev": 1, "body": STARTED}


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_every_message_comes_back_as_it_was_sent(kind, data):
    message = data.draw(messages(kind))
    assert decode(encode(message), kind) == message


@pytest.mark.parametrize(
    ("kind", "message", "field", "why"),
    [
        (BoutStarted, STARTED | {"at_ms": -1}, "at_ms", ">= 0"),
        (BoutStarted, STARTED | {"at_ms": 4_102_444_800_001}, "at_ms", "<= 4102444800000"),
        (BoutStarted, STARTED | {"at_ms": float(AT_MS) + 0.5}, "at_ms", "Expected `int`, got `float`"),
        (BoutStarted, STARTED | {"uptime_s": -0.1}, "uptime_s", ">= 0"),
        (BoutStarted, STARTED | {"uptime_s": "12"}, "uptime_s", "Expected `float`, got `str`"),
        (BoutStarted, STARTED | {"boot": "0123ABCD"}, "boot", "matching regex"),
        (BoutStarted, STARTED | {"boot": "0123abcd\n"}, "boot", "matching regex"),
        (BoutStarted, STARTED | {"clock_synced": 1}, "clock_synced", "Expected `bool`, got `int`"),
        (BoutStarted, STARTED | {"version": 2}, "version", "Invalid enum value 2"),
        (SeatEvent, STARTED | {"kind": "bout_paused"}, "kind", "Invalid value 'bout_paused'"),
        (SeatEvent, EVENT, "", "missing required field `kind`"),
        (SeatEvent, STARTED | {"kind": "cell_failed", "corner": "left", "fault": "x"}, "corner", "Invalid enum value"),
        (Delivery, DELIVERY | {"epoch": EPOCH[1:]}, "epoch", "matching regex"),
        (Delivery, DELIVERY | {"epoch": EPOCH + "\n"}, "epoch", "matching regex"),
        (Delivery, DELIVERY | {"seq": 0}, "seq", ">= 1"),
        (Delivery, DELIVERY | {"seq": 2**63}, "seq", "<= 9223372036854775807"),
        (Delivery, DELIVERY | {"prev": -1}, "prev", ">= 0"),
        (Delivery, DELIVERY | {"body": None}, "body", "Expected `object`, got `null`"),
        (Delivery, DELIVERY | {"body": STARTED | {"known_ms": "now"}}, "body.known_ms", "got `str`"),
        (Delivery, DELIVERY | {"body": {"kind": "minute", **MINUTE, "vacant_s": 99}}, "body.vacant_s", "<= 61"),
        (Watermark, {"epoch": EPOCH, "seq": 2**63}, "seq", "<= 9223372036854775807"),
        (ChairMeta, META | {"chair": "Desk 3"}, "chair", "matching regex"),
        (ChairMeta, META | {"chair": "desk\n"}, "chair", "matching regex"),
        (ChairMeta, META | {"name": "n" * 81}, "name", "length <= 80"),
        (ChairState, STATE | {"cells": OK_CELLS | {"rear_left": "tired"}}, "cells.rear_left", "Invalid enum value"),
        (AnyCommand, TARE | {"id": "a b"}, "id", "matching regex"),
        (AnyCommand, TARE | {"id": "abcd-1234\n"}, "id", "matching regex"),
        (AnyCommand, TARE | {"name": "snooze", "snooze_s": 0}, "snooze_s", "> 0"),
        (AnyCommand, TARE | {"name": "format_disk"}, "name", "Invalid value 'format_disk'"),
        (CommandResult, {"id": "abcd-1234", "accepted": True, "why": "w" * 201}, "why", "length <= 200"),
    ],
)
def test_a_refused_message_names_the_field_and_the_reason(kind, message, field, why):
    with pytest.raises(PayloadError) as refused:
        decode(json.dumps(message).encode(), kind, "it")
    assert refused.value.field == field
    assert why in refused.value.why
    assert str(refused.value).startswith(f"it.{field}: " if field else "it: ")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"online",
        b"{",
        b'{"epoch":"\xff","seq":1}',
        "{}".encode("utf-16"),
        b'{"seq":NaN}',
        b'{"seq":Infinity}',
        b'{"x":' + b"[" * 8000,
        b'{"x":' + b"[" * 8000 + b"]" * 8000 + b"}",
    ],
    ids=["nothing", "a word", "cut off", "not UTF-8", "UTF-16", "NaN", "infinity", "deep and cut off", "deep"],
)
def test_what_is_not_json_is_refused_and_never_crashes(payload):
    with pytest.raises(PayloadError, match=r"^Watermark: not JSON"):
        decode(payload, Watermark)


def test_a_number_too_large_for_a_float_is_refused_by_name():
    with pytest.raises(PayloadError, match=r"Watermark\.seq: Number out of range"):
        decode(b'{"epoch":"%b","seq":1e999}' % EPOCH.encode(), Watermark)


def test_a_message_too_long_is_refused_before_it_is_parsed():
    padded = b'{"epoch":"%b","seq":1}' % EPOCH.encode()
    assert decode(padded.ljust(MAX_BYTES), Watermark).seq == 1
    with pytest.raises(PayloadError, match="16385 bytes, at most 16384"):
        decode(padded.ljust(MAX_BYTES + 1), Watermark)


def test_unknown_keys_are_ignored_so_that_new_chairs_can_talk_to_old_desks():
    assert decode(json.dumps(STARTED | {"mood": {"good": [1, 2]}}).encode(), BoutStarted).boot == BOOT


@given(st.binary(max_size=60) | st.text(max_size=30).map(str.encode))
def test_any_bytes_are_a_message_or_a_payload_error(payload):
    for kind in KINDS:
        try:
            decode(payload, kind)
        except PayloadError as error:
            assert error.why  # noqa: PT017 - most random bytes are refused, a few may not be


def test_no_message_of_ours_comes_near_the_limit_of_bytes():
    minute = MinuteRecord(**MINUTE)
    assert len(encode(Delivery(epoch=EPOCH, seq=2, prev=1, body=minute))) < MAX_BYTES / 8
