"""A break with something to do in it: one gentle movement at a time, drawn in two positions."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.advice.figure import Figure, drawing
from dashboard.advice.movements import BEFORE, MOVEMENTS, Movement
from dashboard.web.components.element import element
from dashboard.words import N_, Filled

MARKS = " =:/,;.-()"
"""Left as they are in a picture that is written into an address."""


def start_break() -> Component:
    """Return the button that opens the dialog."""
    return element(html.Button, "Start a break", id="start-break", className="button", aria_haspopup="dialog")


def break_dialog() -> Component:
    """Return the dialog, closed; assets/js/live/break.js opens it and goes from movement to movement."""
    cross = element(html.Span, "\N{MULTIPLICATION SIGN}", aria_hidden="true")
    close = element(
        html.Button, cross, id="break-close", className="button button-plain button-square", aria_label="Close"
    )
    title = html.H2("Time for a break", id="break-title", className="card-title")
    head = html.Div([title, close], className="card-head")
    clock = element(html.P, id="break-clock", className="break-clock", role="timer", data_testid="break-clock")
    advice = html.P([BEFORE.says[0].text, " ", BEFORE.says[1].text], className="note")
    more = element(html.Button, "Another movement", id="break-more", className="button button-plain")
    done = element(html.Button, "Done", id="break-done", className="button")
    parts = [
        head,
        clock,
        *(movement(each, hidden=True) for each in MOVEMENTS),
        advice,
        html.Div([more, done], className="buttons"),
    ]
    return element(html.Dialog, parts, id="break", className="dialog break card", aria_labelledby="break-title")


def movement(which: Movement, *, hidden: bool = False) -> Component:
    """Return a movement: its two positions, and its steps."""
    steps = html.Ol([html.Li(step.text) for step in which.advice.says])
    how = Filled(N_("Sitting, about {n} s") if which.seated else N_("Standing, about {n} s"), n=which.lasts_s)
    words = [html.H3(which.advice.title.text, className="movement-title"), html.P(how, className="card-sub"), steps]
    poses = html.Div([_pose(which.first), _pose(which.second)], className="movement-poses")
    return element(html.Section, [poses, html.Div(words)], className="movement", hidden=hidden)


def _pose(figure: Figure) -> Component:
    """Return a pose in the colour of the text: the steps beside it say what it shows."""
    picture = quote(drawing(figure, "").replace('"', "'"), safe=MARKS)
    return element(
        html.Span, className="pose", style={"--picture": f'url("data:image/svg+xml,{picture}")'}, aria_hidden="true"
    )
