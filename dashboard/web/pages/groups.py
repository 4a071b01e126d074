"""The page *Groups*: how a group sits, day by day, where at least five people are behind each value."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import behind, card
from dashboard.web.components.element import element

SITTING = About(
    "Measured sitting of a person on a day, the mean of those in the group who sat for an hour or more. Told to half "
    "an hour.",
    "There is no proven limit for a day's sitting (WHO 2020). Five people at least behind each value: our own rule.",
)
LONGEST = About(
    "The longest time from sitting down to getting up, the mean over the same people. Told to ten minutes.",
    "Asked to stand after 30 minutes (Diaz 2017; Duran 2023), more firmly after 60 (UK Health and Safety Executive).",
)
BREAKS = About(
    "Intervals between two sitting bouts for each hour of sitting, the mean over the same people. Told to a half.",
    "The UK's Health and Safety Executive advises 5 to 10 minutes away from the screen in every hour.",
)
SHIFTS = About(
    "How often a tenth of the load was moved to another side or end of the seat and held, for each hour of sitting, "
    "the mean over the same people. Told to five.",
    "Goal of 20 an hour for one person: Akkarakittichoke 2023; about 20 is usual (Roynarin 2024).",
)
RULES = (
    "Each value has at least five people behind it who sat for an hour or more that day.",
    "With fewer than five there is no value, and neither why nor how many they were is told.",
    "Who counts for a month is settled when it begins. Whoever leaves the group counts no more at once.",
    "A day is told three days after it was over, once. What comes later, is corrected or is deleted changes nothing.",
    "Means of a week are made of what was told, not of what is behind it.",
    "Nothing is told of balance, posture or weight, and nothing of a single person.",
)


def layout() -> Component:
    """Return the page without values; assets/js/groups/page.js fetches them."""
    choice = element(html.Div, id="groups-choice", className="groups-choice", hidden=True)
    head = html.Div([element(html.H1, "Groups", tabIndex="-1"), choice], className="page-head")
    note = element(html.P, id="groups-note", className="page-note", role="status", data_testid="groups-note")
    figures = [
        _figure("groups-occupied_s", "Sitting", SITTING),
        _figure("groups-longest_bout_s", "Longest bout", LONGEST),
        _figure("groups-breaks_per_h", "Breaks", BREAKS),
        _figure("groups-shifts_per_h", "Postural shifts", SHIFTS),
    ]
    legend = element(
        html.Ul,
        [
            html.Li([_swatch("dot"), "A day"]),
            html.Li([_swatch("line"), "Mean of the week that ends there"]),
            html.Li([_swatch("few"), "Fewer than five people"]),
        ],
        className="groups-legend",
    )
    table = behind("groups-table", "Every day as a table")
    pictures = element(
        html.Div,
        [html.Div(figures, className="groups-figures"), html.Div([legend, table], className="card groups-days")],
        id="groups-pictures",
        className="groups-stack",
    )
    rules = card("How this is told", None, [html.Ul([html.Li(each) for each in RULES])], name="groups-rules")
    return element(html.Div, [head, note, _nothing(), pictures, rules], className="groups-stack", data_chairless="true")


def _figure(name: str, title: str, text: About) -> Component:
    picture = element(html.Div, id=f"{name}-picture", className="groups-picture", data_testid=f"{name}-picture")
    return card(title, "", [picture], name=name, text=text)


def _swatch(kind: str) -> Component:
    return element(html.Span, className=f"groups-key groups-key-{kind}", aria_hidden="true")


def _nothing() -> Component:
    words = [
        html.H2("There is no group to look at", className="card-title"),
        html.P(
            "An owner makes groups and says who counts and who looks: on the page Settings under People, or from a "
            "terminal:",
            className="card-text",
        ),
        html.Pre(html.Code("sitwell-dashboard group add Office\nsitwell-dashboard group people Office Ann Ben ...")),
        html.P("Figures begin with the first of the month after.", className="card-text"),
    ]
    return element(html.Section, words, id="groups-nothing", className="card nothing", hidden=True)
