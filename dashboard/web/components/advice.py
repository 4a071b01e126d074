"""Advice as a page shows it: what is said, and links to the sources that it rests on."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.advice.advice import Advice
from dashboard.advice.paragraphs import LISTED, Paragraph
from dashboard.web.components.element import element
from dashboard.words import N_, Filled

NUMBERS = {source.id: number for number, source in enumerate(LISTED, 1)}


def said(advice: Advice) -> Component:
    """Return the sentences of a piece of advice, the last with its sources."""
    *first, last = (message.text for message in advice.says)
    return html.Div([*(html.P(text) for text in first), html.P([last, " ", rests_on(advice)])], className="advice-said")


def titled(advice: Advice) -> Component:
    """Return a piece of advice under its heading."""
    return html.Div([html.H3(advice.title.text, className="advice-title"), said(advice)], className="advice")


def rests_on(*pieces: Advice) -> Component:
    """Return links to the sources of these pieces, as numbers of the list at the end of the page."""
    ids = sorted({anchor for piece in pieces for anchor in piece.rests_on}, key=NUMBERS.__getitem__)
    return html.Span([_link(anchor) for anchor in ids], className="advice-sources")


def sources() -> Component:
    """Return the list of all sources, each with what it cannot tell."""
    return html.Ol([_source(source) for source in LISTED], className="sources")


def _link(anchor: str) -> Component:
    title = next(source.title for source in LISTED if source.id == anchor)
    label = Filled(N_("Source: {title}"), title=title)
    return element(html.A, str(NUMBERS[anchor]), href=f"#source-{anchor}", aria_label=label, title=title)


def _source(source: Paragraph) -> Component:
    parts: Sequence[Component] = [
        html.H3(source.title, className="advice-title"),
        html.P(source.says),
        html.P([html.B("Source"), " ", html.Span(source.source)], className="source-from"),
        html.P([html.B("Limits"), " ", html.Span(source.limits)], className="source-from"),
    ]
    return element(html.Li, list(parts), id=f"source-{source.id}", tabIndex="-1")
