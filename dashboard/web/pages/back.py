"""The page *Back*: a diary, what it says beside the sitting, warning signs, and what is advised."""

from dash import html
from dash.development.base_component import Component

from dashboard.advice.advice import NO_PROOF, NOT_A_MEDICAL_DEVICE
from dashboard.advice.everyday import EVERYDAY
from dashboard.advice.movements import BEFORE, MOVEMENTS
from dashboard.advice.workplace import WORKPLACE
from dashboard.web.components.about import About
from dashboard.web.components.advice import rests_on, said, sources, titled
from dashboard.web.components.card import behind, card
from dashboard.web.components.diary_form import diary_form
from dashboard.web.components.element import element
from dashboard.web.components.field import Input
from dashboard.web.components.own_words import own_words
from dashboard.web.components.page_head import page_head
from dashboard.web.components.start_break import movement
from dashboard.web.components.warning_signs import warning_signs

BESIDE = About(
    "Above, the strongest pain of each day with an entry; below, the hours sat that day on your own chairs. A day "
    "without an entry or without a measurement is empty: nobody knows, and it is not zero.",
    "Whether the two go together is told from four weeks of days with both on: Spearman's rank correlation with its "
    "95 % interval (Bonett and Wright 2000). Days that are like the one before count for less (Bartlett 1935).",
)


def layout() -> Component:
    """Return the page without what its reader wrote; assets/js/back/page.js fetches that."""
    worried = html.P(
        [html.Span("Something worries you?"), " ", html.A("Answer the warning signs", href="#signs-card")],
        className="back-worried",
    )
    note = element(html.P, id="back-note", className="page-note", role="status")
    cards = [
        diary_form(),
        worried,
        _beside(),
        _entries(),
        warning_signs(),
        _workplace(),
        _everyday(),
        _movements(),
        own_words(),
        _not_a_medical_device(),
        card(
            "What this rests on",
            "Studies tell what happened to groups of people, not what will happen to you.",
            [sources()],
            name="sources",
        ),
    ]
    return html.Div([page_head("Back"), note, html.Div(cards, className="back-cards")])


def _beside() -> Component:
    lasting = element(html.Div, id="back-lasting", className="back-lasting", hidden=True)
    window = element(html.Div, id="back-window", className="choices", role="group", aria_label="Time shown")
    picture = element(html.Div, id="beside-picture", className="picture picture-beside", data_testid="beside-picture")
    body = [
        lasting,
        picture,
        html.P(id="beside-detail", className="beside-detail"),
        html.P(id="beside-together", className="beside-together"),
        html.Div([html.H3(NO_PROOF.title.text, className="advice-title"), said(NO_PROOF)], className="advice no-proof"),
        behind("beside-table", "Pain and sitting as a table"),
    ]
    return card("Pain beside sitting", "", body, name="beside", aside=window, text=BESIDE)


def _entries() -> Component:
    body = [
        element(html.P, id="entries-said", className="diary-said", role="status"),
        element(html.Ol, id="entries", className="entries", data_testid="entries"),
        html.P("Nothing is written yet.", id="entries-none", className="card-text", hidden=True),
        element(html.Button, "Earlier entries", id="entries-more", className="button button-plain", hidden=True),
    ]
    return card("Your entries", None, body, name="entries-list")


def _workplace() -> Component:
    items = [
        html.Li(
            html.Label(
                [
                    Input(type="checkbox", name="workplace", value=item.id),
                    html.Span([html.B(item.title.text), html.Span(item.says[0].text), html.Small(className="done-on")]),
                ]
            )
        )
        for item in WORKPLACE
    ]
    said_ = element(html.P, id="workplace-said", className="diary-said", role="status")
    rests = html.P(rests_on(*WORKPLACE), className="card-text")
    subtitle = "Tick what you have seen to. It is remembered for you."
    return card("Your workplace", subtitle, [html.Ul(items, className="workplace"), said_, rests], name="workplace")


def _everyday() -> Component:
    pieces = html.Div([titled(each) for each in EVERYDAY], className="everyday")
    return card("Every day", None, [pieces], name="everyday")


def _movements() -> Component:
    body = [said(BEFORE), html.Div([movement(each) for each in MOVEMENTS], className="movements")]
    return card("Movements for a break", "Three standing, three sitting.", body, name="movements")


def _not_a_medical_device() -> Component:
    words = [html.H2(NOT_A_MEDICAL_DEVICE.title.text, className="card-title"), said(NOT_A_MEDICAL_DEVICE)]
    return element(html.Section, words, id="not-medical", className="card card-note")
