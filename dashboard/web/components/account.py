"""Who is logged in: a small menu in the bar. assets/js/account.js fills it; an open desk shows none."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element


def account() -> Component:
    """Return the menu, hidden until it is known who is here."""
    initial = element(html.Span, id="account-initial", aria_hidden="true")
    button = element(html.Summary, initial, className="account-button", aria_label="Account")
    name = html.P(id="account-name", className="account-name")
    link = html.A("Your account", href="/account", className="account-item")
    log_out = html.Div(id="account-log-out")  # a form that the browser posts itself
    menu = html.Div([name, link, log_out], className="account-menu")
    return element(html.Details, [button, menu], id="account", className="account", hidden=True)
