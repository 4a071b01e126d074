"""The page *Report*: a week or a month of one chair, to print: figures beside those before, days, what was noticed."""

from dash import html
from dash.development.base_component import Component

from dashboard.advice.advice import NOT_A_MEDICAL_DEVICE
from dashboard.web.components.about import About
from dashboard.web.components.by_mail import by_mail
from dashboard.web.components.card import behind, card
from dashboard.web.components.element import element
from dashboard.web.components.findings import findings
from dashboard.web.components.page_head import page_head

FIGURES = About(
    "The median of each figure over the days with an hour of sitting or more, beside that of the period before. With "
    "fewer than three such days nothing is said. The usual bout is the one with which half of the sitting time is in "
    "bouts at least as long.",
    "Goals, where there is evidence for one: a break in every hour (UK Health and Safety Executive), 20 shifts an hour "
    "(Akkarakittichoke 2023), 2 hours off the seat in a working day (Buckley 2015). There is no proven limit for a "
    "day's sitting (WHO 2020).",
)
DAYS = About(
    "A bar a day, in the chair's own time: how long somebody sat, and how much of it in bouts of 30 minutes and more. "
    "A hollow day was not measured: the chair was off, and nobody knows.",
    "Asked to stand after 30 minutes: Diaz 2017; Duran 2023.",
)
PROMPTS = About(
    "How often you did within ten minutes what the chair asked for, told from ten prompts of a kind on. "
    "Prompts after which the chair was off count nowhere.",
    "A signal alone changed little in a study (Roossien 2017), so what follows is looked at. The ten minutes are ours.",
)
KEYS = (("long", "In bouts of 30 min and more"), ("short", "In shorter bouts"), ("none", "Not measured"))


def layout() -> Component:
    """Return the page without values; assets/js/report/page.js fetches them."""
    turns = element(html.Nav, id="report-turns", className="report-turns", aria_label="Period")
    note = element(html.P, id="report-note", className="page-note", role="status", data_testid="report-note")
    picture = [
        element(html.Div, id="report-days", className="report-days", data_testid="report-days"),
        html.P(id="report-detail", className="report-detail"),
        behind("report-table", "The days as a table"),
    ]
    lines = [html.Div(id="report-lines", className="report-lines")]
    prompts = card("Reminders", "What followed them", [_list("report-prompts")], name="asked", text=PROMPTS)
    cards = [
        _head(),
        card("Figures", "Medians of the days", lines, name="lines", text=FIGURES),
        card("Each day", "Hours of sitting", picture, name="each-day", aside=_legend(), text=DAYS),
        findings("report-noticed", "In the whole weeks up to then"),
        html.Div(prompts, id="asked-place", hidden=True),
        by_mail(),
        html.P([_sentence(message.text) for message in NOT_A_MEDICAL_DEVICE.says], className="report-foot"),
    ]
    sheet = html.Div(cards, id="report-sheet", className="cards report-sheet")
    return html.Div([page_head("Report", turns), note, sheet])


def _head() -> Component:
    print_ = element(
        html.Button,
        "Print or save as PDF",
        id="report-print",
        className="button button-plain report-print",
        data_testid="report-print",
    )
    return card("This period", "", [_list("report-notes"), print_], name="period")


def _list(name: str) -> Component:
    return html.Ul(id=name, className="report-list")


def _sentence(text: str) -> Component:
    return html.Span(text)


def _legend() -> Component:
    entries = [
        html.Li([element(html.Span, className=f"key report-key-{kind}", aria_hidden="true"), html.Span(text)])
        for kind, text in KEYS
    ]
    return html.Ul(entries, className="legend")
