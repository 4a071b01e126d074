"""What was noticed about how somebody sits, in plain words; hidden while there is nothing to say."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import card
from dashboard.web.components.element import element

FINDINGS = About(
    "At most three sentences from your own data of the weeks before this one, each tested against chance; mostly there "
    "are none. They compare you with nobody else, say nothing about backs, and do not know why.",
    "How they are found, and how often one is false, is in docs/insights.md. Sitwell is no medical device.",
)


def findings(name: str, when: str = "In the weeks up to last Sunday") -> Component:
    """Return the card. assets/js/findings.js fills the list; `name` makes its ids."""
    places = element(html.Ul, id=f"{name}-list", className="findings", data_testid=f"{name}-list")
    made = card("What we noticed", when, [places], name=name, text=FINDINGS)
    return html.Div(made, id=f"{name}-place", hidden=True)
