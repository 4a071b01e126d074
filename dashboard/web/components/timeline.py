"""The card of the day: one drawn picture of bouts and breaks, with its legend."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import card
from dashboard.web.components.element import element

LEGEND = (("sitting", "Sitting"), ("over", "Over the limit"), ("break", "Break"), ("unmeasured", "Not measured"))


def timeline() -> Component:
    """Return the card, still without a picture."""
    legend = html.Ul([_entry(kind, text) for kind, text in LEGEND], className="legend")
    body = [
        element(html.Div, id="timeline", className="timeline", data_testid="timeline"),
        html.P(id="timeline-detail", className="timeline-detail"),
    ]
    return card("Today", "", body, name="day", aside=legend)


def _entry(kind: str, text: str) -> Component:
    key = element(html.Span, className=f"key key-{kind}", aria_hidden="true")
    return html.Li([key, html.Span(text, id=f"key-{kind}")])
