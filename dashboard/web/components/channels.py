"""Where reminders go beside the page: a dialog on the page *Live*. assets/js/live/channels.js fills it."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element

ABOUT = (
    "A message to a phone, a chat or a mailbox, some time after the firm prompt and only while you go on sitting. "
    "Once for each limit; in a pause, a meeting or outside working hours none."
)


def open_channels() -> Component:
    """Return the button that opens the dialog."""
    return element(
        html.Button,
        "Phone, chat, mailbox",
        id="open-channels",
        className="button button-plain button-wide",
        aria_haspopup="dialog",
    )


def channels_dialog() -> Component:
    """Return the dialog, closed and without channels; the form's fields are made by the script too."""
    cross = element(html.Span, "\N{MULTIPLICATION SIGN}", aria_hidden="true")
    close = element(
        html.Button, cross, id="channels-close", className="button button-plain button-square", aria_label="Close"
    )
    title = html.H2("Reminders beside the page", id="channels-title", className="card-title")
    head = html.Div([title, close], className="card-head")
    listed = element(html.Ul, id="channels", className="channels", data_testid="channels")
    said = element(html.P, id="channels-said", className="note channels-said", role="status")
    form = html.Form(id="channels-form", className="channels-form")
    note = html.P(
        "The address is one of Apprise, which knows some 130 services, such as mailto://user:password@example.org. "
        "It is a secret: the desk keeps it and never shows it again.",
        className="note",
    )
    parts = [head, html.P(ABOUT, className="card-text"), listed, said, html.H3("Add a place"), form, note]
    return element(
        html.Dialog,
        parts,
        id="channels-dialog",
        className="dialog channels-dialog card",
        aria_labelledby="channels-title",
    )
