"""Every sentence of advice traces to docs/evidence.md, and every paragraph of it is there for something."""

import ast
import re
from pathlib import Path

import pytest

from dashboard.advice.catalogue import everything
from dashboard.advice.movements import MOVEMENTS
from dashboard.advice.paragraphs import LISTED
from dashboard.advice.sources import SOURCES
from dashboard.analysis.insights.choose import INSIGHTS

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "evidence.md").read_text("utf-8")
PARAGRAPHS = dict(re.findall(r'<a id="([a-z-]+)"></a>\n(.*?)(?=<a id=|\n## |\Z)', TEXT, re.DOTALL))
ADVICE = list(everything())

PROMISES = re.compile(
    r"\b(prevents?|cures?|heals?|protects?|guarantee\w*|will (help|ease|go|get better|avoid)|treats?|diagnos\w+"
    r"|(?<!do )(?<!did )you (have|suffer from) (a|an|the)|you are (ill|sick|healthy))\b",
    re.IGNORECASE,
)


def texts():
    for piece in ADVICE:
        yield from (message.text for message in (piece.title, *piece.says))


def sources():
    return [*(ROOT / "dashboard" / "advice").glob("*.py"), *(ROOT / "dashboard" / "analysis").glob("**/*.py")]


def rested_on():
    """Anchors that advice rests on."""
    return {anchor for piece in ADVICE for anchor in piece.rests_on}


def test_every_paragraph_of_the_evidence_has_a_source_and_its_limits():
    assert len(PARAGRAPHS) == TEXT.count("<a id=")
    for anchor, body in PARAGRAPHS.items():
        assert body.startswith("### "), anchor
        assert re.search(r"^- Source: \S", body, re.MULTILINE), anchor
        assert re.search(r"^- Limits: \S", body, re.MULTILINE), anchor


@pytest.mark.parametrize("piece", ADVICE, ids=lambda piece: piece.id)
def test_advice_rests_on_paragraphs_that_there_are(piece):
    assert piece.says
    assert piece.rests_on
    assert set(piece.rests_on) <= PARAGRAPHS.keys()


@pytest.mark.parametrize("insight", INSIGHTS, ids=lambda insight: insight.id)
def test_findings_say_why_they_are_told(insight):
    assert insight.rests_on
    assert set(insight.rests_on) <= PARAGRAPHS.keys()


def test_no_paragraph_of_the_evidence_is_there_for_nothing():
    for anchor in sorted(PARAGRAPHS.keys() - rested_on()):
        named = re.search(r"^- Used by: `([^`]+)`", PARAGRAPHS[anchor], re.MULTILINE)
        assert named, f"nothing rests on {anchor}: use it, say what it is used by, or take it out"
        code = (ROOT / named[1]).read_text("utf-8")
        first_author = re.search(r"- Source: (\w+)", PARAGRAPHS[anchor])[1]
        assert first_author in code or f"evidence.md#{anchor}" in code, f"{named[1]} does not name {first_author}"


def test_ids_are_used_once():
    ids = [piece.id for piece in ADVICE]
    assert len(set(ids)) == len(ids)


def test_no_advice_promises_or_diagnoses():
    allowed = "Sitwell measures how a chair is loaded. It examines nobody, names no illness and treats none."
    assert [text for text in texts() if text != allowed and PROMISES.search(text)] == []
    assert PROMISES.search("This will help.")
    assert PROMISES.search("It prevents pain.")


def calls(name):
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.name}:{node.lineno}", node.args


def test_every_text_is_marked_for_translation_where_it_is_written():
    marked = set()
    for place, [text] in calls("N_"):
        assert isinstance(text, ast.Constant), f"{place}: N_ takes a literal"
        assert "%" not in text.value, f"{place}: translators' tools take it for a format"
        marked.add(text.value)
    assert [text for text in texts() if text not in marked] == []


def test_no_message_is_written_without_its_mark():
    found = list(calls("Message"))
    assert len(found) > 50
    assert [place for place, args in found if not isinstance(args[0], (ast.Call, ast.Name))] == []


def test_movements_rest_on_the_evidence_for_moving_and_have_steps():
    for movement in MOVEMENTS:
        assert {"active-breaks", "exercise"} <= set(movement.advice.rests_on)
        assert len(movement.advice.says) >= 2


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.anchor)
def test_what_a_finding_rests_on_is_told_in_the_words_of_the_evidence(source):
    body = PARAGRAPHS[source.anchor]
    assert body.startswith(f"### {source.title.text}\n")
    told = re.search(r"- Source: (.*?)\n- Limits:", body, re.DOTALL)[1]
    names = re.findall(
        r"(\w+) and others|^(Ours)|^(UK Health and Safety Executive|World Health Organization)", source.whose.text
    )
    assert names
    for name in filter(None, (each for found in names for each in found)):
        assert name.lower() in told.lower(), source.anchor
    assert set(re.findall(r"20\d\d", source.whose.text)) <= set(re.findall(r"20\d\d", told))


def test_whatever_a_finding_rests_on_can_be_told():
    assert {anchor for insight in INSIGHTS for anchor in insight.rests_on} == SOURCES.keys()


def test_what_a_page_lists_as_a_source_is_the_paragraph_word_for_word():
    assert {source.id for source in LISTED} == rested_on()
    for source in LISTED:
        paragraph = " ".join(PARAGRAPHS[source.id].split())
        told = f"### {source.title} {source.says} - Source: {source.source} - Limits: {source.limits}"
        assert paragraph.startswith(told), source.id
