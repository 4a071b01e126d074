"""What the chair does about long sitting, in words, and what can be asked of it."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import card
from dashboard.web.components.channels import open_channels
from dashboard.web.components.element import NOTHING, element


def reminders() -> Component:
    """Return the card; assets/js/live/reminders.js fills it and lets its buttons speak to the chair."""
    cue = element(html.P, NOTHING, id="cue", className="cue", data_testid="cue", data_level="off")
    buttons = [
        _button("snooze", "Snooze 10 min"),
        _button("pause", "Pause an hour"),
        _button("resume", "End the pause", hidden=True),
    ]
    said = element(html.P, id="reminders-said", className="note", role="status", data_testid="reminders-said")
    note = html.P(id="cue-note", className="note")
    body = [cue, note, html.Div(buttons, className="buttons"), _meeting(), said, _ways()]
    return card("Reminders", "What the chair does about long sitting", body, name="reminders")


def _meeting() -> Component:
    """Return the switch for meetings, and the choice of when one ends by itself."""
    options = [
        html.Option("for half an hour", value="1800"),
        element(html.Option, "for an hour", value="3600", selected=True),
        html.Option("for two hours", value="7200"),
        html.Option("until I end it", value=""),
    ]
    end = element(html.Select, options, id="meeting-end", className="select", aria_label="How long the meeting lasts")
    note = html.Span(id="meeting-note", className="note")
    return html.Div([_switch("meeting", "In a meeting", disabled=True), html.Span(end), note], className="meeting")


def _ways() -> Component:
    """Return what else reminds: this device, which chooses for itself, and places beside the page."""
    choices = [_switch("device-sound", "Play a sound"), _switch("device-notify", "Show a notification")]
    note = element(html.P, id="device-note", className="note", role="status")
    head = html.P("On this device", className="label")
    parts = [html.Summary("Other ways to be reminded"), head, html.Div(choices, className="choices"), note]
    return html.Details([*parts, open_channels()], className="behind")


def _switch(name: str, text: str, *, disabled: bool = False) -> Component:
    knob = element(html.Span, className="switch-knob", aria_hidden="true")
    return element(
        html.Button,
        [knob, html.Span(text)],
        id=name,
        className="switch",
        role="switch",
        aria_checked="false",
        disabled=disabled,
        data_testid=name,
    )


def _button(name: str, text: str, *, hidden: bool = False) -> Component:
    return element(
        html.Button,
        text,
        id=f"tell-{name}",
        className="button button-plain",
        disabled=True,
        hidden=hidden,
        data_testid=f"tell-{name}",
    )
