"""The Dash page: a skeleton of Dash's components, written as HTML by the server and filled by the page's own modules.

Nothing of Dash runs in the browser: there is no callback, so its scripts had nothing to do there (decision 0017).
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

PLACES = ("<!-- title -->", "<!-- early -->", "<!-- page -->")
"""What index.html leaves open: the name of the page, links to what it needs, and what stands on it."""


class ServedDash(dash.Dash):
    """Dash whose page is whole as the server sends it."""

    def index(self, *_args: object, **_kwargs: object) -> str:
        """Return the document for the path that is asked for; any other than a page's says that there is none."""
        return _document(BY_PATH.get(flask.request.path))


def create_page() -> dash.Dash:
    """Return the Dash application. It is the same for every browser: what differs comes by the stream and the API."""
    page = ServedDash("sitwell", title="Sitwell", assets_folder=str(ASSETS), serve_locally=True)
    page.layout = frame(PAGES)
    page.server.after_request(_say_what_is_not)
    return page


@cache
def _document(page: Place | None) -> str:
    """Return a page as HTML. All pages stand in it, so that going to another asks for its figures only."""
    title = f"{page.title} · Sitwell" if page else "No such page · Sitwell"
    text = (ASSETS / "index.html").read_text("utf-8")
    for place, content in zip(PLACES, (title, _early(page), markup(frame(PAGES, page))), strict=True):
        text = text.replace(place, content)
    return text


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
