import json

import pytest

from contract.codec import MAX_BYTES, encode
from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.store.rows import Batch
from tests.dashboard.messages import EPOCH, delivery, meta, minute, sat_down

MINUTE = "chairs/v1/desk/minute"
EVENT = "chairs/v1/desk/event"


@pytest.fixture
def intake():
    return Intake(Topics())


def test_an_event_and_a_minute_become_rows_that_keep_their_json(intake):
    assert intake.add(EVENT, delivery(1, 0, sat_down(5_000))) is None
    assert intake.add(MINUTE, delivery(2, 1, minute(6_000, occupied_s=40.0))) is None
    batch = intake.take_batch()
    assert [(row["kind"], row["at_ms"]) for row in batch.events] == [("bout_started", 5_000)]
    assert [(row["occupied_s"], row["seq"]) for row in batch.minutes] == [(40.0, 2)]
    assert json.loads(batch.minutes[0]["body"])["occupied_s"] == 40.0
    assert batch.links == (("desk", EPOCH, ((1, 0), (2, 1))),)


def test_a_batch_is_handed_over_once(intake):
    intake.add(EVENT, delivery(1, 0, sat_down(5_000)))
    intake.take_batch()
    assert intake.take_batch() == Batch()


def test_a_chair_says_what_it_is_only_on_its_own_topic(intake):
    assert intake.add("chairs/v1/desk/meta", encode(meta())) is None
    assert "speaks on the topic of 'other'" in str(intake.add("chairs/v1/other/meta", encode(meta())))
    batch = intake.take_batch()
    assert [(row["id"], row["zone"]) for row in batch.chairs] == [("desk", "Europe/Berlin")]
    assert [(refusal.kind, refusal.times) for refusal in batch.refusals] == [("meta misplaced", 1)]


HUGE_SEQ = delivery(1, 0, sat_down(1)).replace(b'"seq":1', b'"seq":99999999999999999999999')


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        (EVENT, b""),
        (EVENT, b"\xff\xfe"),
        (EVENT, b"[" * 5_000),
        (EVENT, b'{"version":1}'),
        (EVENT, b" " * (MAX_BYTES + 1)),
        (EVENT, delivery(1, 0, minute(1))),
        (MINUTE, delivery(1, 0, sat_down(1))),
        (EVENT, delivery(1, 0, sat_down(1)).replace(b'"version":1', b'"version":2')),
        (EVENT, HUGE_SEQ),
        (EVENT, delivery(1, 0, sat_down(1)).replace(b'"at_ms":1', b'"at_ms":1e400')),
        ("chairs/v1/desk/frame", b"{}"),
        ("chairs/v1/DESK; DROP TABLE/event", delivery(1, 0, sat_down(1))),
        ("", b"{}"),
    ],
)
def test_what_is_none_of_ours_is_refused_and_counted(intake, topic, payload):
    assert intake.add(topic, payload) is not None
    batch = intake.take_batch()
    assert not batch.events
    assert not batch.minutes
    assert [refusal.times for refusal in batch.refusals] == [1]


def test_a_body_that_is_refused_does_not_hold_up_those_that_come_after_it(intake):
    bad = delivery(2, 1, sat_down(2)).replace(b'"at_ms":2', b'"at_ms":"then"')
    for payload in (delivery(1, 0, sat_down(1)), bad, delivery(3, 2, sat_down(3))):
        intake.add(EVENT, payload)
    batch = intake.take_batch()
    assert [row["seq"] for row in batch.events] == [1, 3]
    assert [links.pairs for links in batch.links] == [((1, 0), (2, 1), (3, 2))]
    assert [refusal.times for refusal in batch.refusals] == [1]


def test_an_envelope_that_cannot_be_read_moves_nothing(intake):
    assert intake.add(EVENT, HUGE_SEQ) is not None
    assert not intake.take_batch().links


def test_a_forgotten_chair_is_no_refusal(intake):
    assert intake.add("chairs/v1/desk/meta", b"") is None
    assert intake.take_batch().refusals == ()


def test_a_message_of_a_version_to_come_is_kept_whole_and_holds_up_no_other(intake):
    coming = delivery(2, 1, sat_down(2))
    for payload in (
        coming.replace(b'"version":1,"body"', b'"version":2,"body"'),
        coming.replace(b'"kind":"bout_started","version":1', b'"kind":"levitated","version":1'),
        coming.replace(b'"kind":"bout_started","version":1', b'"kind":"bout_started","version":2'),
        b'{"epoch":"0123456789abcdef","seq":2,"prev":1,"version":7,"contents":[]}',
    ):
        assert payload != coming
        assert intake.add(EVENT, payload) is not None
        batch = intake.take_batch()
        assert [links.pairs for links in batch.links] == [((2, 1),)]
        assert batch.later == (("desk", EPOCH, 2, "event", payload),)
        assert [each.kind for each in batch.refusals] == ["event later"], "it is counted, though not refused"
        assert batch.quarantine == ()


