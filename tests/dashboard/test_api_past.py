"""What the API tells of a chair's past. The numbers follow from the hour in `api_desk`, by hand."""

import pytest

from contract.codec import encode
from tests.dashboard.api_desk import HOUR_MS, MIDNIGHT_MS, MINUTE_MS, QUARTER_MS, SAT_MS, UP_MS, ApiSite, filled
from tests.dashboard.messages import meta, state

DESK = "/api/v1/chairs/desk"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return ApiSite(filled(tmp_path_factory.mktemp("desk")))


def pages(site, target, limit):
    """Yield the pages of an answer, as a program would ask for them."""
    cursor = ""
    for _ in range(100):
        answer = site.get(f"{DESK}/{target}&limit={limit}{cursor}")
        assert answer.status == 200, answer.body
        yield answer.json
        if answer.json["next"] is None:
            return
        cursor = f"&cursor={answer.json['next']}"
    raise AssertionError("the pages do not end")


def test_a_chair_is_told_with_its_zone_and_what_it_last_said(site):
    site.hub.receive("chairs/v1/desk/state", encode(state(at_ms=SAT_MS, presence="occupied")))
    told = site.get(DESK).json
    assert (told["id"], told["name"], told["zone"], told["online"]) == ("desk", "Anna's chair", "Europe/Berlin", False)
    assert told["state"]["presence"] == "occupied"
    assert told["settings"] is None
    assert told["last_heard_ms"] == SAT_MS + 59 * MINUTE_MS


def test_a_chair_that_nobody_heard_of_is_404_and_the_remedy_is_named(site):
    for path in ("", "/minutes", "/days", "/figures", "/export", "/data"):
        answer = site.get(f"/api/v1/chairs/nobody{path}")
        assert (answer.status, "GET /api/v1/chairs lists them" in answer.json["detail"]) == (404, True)


def test_minutes_come_as_the_chair_told_them_and_only_those_of_the_time_asked_for(site):
    told = site.get(f"{DESK}/minutes?from={SAT_MS}&to={SAT_MS + 2 * MINUTE_MS}").json
    assert (told["from_ms"], told["to_ms"], told["zone"], told["next"]) == (
        SAT_MS,
        SAT_MS + 2 * MINUTE_MS,
        "Europe/Berlin",
        None,
    )
    assert [row["at_ms"] for row in told["rows"]] == [SAT_MS, SAT_MS + MINUTE_MS]
    assert told["rows"][0]["occupied_s"] == 60.0
    assert told["rows"][0]["cop_lateral"] is None


def test_a_day_is_the_chairs_own_and_the_last_one_is_in_it(site):
    told = site.get(f"{DESK}/minutes?from=2026-07-21&to=2026-07-22&limit=5000").json
    assert (told["from_ms"], told["to_ms"]) == (MIDNIGHT_MS - 24 * HOUR_MS, MIDNIGHT_MS + 24 * HOUR_MS)
    assert len(told["rows"]) == 60
    assert site.get(f"{DESK}/minutes?from=2026-07-21&to=2026-07-21").json["rows"] == []


def test_an_instant_may_have_an_offset_and_without_one_is_the_chairs(site):
    for text in ("2026-07-22T09:00:00", "2026-07-22T07:00:00Z", "2026-07-22T09:00:00%2B02:00", "2026-07-22T09:00"):
        assert site.get(f"{DESK}/minutes?from={text}&to=2026-07-22").json["from_ms"] == SAT_MS


@pytest.mark.parametrize("kind", ["minutes", "events", "bouts", "quarters"])
@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_have_every_row_once_whatever_their_size(site, kind, limit):
    rows = [row for page in pages(site, f"{kind}?from=0", limit) for row in page["rows"]]
    times = [row.get("start_ms", row.get("at_ms")) for row in rows]
    assert times == sorted(times)
    assert len(rows) == {"minutes": 61, "events": 4, "bouts": 1, "quarters": 4}[kind]
    assert len({str(row) for row in rows}) == len(rows)


def test_events_tell_what_happened(site):
    rows = site.get(f"{DESK}/events?from=2026-07-22").json["rows"]
    assert [row["kind"] for row in rows] == ["bout_started", "uneven_started", "cell_failed", "bout_ended"]
    assert (rows[1]["side"], rows[3]["duration_s"]) == ("left", 2400.0)


