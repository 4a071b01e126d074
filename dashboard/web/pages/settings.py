"""The page *Settings*: what can be set at one chair, and at the desk. assets/js/settings fills it."""

from dash import html
from dash.development.base_component import Component

from dashboard.locale.catalogue import LANGUAGES, catalogue
from dashboard.web.components.about import About
from dashboard.web.components.card import card
from dashboard.web.components.element import element
from dashboard.web.components.field import Input, button, buttons, choice, field, number, roles, said
from dashboard.web.components.page_head import page_head

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LIMITS = About(
    "When the chair speaks up. It is the chair that decides: it says what it took, and why it refuses.",
    "Nudge after 30 minutes: Diaz 2017, Duran 2023. Stronger after 60: UK Health and Safety Executive. The limit for "
    "an uneven load is ours; the 10 % of the literature are arbitrary (Childs 2003).",
)
GOALS = About(
    "What Today and History hold the days of this chair against. For breaks it is one in every hour of sitting, for "
    "everybody.",
    "Breaks: UK Health and Safety Executive. 20 postural shifts an hour: Akkarakittichoke 2023. 2 hours off the seat "
    "in a working day, later 4: Buckley 2015. No study says what is right for you.",
)


def layout() -> Component:
    """Return the page without values."""
    note = element(html.P, id="settings-note", className="page-note", role="status", data_testid="settings-note")
    chair = html.Div(
        _columns([_limits(), _seat(), _goals()], [_hours(), _privacy(), _shown()]), className="cards set-cards"
    )
    columns = _columns([_people()], [_keeping(), _copies()])
    desk = element(html.Div, columns, id="set-desk", className="set-cards set-desk")
    heading = element(html.H2, "This desk", id="set-desk-title", className="set-heading")
    return html.Div([page_head("Settings"), note, chair, heading, desk])


def _columns(*columns: list[Component]) -> list[Component]:
    return [html.Div(column, className="set-column") for column in columns]


def _limits() -> Component:
    fields = [
        number("set-nudge", "First reminder", "min of sitting"),
        number("set-alert", "Stronger reminder", "min of sitting"),
        number("set-points", "Uneven load from", "points"),
        number("set-uneven", "Uneven for", "min"),
    ]
    form = [
        html.Div(fields, className="set-fields"),
        element(html.Dl, id="set-others", className="set-rows"),
        buttons(button("set-limits-save", "Send to the chair", kind="submit", plain=False)),
        said("set-limits-said"),
    ]
    body = [html.Form(form, id="set-limits-form")]
    return card("Limits", "When this chair speaks up", body, name="set-limits", text=LIMITS)


def _hours() -> Component:
    days = [field(f"set-{day.lower()}", day, autoComplete="off") for day in WEEK]
    form = [
        html.P(
            "Reminders come in these hours only. Write 08:00-12:00, 13:00-18:00, in 24 hours; leave a day empty for "
            "none; 00:00-24:00 is all day.",
            id="set-hours-how",
            className="card-text",
        ),
        html.Div(days, className="set-days"),
        buttons(
            button("set-hours-save", "Send to the chair", kind="submit", plain=False),
            button("set-hours-office", "Monday to Friday, 8 to 18"),
            button("set-hours-always", "Always"),
        ),
        said("set-hours-said"),
    ]
    body = [html.Form(form, id="set-hours-form")]
    return card("Working hours", "On the chair's own clock", body, name="set-hours")


def _seat() -> Component:
    ways = [
        button("set-tare", "Measure the empty seat"),
        button("set-baseline", "Measure how I sit"),
        button("set-identify", "Find this chair"),
    ]
    body = [
        element(html.Dl, id="set-seat", className="set-rows", data_testid="set-seat"),
        buttons(*ways),
        html.P(
            "Get up before the empty seat is measured. To measure how you sit, sit quietly as you like to for "
            "twenty seconds; it becomes what counts as even. So that you find it among several, the chair blinks with "
            "its lamp, or beeps or hums where it has none.",
            className="field-note",
        ),
        said("set-seat-said"),
    ]
    return card("Calibration", "How well this chair weighs", body, name="set-seat-of")


