"""The page *Chairs*: all chairs as things to look after. Nothing of who sits on them is asked for, or shown."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element
from dashboard.web.components.field import field


def layout() -> Component:
    """Return the page without values; assets/js/devices/page.js fetches them."""
    words = html.Div(
        [
            element(html.H1, "Chairs", tabIndex="-1"),
            html.P("Those that need care come first. Who sits on them is not shown here.", className="subtitle"),
        ]
    )
    note = element(html.P, id="devices-note", className="page-note", role="status", data_testid="devices-note")
    search = field("devices-search", "Search", type="search", autoComplete="off")
    found = element(html.P, id="devices-found", className="field-note", role="status")
    head = html.Div([search, found], className="devices-head")
    listed = html.Ul(id="devices", className="devices")
    return html.Div([html.Div([words], className="page-head"), note, head, listed])
