"""The report by mail: day and hour, and what came of the last one. assets/js/report/mail.js fills it."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import card
from dashboard.web.components.element import element

MAIL = About(
    "The report of the last week or month that is over, to the mail channels of this chair. Each is sent once. A desk "
    "that was off sends it up to three days late.",
    "A letter passes through other people's computers and says how you sat. It holds no weight.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WHEN = (
    ("none", "Not at all"),
    *((f"week-{number}", f"Each {day}") for number, day in enumerate(DAYS)),
    ("month-0", "On the first of each month"),
)


def by_mail() -> Component:
    """Return the card, hidden until it is known that this person may set it."""
    hours = [(str(hour), f"{hour}:00") for hour in range(24)]
    fields = [_choice("mail-when", "Day", WHEN), _choice("mail-hour", "Not before", hours)]
    save = element(html.Button, "Save", id="mail-save", className="button", type="submit", disabled=True)
    form = html.Form([*fields, save], id="mail-form", className="mail-form")
    said = element(html.P, id="mail-said", className="mail-said", role="status", data_testid="mail-said")
    nowhere = element(html.P, id="mail-none", className="mail-said", role="status")
    body = [form, html.P(id="mail-last", className="note"), said, nowhere]
    return html.Div(
        card("By mail", "On the chair's own clock", body, name="mail", text=MAIL), id="mail-place", hidden=True
    )


def _choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> Component:
    every = [html.Option(text, value=value) for value, text in options]
    return html.Div([html.Label(label, htmlFor=name), html.Select(every, id=name, className="mail-input")])
