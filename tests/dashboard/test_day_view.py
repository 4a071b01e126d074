"""One day for the page *Today*, through the application and without a socket."""

import msgspec
import pytest

from contract.codec import encode
from contract.events import ProlongedNudged
from contract.minute import PostureSeconds
from contract.state import ChairSettings
from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.store import queries
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.web.access.door import OpenDoor
from tests.dashboard.analysis.told import ms
from tests.dashboard.messages import delivery, frame, got_up, meta, minute, sat_down, stamp, state
from tests.dashboard.test_server import Site

MIN = 60_000
NOW_MS = ms("15:32")
CENTRED = PostureSeconds(centred=60.0)


def sitting(start, end):
    """A bout with its minutes, as a chair tells them: a shift every third minute, a little more load on the left."""
    start_ms, end_ms = ms(start), ms(end)
    told = {"posture": CENTRED, "cop_lateral": -0.04, "cop_fore_aft": 0.1}
    minutes = [
        msgspec.structs.replace(minute(at_ms, occupied_s=60.0), shifts=int(n % 3 == 0), **told)
        for n, at_ms in enumerate(range(start_ms, end_ms, MIN))
    ]
    return [sat_down(start_ms), *minutes, got_up(end_ms, start_ms)]


def away(start, end):
    return [minute(at_ms) for at_ms in range(ms(start), ms(end), MIN)]


class Desk(Site):
    """A site whose store was told a day, and whose chair is silent."""

    def __init__(self, folder, messages):
        self.url = f"sqlite:///{folder / 'desk.db'}"
        self.told = 0
        with transaction(writer(self.url), database_path(self.url)) as connection:
            migrate(connection)
        self.save(*messages)
        super().__init__(self.url, None, OpenDoor())
        self.hub.receive("chairs/v1/desk/meta", encode(meta()))

    def save(self, *messages):
        intake = Intake(Topics())
        for body in messages:
            kind = "minute" if hasattr(body, "occupied_s") else "event"
            assert intake.add(f"chairs/v1/desk/{kind}", delivery(self.told + 1, self.told, body)) is None
            self.told += 1
        with transaction(writer(self.url), database_path(self.url)) as connection:
            queries.save(connection, intake.take_batch(), NOW_MS)

    def day(self, on="2026-05-04"):
        return self.get(f"/api/v1/chairs/desk/day/{on}")


@pytest.fixture
def desk(tmp_path):
    def made(*messages):
        return Desk(tmp_path, [each for part in messages for each in part])

    return made


WORK = (sitting("9:00", "9:45"), away("9:45", "9:55"), sitting("9:55", "10:40"))


def test_a_day_has_timeline_postures_balance_and_figures(desk):
    told = desk(*WORK).day().json
    assert (told["zone"], told["on"], told["day"]["title"]) == ("Europe/Berlin", "2026-05-04", "Monday 4 May")
    assert told["day"]["summary"] == "2 sitting bouts, longest 45 min, 1 break"
    assert [piece["posture"] for piece in told["postures"]] == ["centred", "centred"]
    assert {point["left_pct"] for point in told["balance"]} == {52.0}
    figures = told["figures"]
    assert (figures["hours_with_break"], figures["hours_sat"], figures["off_seat_s"]) == (1, 2, 600.0)
    assert (figures["shifts"], figures["shifts_per_h"], figures["left_pct"]) == (30, 20.0, 52.0)
    assert figures["shares"] == {"centred": 1.0, "left": 0.0, "right": 0.0, "forward": 0.0, "back": 0.0}


def test_a_time_in_which_the_chair_was_off_is_neither_a_break_nor_off_the_seat(desk):
    told = desk(sitting("9:00", "9:45"), sitting("9:55", "10:40")).day().json
    assert [piece["kind"] for piece in told["day"]["segments"]] == ["sitting", "unmeasured", "sitting"]
    assert (told["day"]["breaks"], told["figures"]["off_seat_s"]) == (0, 0.0)


