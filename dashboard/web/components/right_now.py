"""The card that moves: the seat from above, the sitting timer, posture, balance and the day's total."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import card
from dashboard.web.components.element import NOTHING, element

WAITING = "Waiting for the first measurement"


def right_now() -> Component:
    """Return the card, still without values."""
    seat = element(html.Div, id="seat", className="seat", data_testid="seat")
    body = html.Div([seat, _readings()], className="right-now")
    return card("Right now", "The seat from above and how the load is shared", [body], name="now", aside=_pill())


def _pill() -> Component:
    dot = element(html.Span, className="pill-dot", aria_hidden="true")
    text = html.Span(WAITING, id="connection-text")
    return element(
        html.Span,
        [dot, text],
        id="connection",
        className="pill",
        role="status",
        data_testid="connection",
        data_status="waiting",
    )


def _readings() -> Component:
    progress = element(
        html.Div,
        id="progress",
        className="dial-ring",
        role="progressbar",
        aria_label="Progress to the next break",
        aria_valuemin="0",
        aria_valuemax="100",
        aria_valuenow="0",
    )
    time = element(html.P, NOTHING, id="timer", className="timer", role="timer", data_testid="timer")
    words = html.Div([html.P("Sitting for", id="timer-label", className="label"), time], className="dial-words")
    names = {"Posture": "posture", "Left / right": "balance", "Sitting today": "today", "Breaks today": "breaks"}
    figures = [_figure(label, name) for label, name in names.items()]
    return html.Div(
        [
            html.Div([progress, words], className="dial"),
            element(html.P, id="next-break", className="next-break", data_testid="next-break"),
            html.P(id="timer-note", className="note"),
            html.Dl(figures, className="figures"),
        ],
        className="readings",
    )


def _figure(label: str, name: str) -> Component:
    return html.Div([html.Dt(label), element(html.Dd, NOTHING, id=name, data_testid=name)], className="figure")
