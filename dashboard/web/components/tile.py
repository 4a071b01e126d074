"""A figure with its unit, a word beside it, what it means, and a place for a small picture."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About, about
from dashboard.web.components.element import NOTHING, element


def tile(name: str, title: str, text: About, *, ring: bool = False) -> Component:
    """Return a tile. `name` makes its ids: <name>-picture, <name>-value, <name>-note. `ring`: its picture is one."""
    heading = html.H2(title, id=f"{name}-title", className="tile-title")
    head = html.Div([heading, about(title, text)], className="tile-head")
    value = element(html.P, NOTHING, id=f"{name}-value", className="tile-value", data_testid=name)
    words = html.Div([value, html.P(id=f"{name}-note", className="tile-note")], className="tile-words")
    body = html.Div([words, html.Div(id=f"{name}-picture", className="tile-picture")], className="tile-body")
    kind = "card tile tile-ring" if ring else "card tile"
    return element(html.Section, [head, body], className=kind, aria_labelledby=f"{name}-title")
