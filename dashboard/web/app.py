"""The Dash page: a skeleton that the page's own modules fill from the stream and the API.

There is no Dash callback and no library of components: half of the bytes of a first visit would be theirs.
"""

from functools import cache
from pathlib import Path

import dash
import flask

from dashboard.web.components.frame import frame
from dashboard.web.components.markup import markup
from dashboard.web.pages import PAGES
from dashboard.web.pages.place import Place

ASSETS = Path(__file__).parent / "assets"
BY_PATH = {page.path: page for page in PAGES}

UNUSED = ("/dash/dcc/", "/dash/dash_table/", "/deps/polyfill@")
"""Scripts that Dash always adds and this page never calls: 160 kB of 572, compressed."""

ENTRY = '<div id="react-entry-point" hidden></div>'
"""Where Dash draws. assets/js/main.js shows it when all stands, in place of `_first`."""

VIEWPORT = {"name": "viewport", "content": "width=device-width, initial-scale=1, viewport-fit=cover"}
"""The whole screen of a phone; the style keeps clear of its notch and its bar."""


class LeanDash(dash.Dash):
    """Dash without the scripts that the page does not use, and with those of the page that was asked for at once."""

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash calls it with these keywords
        """Return the first HTML of the page."""
        scripts = (line for line in parts["scripts"].splitlines() if not any(part in line for part in UNUSED))
        parts["scripts"] = "\n".join(scripts)
        page = BY_PATH.get(flask.request.path) if flask.has_request_context() else None
        parts["app_entry"] = _first(page) + ENTRY
        parts["title"] = f"{page.title} · Sitwell" if page else "Sitwell"
        index: str = super().interpolate_index(**parts)  # type: ignore[no-untyped-call]  # Dash leaves it untyped
        return index.replace("<!-- early -->", _early(page))


def create_page() -> dash.Dash:
    """Return the Dash application. It is the same for every browser: what differs comes by the stream."""
    page = LeanDash(
        "sitwell",
        title="Sitwell",
        update_title="",
        meta_tags=[VIEWPORT],
        assets_folder=str(ASSETS),
        assets_ignore=r".*",  # named in index.html, because modules must not be loaded twice
        index_string=(ASSETS / "index.html").read_text("utf-8"),
        serve_locally=True,
    )
    page.layout = frame(PAGES)
    page.server.after_request(_say_what_is_not)
    return page


@cache
def _first(page: Place | None) -> str:
    """Return what a browser shows until Dash has drawn the same: a phone on a slow line waits seconds for that."""
    return f'<div id="first">{markup(frame(PAGES, page))}</div>' if page else ""


def _say_what_is_not(answer: flask.Response) -> flask.Response:
    """Set 404 where Dash answers a path with its page and there is no page of that path."""
    rule = flask.request.url_rule
    if rule is not None and rule.rule == "/<path:path>" and flask.request.path not in BY_PATH:
        answer.status_code = 404
    return answer


def _early(page: Place | None) -> str:
    """Return the links of what this page needs, so that the browser asks for all of it at once."""
    scripts = ASSETS / "js"
    files = sorted(scripts.glob("*.js"))
    if page:
        files += sorted((scripts / page.module).parent.glob("*.js"))
    links = [f'<link rel="modulepreload" href="/assets/{file.relative_to(ASSETS).as_posix()}">' for file in files]
    if page and page.style:
        links.insert(0, f'<link rel="stylesheet" href="/assets/{page.style}">')
    return "\n        ".join(links)
