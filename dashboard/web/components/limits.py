"""What the chair goes by, and a word when it is no real chair."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import card
from dashboard.web.components.element import element


def limits() -> Component:
    """Return the card of the limits in force; its rows come with the chair's settings."""
    rows = element(html.Dl, id="limits", className="rows", data_testid="limits")
    return card("Limits", "In force at the chair", [rows], name="limits")


def simulated() -> Component:
    """Return the note that the chair is simulated, hidden until a chair says so."""
    words = [html.H2("Simulated chair", className="card-title"), html.P(id="simulated-text", className="card-text")]
    return element(
        html.Section, words, id="simulated", className="card card-note", hidden=True, data_testid="simulated"
    )
