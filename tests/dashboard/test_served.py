"""The page's own files: kept for good under the build's name, and nothing but them is sent."""

import gzip
import re

import pytest

from dashboard.web import served
from tests.dashboard.doors import DoorFor
from tests.dashboard.test_server import Site

FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return Site(f"sqlite:///{tmp_path_factory.mktemp('none')}/none.db", None, DoorFor(None))


def test_a_file_of_this_build_is_kept_for_good_and_one_of_any_other_is_asked_for_each_time(site):
    assert site.get(f"{served.prefix()}js/main.js").headers["cache-control"] == FOR_GOOD
    for path in ("/assets/js/main.js", "/assets/00000000/js/main.js"):
        answer = site.get(path)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
        assert answer.body == (served.ASSETS / "js" / "main.js").read_bytes()


def test_a_browser_that_has_a_file_does_not_get_it_again(site):
    tag = site.get("/assets/js/main.js").headers["etag"]
    again = site.get("/assets/js/main.js", **{"if-none-match": f"W/{tag}"})
    assert (again.status, again.body) == (304, b"")
    assert site.get("/assets/js/main.js", **{"if-none-match": '"other"'}).status == 200


def test_the_style_of_all_pages_is_one_file_with_everything_in_it(site):
    style = site.get(f"{served.prefix()}frame.css", **{"accept-encoding": "gzip"})
    assert (style.headers["content-encoding"], style.headers["content-type"]) == ("gzip", "text/css; charset=utf-8")
    text = gzip.decompress(style.body).decode()
    for name in served.FRAME_STYLES:
        assert (served.ASSETS / f"{name}.css").read_text("utf-8") in text


def test_what_is_not_made_smaller_by_packing_is_sent_as_it_is(site):
    icon = site.get("/assets/icons/app-192.png", **{"accept-encoding": "gzip"})
    assert (icon.headers["content-type"], icon.headers.get("content-encoding")) == ("image/png", None)
    assert icon.body == (served.ASSETS / "icons" / "app-192.png").read_bytes()


@pytest.mark.parametrize(
    "path", ["nothing.js", "js", "", "00000000/", "00000000/00000000/js/main.js", "js/../../app.py"]
)
def test_there_is_no_other_file(site, path):
    assert site.get(f"/assets/{path}").status in {401, 404}


def test_every_address_of_a_file_in_the_page_is_a_lasting_one():
    html = '<link href="/assets/a.css"><section data-module="/assets/js/x.js">'
    assert re.findall(r'"(/assets/[^"]*)"', served.lasting(html)) == [
        f"{served.prefix()}a.css",
        f"{served.prefix()}js/x.js",
    ]
