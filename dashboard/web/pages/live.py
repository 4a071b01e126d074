"""The page *Live*: what the chair measures now, and the day so far."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.channels import channels_dialog
from dashboard.web.components.limits import limits, simulated
from dashboard.web.components.page_head import page_head
from dashboard.web.components.prompts import prompts
from dashboard.web.components.reminders import reminders
from dashboard.web.components.right_now import right_now
from dashboard.web.components.start_break import break_dialog, start_break
from dashboard.web.components.timeline import timeline


def layout() -> Component:
    """Return the page without values; the stream brings them."""
    side = html.Div([reminders(), limits()], className="side")
    cards = html.Div([right_now(), side, timeline("day"), prompts(), simulated()], className="cards")
    return html.Div([page_head("Live", start_break()), cards, break_dialog(), channels_dialog()])
