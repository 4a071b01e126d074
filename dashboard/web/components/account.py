"""Who is here, and in which language: a small menu in the bar. assets/js/account.js fills it.

An open desk has no accounts: there it is about the language alone.
"""

from dash import html
from dash.development.base_component import Component

from dashboard.locale.catalogue import LANGUAGES, catalogue
from dashboard.web.components.element import element


def account() -> Component:
    """Return the menu, hidden until it is known who is here."""
    initial = element(html.Span, id="account-initial", aria_hidden="true")
    button = element(html.Summary, initial, className="account-button", aria_label="Language")
    name = html.P(id="account-name", className="account-name")
    link = html.A("Your account", id="account-link", href="/account", className="account-item")
    log_out = html.Div(id="account-log-out")  # a form that the browser posts itself
    menu = html.Div([name, link, _languages(), log_out], className="account-menu")
    return element(html.Details, [button, menu], id="account", className="account", hidden=True)


def _languages() -> Component:
    """Return a form with a button for each language, in its own words; account.js adds where it leads back to."""
    buttons = [
        element(
            html.Button, catalogue(each).name, name="language", value=each, lang=each, className="account-item language"
        )
        for each in LANGUAGES
    ]
    return element(
        html.Form,
        buttons,
        id="languages",
        className="languages",
        method="post",
        action="/language",
        aria_label="Language",
    )
