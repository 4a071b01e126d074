"""The desk for its owners: how long it keeps what, and copies of its store."""

import asyncio
import sqlite3
import stat

import pytest

from dashboard.errors import StoreError
from dashboard.store import copies
from dashboard.store.backup import check
from dashboard.store.retention import Kept
from dashboard.web.api.upkeep import Upkeep, by_child, here
from tests.dashboard.api_desk import JSON, ApiSite, filled
from tests.dashboard.doors import EVERYBODY, DoorFor

DESK, BACKUPS = "/api/v1/desk", "/api/v1/desk/backups"


@pytest.fixture
def url(tmp_path):
    return filled(tmp_path)


def post(site):
    return site.get(BACKUPS, method="POST", body=b"{}", **JSON)


def test_what_goes_next_is_counted_before_it_goes(url):
    told = ApiSite(url, upkeep=Upkeep(Kept(minutes_days=0, events_days=2, quarters_days=800), here)).get(DESK).json
    assert told["minutes"] == {"days": 0, "beyond": 0}
    assert told["events"]["days"] == 2
    assert told["quarters"]["beyond"] == 0
    with sqlite3.connect(url.removeprefix("sqlite:///")) as store:
        store.execute("UPDATE events SET at_ms = at_ms - 3 * 86400000")
        moved = store.total_changes
    store.close()
    later = ApiSite(url, upkeep=Upkeep(Kept(minutes_days=0, events_days=2, quarters_days=800), here)).get(DESK).json
    assert later["events"]["beyond"] == moved > 0


def test_a_copy_is_whole_its_owners_alone_and_listed(url, tmp_path):
    site = ApiSite(url)
    made = post(site)
    assert made.status == 201
    file = tmp_path / "backups" / made.json["name"]
    check(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    told = site.get(DESK).json
    assert told["backups"] == [made.json]
    assert (told["folder"], told["database"]) == (str(tmp_path / "backups"), "SQLite")


def test_a_second_copy_in_the_same_second_is_refused_and_the_first_stays(url):
    site = ApiSite(url)
    first = post(site).json
    again = post(site)
    assert again.status == 503
    assert "there is such a file already" in again.json["detail"]
    assert site.get(DESK).json["backups"] == [first]


def test_a_disk_is_not_filled_with_copies(url, tmp_path, monkeypatch):
    (tmp_path / "backups").mkdir()
    for number in range(copies.MOST):
        (tmp_path / "backups" / f"sitwell-{number}.db").write_bytes(b"")
    assert "move or delete some" in post(ApiSite(url)).json["detail"]
    for number in range(copies.MOST):
        (tmp_path / "backups" / f"sitwell-{number}.db").unlink()
    monkeypatch.setattr(copies, "ROOM", 1e12)
    assert "make room" in post(ApiSite(url)).json["detail"]
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_is_made_by_a_process_of_its_own(url, tmp_path):
    target = tmp_path / "copy.db"
    asyncio.run(by_child(copies.Order(url, str(target))))
    check(target)
    with pytest.raises(StoreError, match="there is such a file already"):
        asyncio.run(by_child(copies.Order(url, str(target))))


def test_postgresql_is_copied_by_its_own_program():
    there = "postgresql+psycopg://sitwell@db.example/sitwell"
    assert copies.folder_of(there) is None
    assert copies.copies(there) == []
    with pytest.raises(StoreError, match="pg_dump"):
        copies.order(there, 0)


def test_only_owners_see_the_desk_and_copy_it(url):
    statuses = [
        (ApiSite(url, DoorFor(person)).get(DESK).status, post(ApiSite(url, DoorFor(person))).status)
        for person in EVERYBODY
    ]
    assert statuses == [(401, 401), (404, 404), (404, 404), (200, 201)]


def test_another_web_site_makes_no_copy(url, tmp_path):
    site = ApiSite(url)
    assert site.get(BACKUPS, method="POST", body=b"", **{"content-type": "text/plain"}).status == 415
    assert site.get(BACKUPS, method="POST", body=b"{}", **JSON, **{"sec-fetch-site": "cross-site"}).status == 403
    assert not (tmp_path / "backups").exists()
