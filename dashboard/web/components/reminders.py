"""What the chair does about long sitting, in words, and what can be asked of it."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import card
from dashboard.web.components.element import NOTHING, element


def reminders() -> Component:
    """Return the card; assets/js/live/reminders.js fills it and lets its buttons speak to the chair."""
    cue = element(html.P, NOTHING, id="cue", className="cue", data_testid="cue", data_level="off")
    buttons = [
        _button("snooze", "Snooze 10 min"),
        _button("pause", "Pause an hour"),
        _button("resume", "End the pause"),
    ]
    said = element(html.P, id="reminders-said", className="note", role="status", data_testid="reminders-said")
    body = [cue, html.P(id="cue-note", className="note"), html.Div(buttons, className="buttons"), said]
    return card("Reminders", "What the chair does about long sitting", body, name="reminders")


def _button(name: str, text: str) -> Component:
    return element(
        html.Button, text, id=f"tell-{name}", className="button button-plain", disabled=True, data_testid=f"tell-{name}"
    )
