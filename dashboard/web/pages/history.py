"""The page *History*: a year of one chair, its usual hours, trends, lengths of bouts, and two periods side by side."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import behind, card
from dashboard.web.components.element import element
from dashboard.web.components.page_head import page_head
from dashboard.web.components.your_data import your_data

YEAR = About(
    "One cell a day, in the chair's own time. A day on which nobody sat is grey; a hollow one was not measured: "
    "the chair was off, and nobody knows.",
    "Goals: a break in every hour (UK Health and Safety Executive: 5 to 10 minutes each 50 to 60), 20 postural shifts "
    "an hour (Akkarakittichoke 2023). There is no proven limit for a day's sitting (WHO 2020).",
)
WEEK = About(
    "The part of the measured time of each hour in which somebody sat, over the chosen weeks. Hollow: never measured.",
    "Seconds sat / seconds measured, by hour of the clock and weekday. Time in which the chair was off counts nowhere.",
)
TREND = About(
    "A dot is a day, the line the median of the seven days that end there; it is broken where fewer than three of them "
    "were measured. The band is where you began: the middle half of your first ten days with sitting.",
    "Goals, where there is evidence for one: a break in every hour (UK Health and Safety Executive), 20 shifts an hour "
    "(Akkarakittichoke 2023), 2 hours off the seat in a working day (Buckley 2015).",
)
LENGTHS = About(
    "How often you sat for how long, and how much of your sitting time that is. The usual bout (W50) is the one with "
    "which half of the sitting time is in bouts at least as long. Short bouts pull a mean down, but not this.",
    "W50: half of the sitting time is in bouts of at least this length. Asked to stand after 30 minutes (Diaz 2017; "
    "Duran 2023), more firmly after 60 (UK Health and Safety Executive).",
)
COMPARE = About(
    "The median of each figure over the days that count in each period: days with an hour of sitting or more. With "
    "fewer than three such days in a period nothing is compared. Medians, so that one odd day changes nothing.",
    "The rule of three days and one hour is ours. A difference is no proof of its cause.",
)


def layout() -> Component:
    """Return the page without values; assets/js/history/page.js fetches them."""
    turns = element(html.Nav, id="history-turns", className="turns", aria_label="Year")
    note = element(html.P, id="history-note", className="page-note", role="status", data_testid="history-note")
    year = card(
        "Your year",
        "",
        [_picture("year", _legend("year")), behind("year-table", "The year as a table")],
        name="year",
        aside=_choice("year-figure", "Figure of the year"),
        text=YEAR,
    )
    trend = card(
        "Trend",
        "",
        [
            _picture("trend", _legend("trend"), element(html.Div, id="trend-brush", className="brush")),
            behind("trend-table", "The trend as a table"),
        ],
        name="trend",
        aside=_choice("trend-figure", "Figure of the trend"),
        text=TREND,
    )
    hours = [_picture("week", _legend("week")), behind("week-table", "The hours as a table")]
    week = card("When you sit", "", hours, name="week", text=WEEK)
    lengths = card(
        "How long you sit at a time",
        "",
        [_picture("lengths"), behind("lengths-table", "The lengths as a table")],
        name="lengths",
        text=LENGTHS,
    )
    periods = element(html.Div, id="compare-choice", className="compare-choice")
    compare = card("Two periods", "", [periods, _compared()], name="compare", text=COMPARE)
    windows = element(html.Div, id="history-window", className="choices", role="group", aria_label="Time shown")
    halves = html.Div([week, lengths], className="history-halves")
    nothing = element(
        html.Section,
        [
            html.H2("No history yet", className="card-title"),
            html.P(
                "Nothing of this chair is stored so far. Its first day stands here soon after it began, and "
                "two weeks of them say how you usually sit.",
                className="card-text",
            ),
        ],
        id="history-nothing",
        className="card nothing",
        hidden=True,
        data_testid="history-nothing",
    )
    cards = html.Div([year, windows, trend, halves, compare], id="history-cards", className="cards history-cards")
    return html.Div([page_head("History", turns), note, nothing, cards, your_data()])


def _picture(name: str, *below: Component) -> Component:
    """Return the place of a picture, and the line that tells what is under the pointer or the keyboard."""
    place = element(html.Div, id=f"{name}-picture", className=f"picture picture-{name}", data_testid=f"{name}-picture")
    return html.Div([place, *below, html.P(id=f"{name}-detail", className="picture-detail")])


def _legend(name: str) -> Component:
    return html.Ul(id=f"{name}-legend", className="picture-legend")


def _choice(name: str, label: str) -> Component:
    return element(html.Div, id=name, className="figure-choice", data_label=label)


def _compared() -> Component:
    return element(
        html.Div,
        id="compare-result",
        className="table-scroll",
        role="region",
        aria_live="polite",
        aria_label="Comparison",
        tabIndex="0",
    )
