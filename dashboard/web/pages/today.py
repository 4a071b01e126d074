"""The page *Today*: one day of one chair."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.page_head import page_head


def layout() -> Component:
    """Return the page without values."""
    return html.Div([page_head("Today"), html.Div(id="today-page", className="cards")])
