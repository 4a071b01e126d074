"""What the desk keeps of a chair: to be taken away, and to be deleted. assets/js/history/your_data.js fills it."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import card
from dashboard.web.components.element import element
from dashboard.web.components.field import Input

ABOUT = About(
    "The zip has every minute, event, sitting bout and day as tables, what was set for this chair, such as goals and "
    "channels without their addresses, and a README that says what each column is. "
    "This desk or another one takes it in again. The table of days opens in a spreadsheet. Whoever sits on this chair "
    "finds their own diary and account in it too.",
    "An empty cell was not measured, which is not zero. Nothing here holds a weight unless you chose that.",
)
SET = (
    "What was set for it: its goals, where reminders go beside the page and which went, when its report is sent, and "
    "when somebody asked for silence."
)
GOES = (
    "Every minute, event, sitting bout and day that the desk has of this chair up to now, whoever sat on it.",
    SET,
)
DIARY = "My diary and the checklist of my workplace go too. They are mine, whichever chair I sit on."
HELD = (
    "What the chair itself still holds: its limits and hours, which it tells again, and what it measured before. It "
    "may send that later, and the desk passes it over."
)
STAYS = (
    "Copies that were made earlier: the desk's backups, and files that somebody downloaded. Delete those too.",
    HELD,
    "The chair's name, and numbers without a time that keep it from sending everything again.",
)


def your_data() -> Component:
    """Return the card and its dialog, hidden until it is known what is kept."""
    take = element(html.A, "Download everything (zip)", id="your-data-zip", className="button", download="")
    days = element(html.A, "Days as a table (CSV)", id="your-data-days", className="button button-plain", download="")
    away = element(
        html.Button,
        "Delete it all \N{HORIZONTAL ELLIPSIS}",
        id="your-data-delete",
        className="button button-plain button-danger",
        aria_haspopup="dialog",
    )
    said = element(html.P, id="your-data-said", className="your-data-said", role="status")
    body = [html.Div([take, days, away], className="your-data-ways"), said, _dialog()]
    shown = card("Your data", "", body, name="your-data", text=ABOUT)
    return element(html.Div, shown, id="your-data", className="cards history-cards your-data", hidden=True)


def _dialog() -> Component:
    title = html.H2(id="delete-title", className="card-title")
    words = [
        html.P("This cannot be taken back.", className="delete-warning"),
        html.H3("What goes"),
        html.Ul([html.Li(each) for each in GOES]),
        html.H3("What stays"),
        html.Ul([html.Li(each) for each in STAYS]),
    ]
    box = Input(type="checkbox", id="delete-diary")
    diary = html.Label([box, html.Span(DIARY)], id="delete-diary-label", className="delete-diary", hidden=True)
    label = html.Label(id="delete-label", htmlFor="delete-typed")
    wrong = element(html.P, id="delete-wrong", className="delete-wrong", role="alert")
    cancel = element(html.Button, "Cancel", id="delete-cancel", className="button button-plain", type="button")
    sure = element(html.Button, "Delete it all", id="delete-sure", className="button button-danger", type="submit")
    form = html.Form([diary, label, wrong, html.Div([cancel, sure], className="buttons")], id="delete-form")
    return element(
        html.Dialog, [title, *words, form], id="delete", className="dialog delete card", aria_labelledby="delete-title"
    )
