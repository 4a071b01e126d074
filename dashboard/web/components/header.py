"""The bar on top: name, chair, colours, account."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.account import account
from dashboard.web.components.element import element


def header() -> Component:
    """Return the bar. The chair list is made and filled by assets/js/chairs.js, and shown when there are several."""
    logo = element(html.Span, className="logo", aria_hidden="true")
    brand = html.A([logo, html.Span("Sitwell")], href="/", className="brand")
    chairs = element(html.Div, id="chair-choice", className="chair-choice", hidden=True)
    icons = [element(html.Span, className=f"icon icon-{name}", aria_hidden="true") for name in ("moon", "sun")]
    theme = element(
        html.Button,
        icons,
        id="theme",
        className="button button-plain button-square",
        aria_label="Switch between light and dark",
        data_testid="theme",
    )
    return html.Header(
        html.Div([brand, html.Div([chairs, theme, account()], className="header-end")], className="header")
    )
