"""A card: a titled box, the only kind of box that the pages use."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About, about
from dashboard.web.components.element import element


def card(  # noqa: PLR0913 - all but the first three may be left out
    title: str,
    subtitle: str | None,
    body: Sequence[Component],
    *,
    name: str,
    aside: Component | None = None,
    text: About | None = None,
) -> Component:
    """Return a card. `name` makes its ids: <name>-card, <name>-title, <name>-sub; `aside` stands beside the title.

    A subtitle of "" comes later, and its line is kept free; None is none. `text` is what it shows and whose findings
    that rests on, behind a small button.
    """
    heading = html.H2(title, id=f"{name}-title", className="card-title")
    words = [
        html.Div([heading, about(title, text)], className="card-name") if text else heading,
        *([] if subtitle is None else [html.P(subtitle, id=f"{name}-sub", className="card-sub")]),
    ]
    head = html.Div([html.Div(words), *([aside] if aside is not None else [])], className="card-head")
    return element(html.Section, [head, *body], id=f"{name}-card", className="card", aria_labelledby=f"{name}-title")


def behind(name: str, summary: str) -> Component:
    """Return the table behind a picture, closed; its content comes into the element with the id `name`."""
    place = element(html.Div, id=name, className="table-scroll", tabIndex="0", role="region", aria_label=summary)
    return html.Details([html.Summary(summary), place], className="behind")
