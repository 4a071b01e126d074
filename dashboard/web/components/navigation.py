"""The way from page to page: a bar at the side, on a phone at the bottom."""

from pathlib import Path
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element
from dashboard.web.pages.place import Place

ICONS = Path(__file__).parents[1] / "assets" / "icons"


def navigation(pages: tuple[Place, ...], shown: Place | None = None) -> Component:
    """Return a link to each page. The router (assets/js/router.js) marks the one that is shown."""
    links = [
        element(
            html.A,
            [icon(page.icon), html.Span(page.title)],
            href=page.path,
            className="nav-link",
            **({"aria_current": "page"} if page is shown else {}),
        )
        for page in pages
    ]
    return element(html.Nav, links, id="navigation", className="navigation", aria_label="Pages")


def icon(name: str) -> Component:
    """Return a drawn icon in the colour of its text, written into the page: a request each would be dearer."""
    picture = quote((ICONS / f"{name}.svg").read_text("utf-8").strip(), safe="")
    style = {"--picture": f'url("data:image/svg+xml,{picture}")'}
    return element(html.Span, className="icon", style=style, aria_hidden="true")
