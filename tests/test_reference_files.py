"""The settings that users copy from are the settings that the code has."""

from pathlib import Path

import pytest

from contract.settings import describe, example, load_settings
from dashboard.config import DeskSettings
from edge.config import EdgeSettings

DOCS = Path(__file__).parent.parent / "docs"
FILES = [("edge.toml", EdgeSettings), ("desk.toml", DeskSettings)]


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_the_documented_settings_are_current(name, kind):
    assert (DOCS / name).read_text("utf-8") == example(kind), f"write docs/{name} anew from contract.settings.example"


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_the_documented_settings_are_the_defaults(name, kind):
    assert load_settings(kind, DOCS / name, {}) == kind()


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_every_key_says_what_it_means(name, kind):
    assert [key for key, _, text in describe(kind) if not text] == [], name