def _privacy() -> Component:
    body = [
        element(html.Dl, id="set-privacy", className="set-rows", data_testid="set-privacy"),
        html.P(
            "Kilograms stay on the chair unless its owner chose otherwise. That is set at the chair alone, so that "
            "nobody at a desk can make it tell: in its settings file, /etc/sitwell/edge.toml, as shares_weight.",
            className="card-text",
        ),
    ]
    return card("Privacy", "What leaves this chair", body, name="set-private")


def _goals() -> Component:
    fields = [
        number("set-goal-shifts", "Postural shifts", "per hour"),
        number("set-goal-away", "Off the seat", "h of a working day"),
    ]
    form = [
        html.Div(fields, className="set-fields"),
        buttons(
            button("set-goals-save", "Keep these goals", kind="submit", plain=False),
            button("set-goals-studies", "As in the studies"),
        ),
        said("set-goals-said"),
    ]
    body = [html.Form(form, id="set-goals-form")]
    return card("Goals", "What the days of this chair are held against", body, name="set-goals", text=GOALS)


def _shown() -> Component:
    """Return the card of how things are shown. The language can be chosen in the bar too, on every page."""
    options = [html.Option(catalogue(each).name, value=each, lang=each) for each in LANGUAGES]
    select = element(html.Select, options, id="set-language", name="language", className="input", lang="")
    clock = choice("set-clock", "clock", "Time of day", {"24": "13:00", "12": "1 pm"})
    mass = choice("set-mass", "mass", "Mass", {"kg": "kilograms", "lb": "pounds"})
    save = html.Button("Show it so", type="submit", className="button")
    form = [
        html.Div(
            [html.Div([html.Label("Language", htmlFor="set-language"), select], className="field"), clock, mass],
            className="set-fields",
        ),
        html.P(
            "This holds for you in every browser in which you are logged in; the language in reminders and in the "
            "report by mail too. Where several people share a chair and chose differently, what is sent is in the "
            "desk's own language.",
            className="field-note",
        ),
        Input(type="hidden", name="back", value="/settings", id="set-language-back"),
        buttons(save),
    ]
    body = [html.Form(form, id="set-language-form", method="post", action="/language")]
    return card("Language and units", "How it is told to you", body, name="set-shown")


def _people() -> Component:
    fields = [
        field("set-new-name", "Name", autoComplete="off", required=True),
        roles("set-new-role", "Role"),
        field(
            "set-new-chairs", "Chairs", placeholder="ids, as in desk lab", autoComplete="off", list="set-known-chairs"
        ),
    ]
    new = [
        html.H3("Let somebody in", className="set-sub"),
        html.Div(fields, className="set-fields"),
        buttons(button("set-new", "Let in", kind="submit", plain=False)),
    ]
    body = [
        element(html.Div, id="set-password", className="set-password", role="status"),
        html.Ul(id="set-people", className="set-people"),
        said("set-people-said"),
        html.Form(new, id="set-new-form"),
        html.Datalist(id="set-known-chairs"),
        *_groups(),
    ]
    return card("People", "Who may log in", body, name="set-people-of")


def _groups() -> list[Component]:
    """Return the choice of groups there are. Who is in which stands with each person."""
    new = [
        html.Div([field("set-group-name", "New group", autoComplete="off")], className="set-fields"),
        buttons(button("set-group", "Make the group", kind="submit")),
    ]
    return [
        html.H3("Groups", className="set-sub"),
        html.P(
            "The page Groups tells daily figures of a group, with five people at least behind each. Members and owners "
            "in it count from the first of the next month on; viewers look.",
            className="card-text",
        ),
        html.Ul(id="set-groups", className="set-groups"),
        html.Form(new, id="set-group-form"),
        said("set-groups-said"),
    ]


def _keeping() -> Component:
    body = [
        element(html.Dl, id="set-keeping", className="set-rows", data_testid="set-keeping"),
        html.P(
            "Set in [retention] of the desk's settings file, in days, 0 for ever; it holds from the next start on. "
            "Days and sitting bouts stay for ever. What of one chair is stored is deleted under History, Your data.",
            className="card-text",
        ),
    ]
    return card("How long it is kept", "What is older goes by itself", body, name="set-kept")


def _copies() -> Component:
    body = [
        element(html.Dl, id="set-copies", className="set-rows", data_testid="set-copies"),
        buttons(button("set-copy", "Make a backup now", plain=False)),
        said("set-copy-said"),
    ]
    return card("Backups", "Copies of everything that this desk has stored", body, name="set-backups")