def test_a_malformed_message_is_not_taken_for_one_of_a_version_to_come(intake):
    good = delivery(2, 1, sat_down(2))
    for old, new in (
        (b'"at_ms":2', b'"at_ms":"then"'),
        (b'"version":1,"body"', b'"version":0,"body"'),
        (b'"version":1,"body"', b'"version":"2","body"'),
        (b'"kind":"bout_started","version":1', b'"kind":"bout_started","version":-1'),
        (b'"kind":"bout_started",', b""),
        (b'"kind":"bout_started"', b'"kind":7'),
        (b'"kind":"bout_started"', b'"kind":"bout\xed\xa0\x80"'),
    ):
        payload = good.replace(old, new)
        assert payload != good
        assert intake.add(EVENT, payload) is not None
        batch = intake.take_batch()
        assert batch.later == ()
        assert [each.payload for each in batch.quarantine] == [payload]


def test_a_version_to_come_is_told_by_its_heading_whatever_else_it_changed(intake):
    coming = delivery(2, 1, sat_down(2)).replace(b'"at_ms":2', b'"at_ms":"1970-01-01"')
    tree = json.loads(coming)
    body = dict(reversed(tree["body"].items())) | {"version": 2}  # the version comes after what is unreadable here
    assert intake.add(EVENT, json.dumps(tree | {"body": body}).encode()) is not None
    assert len(intake.take_batch().later) == 1


def test_a_key_of_a_version_to_come_is_ignored(intake):
    newer = (
        delivery(1, 0, sat_down(2))
        .replace(b'{"kind"', b'{"mood":"good","kind"')
        .replace(b'{"epoch"', b'{"x":1,"epoch"')
    )
    assert newer.count(b"mood") + newer.count(b'"x":1') == 2
    assert intake.add(EVENT, newer) is None


def test_refused_messages_are_counted_by_channel_and_cause(intake):
    for topic, payload in (
        (EVENT, b" " * (MAX_BYTES + 1)),
        (EVENT, b"{"),
        (MINUTE, delivery(1, 0, sat_down(1))),
        (MINUTE, b"{}"),
        (EVENT, delivery(1, 0, sat_down(1)).replace(b'"version":1', b'"version":9')),
        (MINUTE, delivery(1, 0, minute(1)).replace(b'"version":1', b'"version":-9')),
        ("chairs/v1/x/y/z", b""),
    ):
        intake.add(topic, payload)
    assert {refusal.kind for refusal in intake.take_batch().refusals} == {
        "event too long",
        "event not JSON",
        "minute misplaced",
        "minute invalid",
        "event later",
        "minute version",
        "topic",
    }


def test_of_a_flood_only_the_first_few_of_a_kind_are_kept_and_those_cut_short(intake):
    for _ in range(1000):
        intake.add(EVENT, b"x" * 10_000)
    batch = intake.take_batch()
    assert batch.refusals[0].times == 1000
    assert [(len(each.payload), each.size) for each in batch.quarantine] == [(4096, 10_000)] * 3


def test_two_chairs_with_one_id_are_noticed(intake):
    for seq in range(1, 5):
        for epoch in ("a" * 16, "b" * 16):
            assert intake.add(EVENT, delivery(seq, seq - 1, sat_down(seq), epoch=epoch)) is None
    batch = intake.take_batch()
    assert len(batch.events) == 8, "both are stored"
    assert "give each an id of its own" in next(each.why for each in batch.refusals if each.kind == "twins")


def test_two_boots_that_take_turns_in_one_spool_file_are_two_chairs(intake):
    for seq in range(1, 9):
        intake.add(EVENT, delivery(seq, seq - 1, sat_down(seq, boot="aaaaaaaa" if seq % 2 else "bbbbbbbb")))
    assert [each.kind for each in intake.take_batch().refusals] == ["twins"]


def test_restarts_new_spool_files_and_what_is_sent_again_are_one_chair(intake):
    for epoch in ("a" * 16, "b" * 16):
        for boot in ("00000001", "00000002", "00000003"):
            first = 10 * int(boot)
            for again in range(3):
                for seq in range(1 if again else first, first + 5):
                    was = f"{max(1, seq // 10):08d}"
                    intake.add(EVENT, delivery(seq, seq - 1, sat_down(seq, boot=was), epoch=epoch))
    assert intake.take_batch().refusals == ()