def test_a_bout_is_told_whole_and_in_the_chairs_time(site):
    told = site.get(f"{DESK}/bouts?from={UP_MS - 1}&to={UP_MS}").json["rows"]
    assert told == [
        {
            "start_ms": SAT_MS,
            "start": "2026-07-22T09:00:00.000+02:00",
            "end_ms": UP_MS,
            "end": "2026-07-22T09:40:00.000+02:00",
            "sitting_s": 2400.0,
            "goes_on": False,
        }
    ]


def test_a_balance_that_nobody_knows_is_null(site):
    rows = site.get(f"{DESK}/quarters?from=2026-07-22").json["rows"]
    assert [row["at_ms"] for row in rows] == [SAT_MS + n * QUARTER_MS for n in range(4)]
    assert [row["cop_lateral"] for row in rows] == [None, -0.5, None, None]


def test_the_figures_of_a_day_are_those_that_follow_from_its_quarters_and_bouts(site):
    day = site.get(f"{DESK}/days?from=2026-07-22").json["rows"][0]
    assert (day["on"], day["start_ms"], day["end_ms"]) == ("2026-07-22", MIDNIGHT_MS, MIDNIGHT_MS + 24 * HOUR_MS)
    assert (day["occupied_s"], day["measured_s"], day["bouts"], day["longest_bout_s"]) == (2400.0, 3600.0, 1, 2400.0)
    assert (day["in_long_s"], day["in_longer_s"]) == (2400.0, 0.0)
    assert (day["shifts"], day["shifts_per_h"]) == (3, 4.5)
    assert (day["centred_share"], day["left_share"]) == (0.5, 0.5)
    assert day["asymmetry_pct"] == 50.0


def test_a_day_that_nobody_measured_is_null_and_never_zero(site):
    unseen = site.get(f"{DESK}/days?from=2026-07-21&to=2026-07-21").json["rows"][0]
    known = {"on", "start_ms", "end_ms", "measured_s", "unmeasured_s"}
    assert {name: value for name, value in unseen.items() if value is not None}.keys() == known
    assert unseen["measured_s"] == 0.0


def test_a_day_that_was_measured_and_not_sat_is_zero_and_not_null(site):
    empty = site.get(f"{DESK}/days?from=2026-07-20&to=2026-07-20").json["rows"][0]
    assert (empty["measured_s"], empty["occupied_s"], empty["bouts"], empty["longest_bout_s"]) == (60.0, 0.0, 0, None)


def test_days_begin_with_the_chairs_first_and_end_with_today(site):
    days = [row["on"] for page in pages(site, "days?from=2020-01-01&to=2030-01-01", 2) for row in page["rows"]]
    assert days == ["2026-07-20", "2026-07-21", "2026-07-22"]


def test_a_period_with_too_few_days_says_nothing(site):
    told = site.get(f"{DESK}/figures?from=2026-07-20&to=2026-07-22").json
    assert (told["first"], told["last"], told["against_first"]) == ("2026-07-20", "2026-07-22", None)
    assert told["figures"]["occupied_s"] == {
        "value": None,
        "days": 0,  # none has an hour of sitting
        "against": None,
        "against_days": 0,
        "change": None,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("minutes?from=yesterday", "from"),
        ("minutes?to=2026-13-01", "to"),
        ("minutes?from=2026-07-22&to=2026-07-01", "from"),
        ("minutes?to=99999999999999999999", "to"),
        ("minutes?from=2150-01-01", "from"),
        ("minutes?limit=0", "limit"),
        ("minutes?limit=5001", "limit"),
        ("minutes?cursor=5", "cursor"),
        ("events?cursor=1.0123456789abcdef.9999999999999999999", "cursor"),
        ("bouts?cursor=1.0123456789abcdef.5", "cursor"),
        ("days?cursor=5", "cursor"),
        ("figures?against_from=2026-07-01", "against_from"),
        ("figures?from=2020-01-01", "from"),
        ("figures?against_from=%00&against_to=2026-07-01", "from"),
        ("export?format=xlsx", "format"),
        ("export?kind=weights", "kind"),
    ],
)
def test_what_cannot_be_is_422_with_the_field_and_a_remedy_in_one_shape(site, query, field):
    answer = site.get(f"{DESK}/{query}")
    assert (answer.status, answer.json.keys(), answer.json["field"]) == (422, {"detail", "field"}, field)
    assert answer.json["detail"].startswith(f"{field}: ")


def test_a_chair_whose_zone_there_is_not_has_days_in_utc(site):
    site.hub.receive("chairs/v1/lab/meta", encode(meta("lab", zone="Mars/Olympus")))
    told = site.get("/api/v1/chairs/lab/days").json
    assert (told["zone"], told["rows"], told["next"]) == ("UTC", [], None)
