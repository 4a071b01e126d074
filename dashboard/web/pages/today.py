"""The page *Today*: one day of one chair, today or one before."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import behind, card
from dashboard.web.components.element import element
from dashboard.web.components.findings import findings
from dashboard.web.components.page_head import page_head
from dashboard.web.components.tile import tile
from dashboard.web.components.timeline import timeline

BREAKS = About(
    "In how many of the clock hours in which you sat for a minute or more you left the seat for long enough to count "
    "as a break. The goal is every hour.",
    "A break counts from 2 minutes (Dunstan 2012: 2 in every 20); 5 to 10 minutes in every hour of screen work is what "
    "the UK's Health and Safety Executive advises.",
)
LONGEST = About(
    "The longest time from sitting down to getting up. A hole of up to a minute in the measurement does not end it.",
    "Asked to stand after 30 minutes (Diaz 2017; Duran 2023). The limit here is the one in force at the chair now.",
)
SHIFTS = About(
    "How often you moved a tenth of the load to another side or end of the seat and held it, for each hour of sitting. "
    "Told from 10 minutes of sitting on.",
    "Goal of 20 an hour: Akkarakittichoke 2023; about 20 is usual (Roynarin 2024). The threshold of a tenth is ours.",
)
OFF_SEAT = About(
    "Time away from the seat between sitting down first and getting up last. Time in which the chair was off, or gave "
    "no reading, is not in it: nobody knows.",
    "Goal of 2 hours in a working day, later 4: Buckley 2015. There is no proven limit for a day's sitting (WHO 2020).",
)
BALANCE = About(
    "The part of your load that is on the left half of the seat, the mean of each quarter of an hour; 50 % is even. "
    "Gaps are times without a person or without a reading of all four cells.",
    "100 x left / (left + right). The difference of the two sides in percent is the load asymmetry of Childs 2003; "
    "what is too much of it is not known.",
)
POSTURES = About(
    "The part of the time in each of the five postures that four cells under a seat can tell, of the time whose "
    "posture is known. They cannot tell a round back or where your head is.",
    "Five classes from the centre of pressure: Pereira 2023. No posture is the right one; changing it is what counts.",
)


def layout() -> Component:
    """Return the page without values; assets/js/today/page.js fetches them."""
    days = element(html.Nav, id="today-days", className="days", aria_label="Day")
    tiles = [
        tile("hours", "Hours with a break", BREAKS, ring=True),
        tile("longest", "Longest bout", LONGEST),
        tile("shifts", "Postural shifts", SHIFTS),
        tile("away", "Off the seat", OFF_SEAT),
    ]
    balance = [html.Div(id="balance-picture", className="balance"), behind("balance-table", "The balance as a table")]
    postures = [element(html.Dl, id="postures", className="bars", data_testid="postures")]
    lower = [
        card("Left and right", "Share of your load on the left", balance, name="balance", text=BALANCE),
        card("Postures", "Share of the time you sat", postures, name="postures", text=POSTURES),
    ]
    note = element(html.P, id="today-note", className="page-note", role="status", data_testid="today-note")
    thin = element(
        html.P, id="today-thin", className="today-thin", role="status", data_testid="today-thin"
    )  # has its room
    return html.Div(
        [
            page_head("Today", days),
            note,
            html.Div(
                [
                    timeline("today", table=True),
                    html.Div(tiles, className="tiles"),
                    thin,
                    html.Div(lower, className="halves"),
                    findings("noticed"),
                ],
                className="cards stack",
            ),
        ]
    )
