"""The skeleton as HTML, so that a browser shows it before any script has run."""

from collections.abc import Callable
from html import escape
from typing import Any

from dash.development.base_component import Component

VOID = frozenset({"br", "hr", "img", "input"})
SPOKEN = frozenset({"alt", "aria-label", "data-label", "data-title", "placeholder", "title"})
"""Attributes with words that a person reads or hears."""

NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "autoComplete": "autocomplete"}


def markup(part: object, said: Callable[[str], str] = str) -> str:
    """Return the HTML of components of `dash.html`, of text, or of a list of both; None is nothing.

    `said` returns a text in the reader's language: it is given each text between tags, whole, and those of `SPOKEN`.
    """
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(markup(each, said) for each in part)
    if not isinstance(part, Component):
        return escape(said(part) if isinstance(part, str) else str(part))
    told: dict[str, Any] = part.to_plotly_json()  # type: ignore[no-untyped-call]  # Dash leaves it untyped
    properties = dict(told["props"])
    children = properties.pop("children", None)
    if "lang" in properties:
        said = str  # it is in that language, whoever reads it
    tag = told["type"].lower()
    opening = f"<{tag}{''.join(_attribute(name, value, said) for name, value in properties.items())}>"
    return opening if tag in VOID else f"{opening}{markup(children, said)}</{tag}>"


def _attribute(name: str, value: object, said: Callable[[str], str]) -> str:
    spelt = name.startswith(("aria-", "data-"))  # these say true and false in words
    if value is None or (value is False and not spelt):
        return ""
    written = NAMES.get(name, name)
    if value is True and not spelt:
        return f" {written}"
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, dict):
        value = "; ".join(f"{key}: {each}" for key, each in value.items())
    if written in SPOKEN and isinstance(value, str):
        value = said(value)
    return f' {written}="{escape(str(value))}"'
