"""What a figure means and where it comes from, on demand: behind a small button, for pointer, keyboard and reader."""

from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element
from dashboard.words import N_, Filled


class About(NamedTuple):
    """What a figure means, in plain words, and whose findings its goal or formula is."""

    means: str
    source: str


def about(what: str, text: About) -> Component:
    """Return the disclosure. Of all in a page one is open at a time; Escape closes it (assets/js/main.js)."""
    button = element(html.Summary, "i", aria_label=Filled(N_("About: {what}"), what=what), className="about-button")
    words = html.Div([html.P(text.means), html.P(text.source, className="about-source")], className="about-text")
    return element(html.Details, [button, words], className="about")
