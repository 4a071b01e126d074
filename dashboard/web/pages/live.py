"""The page *Live*: what the chair measures now, and the day so far."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element
from dashboard.web.components.limits import limits, simulated
from dashboard.web.components.right_now import right_now
from dashboard.web.components.timeline import timeline


def layout() -> Component:
    """Return the page without values; the stream brings them."""
    head = html.Div([html.H1("Live"), html.P(id="chair-name", className="subtitle")], className="page-head")
    warnings = element(
        html.Div, id="warnings", className="warnings", role="status", aria_live="polite", data_testid="warnings"
    )
    side = html.Div([simulated(), limits()], className="side")
    cards = html.Div([right_now(), side, timeline()], id="cards", className="cards")
    return html.Div([head, warnings, _no_chair(), cards], id="live")


def _no_chair() -> Component:
    words = [
        element(html.Span, className="logo logo-large", aria_hidden="true"),
        html.H2("No chair has been heard yet", className="card-title"),
        html.P(
            "Switch a chair on, or start a simulated one with scripts/demo. It appears here by itself.",
            className="card-text",
        ),
        html.P(id="no-chair-broker", className="card-text"),
    ]
    return element(html.Section, words, id="no-chair", className="card no-chair", hidden=True, data_testid="no-chair")
