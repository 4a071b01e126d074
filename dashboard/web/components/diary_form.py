"""What is written into the diary: how strong, where, when, and a note. assets/js/back/form.js sends it."""

from dash import html
from dash.development.base_component import Component

from dashboard.analysis.diary.entry import LONGEST_NOTE, MOST_PAIN, PLACES
from dashboard.web.components.card import card
from dashboard.web.components.element import element
from dashboard.web.components.field import Input


def diary_form() -> Component:
    """Return the card with the form: the first thing on the page."""
    parts = [_pain(), _where(), _note(), _when(), _buttons()]
    form = element(html.Form, parts, id="diary-form", className="diary-form", aria_labelledby="diary-title")
    return card("How is your back?", "An entry takes a moment. Leave out what you like.", [form], name="diary")


def _pain() -> Component:
    legend = html.Legend("How strong is the pain now?")
    steps = [
        html.Label([Input(type="radio", name="pain", value=str(pain)), html.Span(str(pain))], className="pain-step")
        for pain in range(MOST_PAIN + 1)
    ]
    ends = html.Div(
        [html.Span("0 is none"), html.Span(f"{MOST_PAIN} is the worst you can think of")], className="pain-ends"
    )
    return html.Fieldset([legend, html.Div(steps, className="pain-steps"), ends], className="pain")


def _note() -> Component:
    label = html.Label("Note", htmlFor="diary-note")
    note = element(html.Textarea, id="diary-note", className="input", rows="3", maxLength=str(LONGEST_NOTE))
    return html.Div([label, note], className="field")


def _when() -> Component:
    label = html.Label("When", htmlFor="diary-when")
    when = Input(id="diary-when", className="input", type="datetime-local", **{"aria-describedby": "diary-when-note"})
    note = html.P("Now, if you leave this empty.", id="diary-when-note", className="field-note")
    return html.Div([label, when, note], className="field")


def _buttons() -> Component:
    save = element(html.Button, "Write it down", id="diary-save", className="button", type="submit")
    clear = element(html.Button, "Start again", id="diary-clear", className="button button-plain", type="button")
    said = element(html.P, id="diary-said", className="diary-said", role="status")
    return html.Div([html.Div([save, clear], className="buttons"), said])


def _where() -> Component:
    """Return the body outline, to be pressed, and the same places as a list, for keyboards and readers."""
    picture = element(html.Div, id="body-picture", className="body-picture", aria_hidden="true")
    chosen = element(html.P, id="body-chosen", className="body-chosen", role="status")
    boxes = [
        html.Label([Input(type="checkbox", name="place", value=id_), html.Span(name.text)], className="place")
        for id_, name in PLACES.items()
    ]
    listed = html.Details(
        [html.Summary("Places as a list"), html.Div(boxes, className="places")], id="body-list", className="behind"
    )
    legend = html.Legend("Where?")
    hint = html.P("Press on the drawing. Left and right are yours.", className="field-note")
    return html.Fieldset([legend, hint, picture, chosen, listed], className="diary-where")
