"""What makes the page a program: the manifest, its icons, and the service worker."""

import re
import struct

import pytest

from dashboard.web import installable, served
from dashboard.web.access.door import OpenDoor
from dashboard.web.pages import PAGES
from tests.dashboard.doors import DoorFor
from tests.dashboard.test_server import Site


@pytest.fixture
def site(tmp_path):
    return Site(f"sqlite:///{tmp_path}/none.db", None, DoorFor(None))


def test_the_manifest_is_for_whoever_asks_and_its_icons_have_the_sizes_it_says(site):
    manifest = site.get("/manifest.webmanifest").json
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        answer = site.get(icon["src"])
        assert answer.body.startswith(b"\x89PNG")
        assert "x".join(map(str, struct.unpack(">II", answer.body[16:24]))) == icon["sizes"]


def test_the_worker_is_for_the_whole_site_and_everything_it_keeps_at_once_is_there(tmp_path):
    site = Site(f"sqlite:///{tmp_path}/none.db", None, OpenDoor())
    answer = site.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert '"/report"' in answer.body.decode()
    at = served.prefix()
    assert {"/", f"{at}frame.css", f"{at}js/main.js", f"{at}js/today/page.js"} <= set(installable.shell())
    assert not {f"{at}worker.js", f"{at}tokens.css"} & set(installable.shell())
    for path in installable.shell():
        assert site.get(path).status == 200, path


def test_a_browser_may_have_worker_and_manifest_from_here_alone(site):
    policy = site.get("/robots.txt").headers["content-security-policy"].split("; ")
    assert {"worker-src 'self'", "manifest-src 'self'"} <= set(policy)


def test_another_byte_in_an_asset_is_another_build(tmp_path, monkeypatch):
    monkeypatch.setattr(served, "ASSETS", tmp_path)
    builds = set()
    for content in ("1", "1", "2"):
        (tmp_path / "a.js").write_text(content)
        served.build.cache_clear()
        builds.add((served.build(), installable.build()))
    served.build.cache_clear()
    assert len(builds) == 2
    assert len({of_files for of_files, _ in builds}) == len({of_all for _, of_all in builds}) == 2


def test_the_worker_keeps_no_answer_but_state_and_day():
    worker = (installable.ASSETS / "worker.js").read_text("utf-8")
    kept = re.compile(re.search(r"const ANSWER = /(.*)/;", worker)[1].replace(r"\/", "/"))
    for path in ("", "/desk", "/desk/today", "/desk/day/today"):
        assert kept.fullmatch(f"/api/v1/chairs{path}"), path
    for path in ("/desk/data", "/desk/day/2026-07-22", "/desk/minutes", "/desk/commands/tare", "/desk/report"):
        assert not kept.fullmatch(f"/api/v1/chairs{path}"), path
    assert len(PAGES) > 3
