"""A card: a titled box, the only kind of box that the pages use."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element


def card(
    title: str, subtitle: str, body: Sequence[Component], *, name: str, aside: Component | None = None
) -> Component:
    """Return a card. `name` makes its ids: <name>-card, <name>-title, <name>-sub; `aside` stands beside the title."""
    words = [
        html.H2(title, id=f"{name}-title", className="card-title"),
        html.P(subtitle, id=f"{name}-sub", className="card-sub"),
    ]
    head = html.Div([html.Div(words), *([aside] if aside else [])], className="card-head")
    return element(html.Section, [head, *body], id=f"{name}-card", className="card", aria_labelledby=f"{name}-title")
