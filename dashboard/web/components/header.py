"""The bar on top: name, chair, colours, account."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.web.components.account import account
from dashboard.web.components.element import element

CHAIR_SELECT = "chair-select"


def header() -> Component:
    """Return the bar. The chair list is filled by the stream and shown when there are several."""
    logo = element(html.Span, className="logo", aria_hidden="true")
    brand = html.A([logo, html.Span("Sitwell")], href="/", className="brand")
    chairs = element(
        dmc.Select,
        id=CHAIR_SELECT,
        allowDeselect=False,
        aria_label="Chair",
        data_testid="chair-select",
    )
    theme = element(
        dmc.ColorSchemeToggle,
        lightIcon=html.Span(className="icon icon-moon"),
        darkIcon=html.Span(className="icon icon-sun"),
        variant="default",
        size="lg",
        aria_label="Switch between light and dark",
        data_testid="theme",
    )
    end = html.Div([html.Div(chairs, id="chair-choice", hidden=True), theme, account()], className="header-end")
    bar: Component = dmc.AppShellHeader(html.Div([brand, end], className="header"))
    return bar
