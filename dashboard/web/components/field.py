"""A field of a form with its name, its unit and a place for what is in force or wrong."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element


class Input(Component):
    """An `input` of HTML, which `dash.html` leaves out. Attributes are written as they are told."""

    def __init__(self, **attributes: str | bool) -> None:
        self._type = "Input"
        self._namespace = "html"
        self._prop_names = self.available_properties = list(attributes)
        self._valid_wildcard_attributes = self.available_wildcard_properties = ["data-", "aria-"]
        super().__init__(**attributes)  # type: ignore[no-untyped-call]  # Dash leaves it untyped


def field(name: str, label: str, *, unit: str = "", **attributes: str | bool) -> Component:
    """Return a field. `name` makes its ids: <name>, and <name>-note for what is said below it."""
    told = {"id": name, "name": name, "type": "text", "className": "input", "aria-describedby": f"{name}-note"}
    line = [Input(**(told | attributes)), *([html.Span(unit, className="field-unit")] if unit else [])]
    parts = [
        html.Label(label, htmlFor=name),
        html.Div(line, className="field-line"),
        html.P(id=f"{name}-note", className="field-note"),
    ]
    return html.Div(parts, className="field")


def number(name: str, label: str, unit: str) -> Component:
    """Return a field for a number."""
    return field(name, label, unit=unit, type="number", step="any", min="0", inputMode="decimal", autoComplete="off")


def roles(name: str, label: str) -> Component:
    """Return a choice among the three roles."""
    options = [html.Option(text, value=text.lower()) for text in ("Member", "Owner", "Viewer")]
    select = html.Select(options, id=name, className="input")
    return html.Div([html.Label(label, htmlFor=name), select], className="field")


def choice(name: str, field_name: str, label: str, options: Mapping[str, str]) -> Component:
    """Return a choice among `options`, each value with its text."""
    each = [html.Option(text, value=value) for value, text in options.items()]
    select = element(html.Select, each, id=name, name=field_name, className="input")
    return html.Div([html.Label(label, htmlFor=name), select], className="field")


def buttons(*each: Component) -> Component:
    """Return a row of buttons."""
    return html.Div(list(each), className="set-buttons")


def button(name: str, text: str, *, kind: str = "", plain: bool = True) -> Component:
    """Return a button; `kind` submit sends its form. It is off until the page knows what it may do."""
    style = "button button-plain" if plain else "button"
    return element(html.Button, text, id=name, className=style, type=kind or "button", disabled=True)


def said(name: str) -> Component:
    """Return the place where it is said what came of it."""
    return element(html.P, id=name, className="set-said", role="status")
