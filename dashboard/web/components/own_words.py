"""What a person wrote: to be taken away, brought back, and deleted. assets/js/back/own_words.js does it."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.card import card
from dashboard.web.components.element import element
from dashboard.web.components.field import Input


def own_words() -> Component:
    """Return the card and its dialog."""
    take = element(html.A, "Download it (zip)", href="/api/v1/me/data", className="button", download="")
    file = Input(type="file", id="words-file", accept=".zip,.jsonl", className="words-file")
    bring = html.Label(["Bring it back \N{HORIZONTAL ELLIPSIS}", file], className="button button-plain")
    away = element(
        html.Button,
        "Delete it all \N{HORIZONTAL ELLIPSIS}",
        id="words-delete",
        className="button button-plain button-danger",
        aria_haspopup="dialog",
    )
    said = element(html.P, id="words-said", className="diary-said", role="status")
    body = [html.Div([take, bring, away], className="words-ways"), said, _dialog()]
    subtitle = (
        "Your diary and your checklist are yours alone. Nobody else reads them here, no owner of the desk either."
    )
    return card("Your words", subtitle, body, name="words")


def _dialog() -> Component:
    title = html.H2("Delete your diary and your checklist?", id="forget-title", className="card-title")
    words = [
        html.P("This cannot be taken back.", className="delete-warning"),
        html.P(
            "Every entry, every item that you marked and your choice of a language go at once. "
            "What your chair measured stays."
        ),
        html.P("Copies that were made before, such as backups of the desk, still hold them. Delete those too."),
    ]
    wrong = element(html.P, id="forget-wrong", className="delete-wrong", role="alert")
    cancel = element(html.Button, "Cancel", id="forget-cancel", className="button button-plain", type="button")
    sure = element(html.Button, "Delete it all", id="forget-sure", className="button button-danger", type="button")
    parts = [title, *words, wrong, html.Div([cancel, sure], className="buttons")]
    return element(html.Dialog, parts, id="forget", className="dialog card", aria_labelledby="forget-title")
