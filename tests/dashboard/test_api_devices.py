"""Chairs as things to look after: what needs care first, and nothing of who sits on them."""

import json

import pytest

from contract.codec import encode
from contract.seat import Corners
from contract.state import ChairState
from dashboard.web.care import ORDER, needs
from tests.dashboard.api_desk import ApiSite, an_hour, filled, store
from tests.dashboard.doors import MEMBER, OWNER, VIEWER, DoorFor
from tests.dashboard.messages import frame, meta, state

DEVICES = "/api/v1/devices"
WELL = {
    "online": True,
    "silent_ms": 60_000,
    "cells": Corners("ok", "ok", "ok", "ok"),
    "zero_kg": Corners(0.1, -0.2, 0.0, 0.0),
    "clock_synced": True,
    "spooled_minutes": 0,
    "beyond_gap": 0,
}


def test_a_chair_that_is_well_needs_nothing():
    assert needs(**WELL) == []


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ({"cells": Corners("ok", "timeout", "ok", "ok")}, "cell"),
        ({"cells": Corners("ok", "ok", "noisy", "ok")}, "cell"),
        ({"cells": Corners(*["uncalibrated"] * 4)}, "uncalibrated"),
        ({"cells": Corners("drifting", "ok", "ok", "ok")}, "suspicion"),
        ({"cells": Corners("contradicts", "ok", "ok", "ok")}, "suspicion"),
        ({"zero_kg": Corners(0.0, 0.0, -1.2, 0.0)}, "drift"),
        ({"clock_synced": False}, "clock"),
        ({"beyond_gap": 3}, "gap"),
        ({"spooled_minutes": 30}, "backlog"),
        ({"online": False}, "offline"),
        ({"online": False, "spooled_minutes": 600}, "offline"),
        ({"online": False, "silent_ms": None}, "offline"),
        ({"online": False, "silent_ms": 8 * 24 * 3_600_000}, "gone"),
        ({"online": False, "cells": None, "zero_kg": None, "clock_synced": None}, "offline"),
    ],
)
def test_each_trouble_is_named(said, need):
    assert needs(**(WELL | said)) == [need]


def test_the_most_urgent_comes_first():
    said = {"cells": Corners("timeout", "uncalibrated", "drifting", "ok"), "clock_synced": False, "beyond_gap": 1}
    said |= {"spooled_minutes": 90}
    found = needs(**(WELL | said | {"zero_kg": Corners(2.0, 0.0, 0.0, 0.0)}))
    assert found == [need for need in ORDER if need not in ("gone", "offline")]


@pytest.fixture
def site(tmp_path):
    url = filled(tmp_path)
    store(url, an_hour(), chair="lab")
    made = ApiSite(url, DoorFor(OWNER))
    for chair, said in (("desk", {}), ("lab", {"cells": Corners("ok", "timeout", "ok", "ok")})):
        made.hub.receive(f"chairs/v1/{chair}/meta", encode(meta(chair, chair.title())))
        made.hub.receive(f"chairs/v1/{chair}/availability", b"online")
        made.hub.receive(f"chairs/v1/{chair}/state", encode(state(**said)))
    return made


def test_chairs_that_need_care_come_first(site):
    told = site.get(DEVICES).json["chairs"]
    assert [(each["id"], each["needs"]) for each in told] == [("lab", ["cell"]), ("desk", [])]
    assert told[0]["cells"]["front_right"] == "timeout"
    assert told[1]["software"] == "0.1.0"


def test_a_member_sees_the_own_chair_and_a_viewer_none(site):
    for person, chairs in ((MEMBER, ["desk"]), (VIEWER, [])):
        found = ApiSite(site.url, DoorFor(person)).get(DEVICES)
        assert [each["id"] for each in found.json["chairs"]] == chairs


def test_what_waits_at_a_chair_and_what_it_gave_up_is_told(site):
    site.hub.receive("chairs/v1/desk/state", encode(state(spooled_minutes=95, dropped_minutes=12)))
    told = site.get(DEVICES).json["chairs"]
    assert {each["id"]: (each["spooled_minutes"], each["dropped_minutes"]) for each in told} == {
        "desk": (95, 12),
        "lab": (0, 0),
    }
    assert [each["needs"] for each in told] == [["cell"], ["backlog"]]


def test_nothing_in_it_changes_when_somebody_sits_down(site):
    before = site.get(DEVICES).json
    for chair in ("desk", "lab"):
        said = {"cells": Corners("ok", "timeout", "ok", "ok")} if chair == "lab" else {}
        seated = state(
            at_ms=2_000_000, presence="occupied", bout_started_ms=1_900_000, sitting_s=1800.0, next_break_ms=2_100_000,
            cue="alert", posture="left", uneven="left", asymmetry_pct=20.0, quiet_because="pause", snoozes=3,
            silent_until_ms=2_100_000, paused_until_ms=2_100_000, shifts_per_h=12.0, total_kg=80.0, **said,
        )  # fmt: skip
        site.hub.receive(f"chairs/v1/{chair}/state", encode(seated))
        site.hub.receive(f"chairs/v1/{chair}/frame", encode(frame()))
    assert site.get(DEVICES).json == before


def test_no_key_of_it_is_one_that_tells_of_a_sitter(site):
    personal = set(ChairState.__struct_fields__) - {
        "cells", "zero_kg", "clock_synced", "calibrated_ms", "tared_ms", "residual_pct",
        "spooled_minutes", "dropped_minutes",
    }  # fmt: skip
    keys = {key for each in site.get(DEVICES).json["chairs"] for key in each}
    assert not keys & personal
    assert "occupied" not in json.dumps(site.get(DEVICES).json)


def test_an_event_does_not_move_when_a_chair_was_last_stored(site):
    """Getting up is an event, told at once; a minute comes each minute, whoever sits."""
    before = site.get(DEVICES).json["chairs"]
    store(site.url, [body for body in an_hour() if not hasattr(body, "occupied_s")], chair="bare")
    told = {each["id"]: each["stored_ms"] for each in site.get(DEVICES).json["chairs"]}
    assert told["bare"] is None
    assert [each["stored_ms"] for each in before] == [told[each["id"]] for each in before]


def test_of_two_that_need_the_same_the_second_desk_comes_before_the_tenth(site):
    for chair, name in (("desk", "Room 10"), ("a", "Room 2"), ("b", "lobby"), ("c", "Lift")):
        site.hub.receive(f"chairs/v1/{chair}/meta", encode(meta(chair, name)))
        site.hub.receive(f"chairs/v1/{chair}/availability", b"online")
        site.hub.receive(f"chairs/v1/{chair}/state", encode(state()))
    told = site.get(DEVICES).json["chairs"]
    assert [each["name"] for each in told if not each["needs"]] == ["Lift", "lobby", "Room 2", "Room 10"]