@pytest.mark.parametrize(("limit_s", "over"), [(40, [True, False, True]), (3600, [False, False, True])])
def test_a_bout_was_too_long_where_the_chair_asked_or_over_half_an_hour_and_never_by_a_trials_limit(
    desk, limit_s, over
):
    asked = [ProlongedNudged(**stamp(ms("10:45")), sitting_s=900)]
    site = desk(
        sitting("9:00", "9:45"), away("9:45", "9:55"), sitting("9:55", "10:20"), sitting("10:30", "10:50"), asked
    )
    limits = ChairSettings(
        nudge_s=limit_s, alert_s=7200, repeat_s=900, break_s=120, reset_s=300, uneven_points=10, uneven_s=300,
        shares_weight=False,
    )  # fmt: skip
    site.hub.receive("chairs/v1/desk/config", encode(limits))
    pieces = site.day().json["day"]["segments"]
    assert [piece["over"] for piece in pieces if piece["kind"] == "sitting"] == over
    told = [site.day(on).json for on in ("today", "2026-05-03")]
    assert [each["nudge_s"] for each in told] == [limit_s, max(limit_s, 1800)]
    assert [each["is_today"] for each in told] == [True, False]


def test_a_day_that_nobody_measured_has_no_figures_instead_of_zeros(desk):
    told = desk(*WORK).day("2026-05-03").json
    assert told["day"]["summary"] == "No sitting was measured"
    assert {told["figures"][name] for name in ("hours_sat", "off_seat_s", "shifts", "shifts_per_h", "shares")} == {None}


def test_a_first_quarter_of_an_hour_says_that_it_says_little(desk):
    told = desk(sitting("9:00", "9:08")).day().json
    assert told["thin"] == "Only 8 min of sitting so far: shares and rates say little yet"
    assert (told["figures"]["shifts_per_h"], told["figures"]["shares"]) == (None, None)
    assert desk(*WORK).day().json["thin"] == ""


def test_a_bout_over_midnight_is_on_both_days_and_on_each_only_with_its_part(desk):
    site = desk(sitting("23:30", "23:59")[:-1], [got_up(ms("23:59") + 31 * MIN, ms("23:30"))])
    assert site.day().json["day"]["sitting_s"] == 30 * 60
    assert [each["goes_on"] for each in site.day().json["day"]["segments"]] == [False]


def test_the_day_that_goes_on_is_told_by_the_chairs_clock(desk):
    site = desk(*WORK)
    site.hub.receive("chairs/v1/desk/availability", b"online")
    site.hub.receive("chairs/v1/desk/state", encode(state(at_ms=NOW_MS, bout_started_ms=ms("15:20"))))
    site.hub.receive("chairs/v1/desk/frame", encode(frame(NOW_MS)))
    told = site.day().json
    assert (told["is_today"], told["next"], told["day"]["bouts"]) == (True, None, 3)
    assert told["day"]["segments"][-1]["goes_on"]
    assert site.day("today").json == told


def test_a_day_that_has_not_begun_at_the_chair_or_is_none_is_refused_with_the_remedy(desk):
    site = desk(*WORK)
    site.hub.receive("chairs/v1/desk/frame", encode(frame(NOW_MS)))
    assert (site.day("2026-05-05").status, site.day("2026-02-30").status) == (404, 422)
    assert "has not begun" in site.day("2026-05-05").json["detail"]
    for wrong in ("yesterday", "0001-01-01", "2026-5-4", "20260504"):
        assert site.day(wrong).status == 422


def test_a_chair_that_nobody_knows_has_an_empty_day(desk):
    assert desk().get("/api/v1/chairs/nobody/day/2026-05-04").json["day"]["bouts"] == 0


def test_a_past_day_is_told_again_from_memory_until_the_store_changes_it(desk, monkeypatch):
    revision = 1
    monkeypatch.setattr("dashboard.web.today.history.revision", lambda *_: revision)
    site = desk(*WORK)
    assert site.day("2026-05-03").json["figures"]["shifts"] is None
    site.save(minute(ms("12:00") - 24 * 60 * MIN))
    assert site.day("2026-05-03").json["figures"]["measured_s"] == 0
    revision = 2
    assert site.day("2026-05-03").json["figures"]["measured_s"] == 60
