"""The card of the day: one drawn picture of bouts and breaks, with its legend."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import behind, card
from dashboard.web.components.element import element

LEGEND = (("sitting", "Sitting"), ("over", "Over the limit"), ("break", "Break"), ("unmeasured", "Not measured"))


def timeline(name: str, *, table: bool = False) -> Component:
    """Return the card, still without a picture; `table` adds the same in words."""
    legend = html.Ul([_entry(name, kind, text) for kind, text in LEGEND], className="legend")
    body = [
        element(html.Div, id=f"{name}-timeline", className="timeline", data_testid=f"{name}-timeline"),
        html.P(id=f"{name}-detail", className="timeline-detail"),
        *([behind(f"{name}-table", "The day as a table")] if table else []),
    ]
    return card("Today", "", body, name=name, aside=legend)


def _entry(name: str, kind: str, text: str) -> Component:
    key = element(html.Span, className=f"key key-{kind}", aria_hidden="true")
    return html.Li([key, html.Span(text, id=f"{name}-key-{kind}")])
