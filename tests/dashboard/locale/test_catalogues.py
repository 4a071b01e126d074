"""Every catalogue holds every text: none is missing, none is left over, and no value gets lost."""

import re
from pathlib import Path
from string import Formatter

import pytest

from dashboard.locale.__main__ import update
from dashboard.locale.catalogue import LANGUAGES, Catalogue, catalogue, po_file, read_catalog
from dashboard.locale.collect import DESK, skeleton, template, texts

OTHERS = LANGUAGES[1:]
CALL = re.compile(r"(?<![\w.$])tn?\((?!\s*\"|$)")


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def collected():
    return template()


def forms(entry):
    return [entry] if isinstance(entry, str) else list(entry)


def test_there_is_german_beside_english():
    assert LANGUAGES == ("en", "de")


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_nothing_else_is(language, collected):
    wanted = {message.id if isinstance(message.id, str) else tuple(message.id) for message in collected if message.id}
    there = {
        each.id if isinstance(each.id, str) else tuple(each.id): each for each in read_catalog(language) if each.id
    }
    remedy = "run python -m dashboard.locale, translate what it names"
    assert wanted - there.keys() == set(), remedy
    assert there.keys() - wanted == set(), remedy
    assert [key for key, each in there.items() if not all(map(str.strip, forms(each.string)))] == [], remedy


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_text(language):
    read = read_catalog(language)
    for each in read:
        if not each.id:
            continue
        if isinstance(each.id, str):
            assert places(each.string) == places(each.id), each.id
            continue
        assert len(each.string) == read.num_plurals, each.id
        wanted = places(each.id[0]) | places(each.id[1])
        for form in each.string:
            assert places(form) in (wanted, wanted - {"n"}, places(each.id[0])), each.id


@pytest.mark.parametrize("language", OTHERS)
def test_the_command_changes_nothing_in_a_catalogue_that_is_whole(language, collected, tmp_path, monkeypatch):
    copy = tmp_path / "sitwell.po"
    copy.write_bytes(po_file(language).read_bytes())
    monkeypatch.setattr("dashboard.locale.__main__.po_file", lambda _: copy)
    assert update(language, collected) == []
    assert copy.read_bytes() == po_file(language).read_bytes(), "run python -m dashboard.locale"


def test_a_language_that_begins_lacks_every_text(collected, tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.locale.__main__.po_file", lambda language: tmp_path / language / "sitwell.po")
    assert len(update("fr", collected)) == len(collected)
    assert (tmp_path / "fr" / "sitwell.po").exists()


def test_texts_of_python_scripts_templates_and_pages_are_collected():
    found = {each.text: each.plural for each in texts()}
    assert found["{n} sitting bout"] == "{n} sitting bouts"  # Python
    assert found["Snoozed once today"] == "Snoozed {n} times today"  # a module of the page
    assert "Forgotten? Whoever runs this desk sets a new one with {command}." in found  # a template
    assert "The seat from above and how the load is shared" in skeleton()
    assert "About: {what}" in found


def test_the_pages_modules_translate_literals_only():
    """What is no literal is never collected. language.js itself and message.js, whose texts are the desk's, may."""
    scripts = (
        path for path in sorted(DESK.rglob("assets/js/**/*.js")) if path.name not in {"language.js", "message.js"}
    )
    lines = [f"{path.name}: {line.strip()}" for path in scripts for line in code(path) if CALL.search(line)]
    assert lines == []


def code(path: Path):
    return [line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith(("//", "/*", "*"))]


def test_a_text_that_is_not_in_the_catalogue_is_told_in_english():
    assert Catalogue("de", {}).text("Only {span} so far", span="5 min") == "Only 5 min so far"
    assert Catalogue("de", {}).many("{n} bout", "{n} bouts", 2) == "2 bouts"


def test_each_language_says_its_own_name():
    assert [catalogue(each).name for each in LANGUAGES] == ["English", "Deutsch"]
