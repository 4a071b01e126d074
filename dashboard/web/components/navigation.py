"""The way from page to page: a bar at the side; on a phone one at the bottom, with the rarer pages behind *More*."""

from pathlib import Path
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element
from dashboard.web.pages.place import Place

ICONS = Path(__file__).parents[1] / "assets" / "icons"


def navigation(pages: tuple[Place, ...], shown: Place | None = None) -> Component:
    """Return a link to each page. The router (assets/js/router.js) marks the one that is shown."""
    links = [_link(page, current=page is shown) for page in pages if not page.more]
    rest = [_link(page, current=page is shown) for page in pages if page.more]
    if rest:
        opener = element(
            html.Button,
            [icon("more"), html.Span("More")],
            id="nav-more",
            className="nav-link nav-more",
            type="button",
            aria_expanded="false",
            aria_controls="nav-rest",
        )
        links += [opener, element(html.Div, rest, id="nav-rest", className="nav-rest")]
    return element(html.Nav, links, id="navigation", className="navigation", aria_label="Pages")


def _link(page: Place, *, current: bool) -> Component:
    more: dict[str, str] = {"aria_current": "page"} if current else {}
    if page.roles:
        more["data_roles"] = " ".join(page.roles)  # navigation.css hides it from the others
    return element(
        html.A,
        [icon(page.icon), html.Span(page.title)],
        href=page.path,
        className="nav-link",
        data_page=page.name,
        **more,
    )


def icon(name: str) -> Component:
    """Return a drawn icon in the colour of its text, written into the page: a request each would be dearer."""
    picture = quote((ICONS / f"{name}.svg").read_text("utf-8").strip(), safe="")
    style = {"--picture": f'url("data:image/svg+xml,{picture}")'}
    return element(html.Span, className="icon", style=style, aria_hidden="true")
