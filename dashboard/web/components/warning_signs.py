"""The warning signs: eleven questions, answered in the browser. Nothing of it is sent or kept.

Each question says of what kind it is, so that assets/js/back/signs.js needs no list of its own; a test in a browser
holds its answer against `dashboard.advice.signs.verdict`.
"""

from dash import html
from dash.development.base_component import Component

from dashboard.advice.advice import Advice
from dashboard.advice.signs import ANSWERS, BLADDER_OR_BOWEL, NUMB_THERE, QUESTIONS
from dashboard.web.components.advice import rests_on, said
from dashboard.web.components.card import card
from dashboard.web.components.element import element
from dashboard.web.components.field import Input


def warning_signs() -> Component:
    """Return the card."""
    questions = html.Div([_question(question) for question in QUESTIONS], className="signs-questions")
    clear = element(html.Button, "Start again", id="signs-clear", className="button button-plain", type="button")
    form = element(html.Form, [questions, clear], id="signs-form", aria_labelledby="signs-title")
    answers = [_answer(kind, advice) for kind, advice in ANSWERS.items()]
    place = element(html.Div, answers, id="signs-answer", className="signs-answer", aria_live="assertive")
    subtitle = "Eleven questions. Your answers stay in this browser, and are gone when you leave the page."
    return card("Warning signs", subtitle, [place, form], name="signs")


def _question(question: Advice) -> Component:
    kind = "numb" if question.id == NUMB_THERE else "bladder-bowel" if question.id in BLADDER_OR_BOWEL else "other"
    ways = [_way(f"sign-{question.id}", value, text) for value, text in (("yes", "Yes"), ("no", "No"))]
    legend = html.Legend([html.Span(question.says[0].text), " ", rests_on(question)])
    parts = [legend, html.Div(ways, className="sign-ways")]
    return element(html.Fieldset, parts, className="sign", data_id=question.id, data_kind=kind)


def _way(name: str, value: str, text: str) -> Component:
    return html.Label([Input(type="radio", name=name, value=value), html.Span(text)], className="sign-way")


def _answer(kind: str, advice: Advice) -> Component:
    words = [html.H3(advice.title.text, className="signs-title"), said(advice)]
    return element(html.Div, words, className=f"signs-{kind}", data_verdict=kind, hidden=True)
