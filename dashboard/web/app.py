"""The Dash page: a skeleton of Dash's components, written as HTML by the server and filled by the page's own modules.

Nothing of Dash runs in the browser: there is no callback, so its scripts had nothing to do there (decision 0017).
"""

from functools import cache
from html import escape

import dash
import flask
from starlette.datastructures import Headers

from dashboard.locale.catalogue import Catalogue
from dashboard.web.components.frame import frame
from dashboard.web.components.markup import markup
from dashboard.web.language import VARY, language_of
from dashboard.web.pages import PAGES
from dashboard.web.pages.place import Place
from dashboard.web.served import ASSETS, lasting
from dashboard.web.words import words_path
from dashboard.words import N_

BY_PATH = {page.path: page for page in PAGES}

ABOUT = N_("What your chair measures")
NO_SCRIPT = N_("This page draws what the chair measures, and needs JavaScript for it.")
NO_PAGE = N_("No such page")


class ServedDash(dash.Dash):
    """Dash whose page is whole as the server sends it."""

    def index(self, *_args: object, **_kwargs: object) -> str:
        """Return the document for the path that is asked for; any other than a page's says that there is none."""
        asked = flask.request
        return _document(BY_PATH.get(asked.path), language_of(Headers(dict(asked.headers))))


def create_page() -> dash.Dash:
    """Return the Dash application. It is the same for every browser: what differs comes by the stream and the API."""
    page = ServedDash("sitwell", title="Sitwell", assets_folder=str(ASSETS), serve_locally=True)
    page.layout = frame(PAGES)
    page.server.after_request(_say_what_is_not)
    return page


@cache
def _document(page: Place | None, said: Catalogue) -> str:
    """Return a page as HTML. All pages stand in it, so that going to another asks for its figures only."""
    words = words_path(said.language)
    clock, mass = said.units
    units = ' data-clock="12"' * (clock == "12") + ' data-mass="lb"' * (mass == "lb")
    places = {
        "language": f' lang="{said.language}"' + (f' data-words="{words}"' if words else "") + units,
        "about": escape(said.text(ABOUT)),
        "title": f"{escape(said.text(page.title if page else NO_PAGE))} · Sitwell",
        "early": _early(page, words),
        "noscript": escape(said.text(NO_SCRIPT)),
        "page": markup(frame(PAGES, page), said.said),
    }
    text = (ASSETS / "index.html").read_text("utf-8")
    for place, content in places.items():
        text = text.replace(f"<!-- {place} -->", content)
    return lasting(text)


def _say_what_is_not(answer: flask.Response) -> flask.Response:
    """Set 404 where Dash answers a path with its page and there is no page of that path; say what a page goes by."""
    rule = flask.request.url_rule
    if rule is not None and rule.rule == "/<path:path>" and flask.request.path not in BY_PATH:
        answer.status_code = 404
    if answer.mimetype == "text/html":
        answer.headers["vary"] = VARY
    return answer


def _early(page: Place | None, words: str) -> str:
    """Return the links of what this page needs, so that the browser asks for all of it at once."""
    scripts = ASSETS / "js"
    files = sorted(scripts.glob("*.js"))
    if page:
        files += sorted((scripts / page.module).parent.glob("*.js"))
    paths = [f"/assets/{file.relative_to(ASSETS).as_posix()}" for file in files] + ([words] if words else [])
    links = [f'<link rel="modulepreload" href="{path}">' for path in paths]
    if page and page.style:
        links.insert(0, f'<link rel="stylesheet" href="/assets/{page.style}">')
    return "\n        ".join(links)
