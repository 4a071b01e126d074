"""What followed the reminders of the last weeks, and which of them work. assets/js/live/prompts.js fills it."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.about import About
from dashboard.web.components.card import card
from dashboard.web.components.element import element

ABOUT = About(
    "Followed: you left the seat for long enough to count as a break within ten minutes; of a prompt to shift or to "
    "sit evenly, you did that or got up. A snooze counts as a snooze however soon you got up then. Below ten "
    "reminders no share is told: it would be luck as well as habit.",
    "Computed from what the chair measured and what was asked of it; prompts without readings after them are left out.",
)


def prompts() -> Component:
    """Return the card, hidden until there is something to tell."""
    table = element(html.Div, id="prompts", className="prompts", data_testid="prompts")
    shown = card("What follows reminders", "In the last four weeks", [table], name="prompts", text=ABOUT)
    return element(html.Div, shown, id="prompts-place", hidden=True)
