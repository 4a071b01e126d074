"""A reminder on whatever page is open: a card in the corner. assets/js/reminder.js shows it while the chair prompts."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element


def toast() -> Component:
    """Return it hidden. It is no live region: the warning under the page's heading says the same, and is read aloud."""
    cross = element(html.Span, "\N{MULTIPLICATION SIGN}", aria_hidden="true")
    close = element(
        html.Button, cross, id="toast-close", className="button button-plain button-square", aria_label="Put away"
    )
    title = element(html.P, id="toast-title", className="toast-title")
    later = element(html.Button, "Ask again in 10 min", id="toast-later", className="button button-plain")
    go = element(html.Button, "Take a break", id="toast-break", className="button")
    parts = [
        html.Div([title, close], className="toast-head"),
        html.P(id="toast-text", className="toast-text"),
        html.Div([later, go], className="buttons"),
        element(html.P, id="toast-said", className="note toast-said", role="status"),
    ]
    return element(
        html.Aside, parts, id="toast", className="toast", hidden=True, aria_label="Reminder", data_testid="toast"
    )
