import asyncio
import json

import pytest

from contract.codec import encode
from contract.topics import Topics
from dashboard.web.live import Hub, Listener
from dashboard.web.stream import listed, stream
from tests.dashboard.messages import frame, meta, state

FRAME = "chairs/v1/desk/frame"


class Clock:
    def __init__(self):
        self.now_s = 100.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def hub(clock):
    return Hub(Topics(), clock)


def everything(_chair):
    return True


async def still():
    return True


def read(event):
    assert event.startswith(b"data: ")
    assert event.endswith(b"\n\n")
    return json.loads(event[6:])


def test_a_browser_gets_everything_at_once_and_then_what_changes(hub, clock):
    async def story():
        hub.receive("chairs/v1/desk/meta", encode(meta()))
        hub.receive(FRAME, encode(frame()))
        clock.now_s += 2.5
        events = stream(hub, "desk", everything, still)
        first = read(await anext(events))
        assert (first["chair"], first["meta"]["zone"], first["age_s"]) == ("desk", "Europe/Berlin", 2.5)
        hub.receive("chairs/v1/desk/state", encode(state(cue="nudge")))
        second = read(await anext(events))
        assert list(second) == ["state"]
        assert second["state"]["cue"] == "nudge"
        await events.aclose()

    asyncio.run(story())


def test_a_slow_browser_loses_frames_and_costs_no_memory(hub):
    async def story():
        with Listener(hub, "desk") as listener:
            for at_ms in range(1000, 2000):
                hub.receive(FRAME, encode(frame(at_ms)))
            assert await listener.changes(1) == {"frame", "chairs"}
            assert hub.chair("desk").frame.at_ms == 1999

    asyncio.run(story())


def test_a_browser_hears_nothing_of_other_chairs(hub):
    async def story():
        with Listener(hub, "other") as listener:
            hub.receive(FRAME, encode(frame()))
            assert await listener.changes(1) == {"chairs"}

    asyncio.run(story())


def test_streams_end_when_the_server_stops(hub):
    async def story():
        events = stream(hub, "desk", everything, still)
        await anext(events)
        waiting = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0)
        hub.close()
        assert read(await waiting) == {}
        assert [event async for event in events] == []

    asyncio.run(story())


def test_a_browser_that_went_away_is_forgotten(hub):
    async def story():
        events = stream(hub, "desk", everything, still)
        await anext(events)
        await events.aclose()
        assert hub._listeners == set()

    asyncio.run(story())


def test_a_silent_chair_is_not_live_whatever_the_broker_believes(hub, clock):
    hub.receive("chairs/v1/desk/availability", b"online")
    hub.receive(FRAME, encode(frame()))
    assert hub.chair("desk").live(clock.now_s + 3.9)
    assert not hub.chair("desk").live(clock.now_s + 4.1)


def test_a_chair_that_said_goodbye_is_not_live(hub, clock):
    hub.receive(FRAME, encode(frame()))
    hub.receive("chairs/v1/desk/availability", b"offline")
    assert not hub.chair("desk").live(clock.now_s)


def test_the_chairs_own_clock_is_carried_on_from_its_last_frame(hub, clock):
    hub.receive(FRAME, encode(frame(at_ms=50_000)))
    assert hub.chair("desk").now_ms(clock.now_s + 1.5) == 51_500
    assert hub.chair("nobody").now_ms(clock.now_s) is None


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        (FRAME, b"not json"),
        (FRAME, b""),
        (FRAME, encode(frame()).replace(b'"cop_lateral":0.2', b'"cop_lateral":99')),
        ("chairs/v1/desk/availability", b"perhaps"),
        ("chairs/v1/../frame", encode(frame())),
        ("elsewhere", b""),
    ],
)
def test_hostile_messages_are_refused_and_said_once(hub, caplog, topic, payload):
    for _ in range(3):
        hub.receive(topic, payload)
    assert hub.chairs() == {}
    assert len(caplog.records) == 1


def test_an_empty_retained_message_forgets_what_it_said(hub):
    hub.receive("chairs/v1/desk/meta", encode(meta()))
    hub.receive("chairs/v1/desk/meta", b"")
    assert hub.chair("desk").meta is None


def test_chairs_are_listed_by_name_and_known_ones_stay_offline_until_they_speak(hub):
    hub.remember(meta("b", "Zelda's"))
    hub.receive("chairs/v1/a/availability", b"online")
    hub.receive("chairs/v1/c/meta", encode(meta("c", "Ada's")))
    assert [(chair.id, chair.name, chair.online) for chair in listed(hub, everything)] == [
        ("c", "Ada's", False),
        ("b", "Zelda's", False),
        ("a", "a", True),
    ]
    hub.receive("chairs/v1/b/availability", b"online")
    hub.remember(meta("b", "Zelda's"))
    assert hub.chair("b").availability is True
