"""Finds every text of the product, wherever it is written.

| where                        | what                                                                          |
|------------------------------|-------------------------------------------------------------------------------|
| Python                       | `N_("...")`, `NN_("one", "many")`, `_("...")`, `said.many("one", "many", ...)`  |
| assets/js                    | `t("...")`, `tn("one", "many", ...)`                                            |
| access/templates             | `_("...")`                                                                    |
| the skeleton of all pages    | each text between tags, and what `components.markup.SPOKEN` names, as rendered |
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

from dashboard.locale.catalogue import LANGUAGES, catalogue
from dashboard.web.components.frame import frame
from dashboard.web.components.markup import markup
from dashboard.web.pages import PAGES
from dashboard.words import Filled

ROOT = Path(__file__).parents[2]
DESK = ROOT / "dashboard"
SKELETON = "dashboard/web/pages"
"""Where a text of the skeleton is said to stand: it comes from rendering, so no line of it is known."""

Keywords = Mapping[str, tuple[int, ...] | None]

PYTHON: Keywords = {"N_": None, "_": None, "NN_": (1, 2), "many": (1, 2)}
SCRIPT: Keywords = {"t": None, "tn": (1, 2)}
TEMPLATE: Keywords = {"_": None}


class Found(NamedTuple):
    """A text, its plural if it has one, and the file that it stands in."""

    text: str
    plural: str
    file: str


def texts() -> Iterator[Found]:
    """Return all of them; one that stands in several places, several times."""
    for path in sorted(DESK.rglob("*.py")):
        yield from _in_file("python", path, PYTHON)
    for path in sorted((DESK / "web" / "assets" / "js").rglob("*.js")):
        yield from _in_file("javascript", path, SCRIPT)
    for path in sorted(DESK.rglob("templates/*.html")):
        yield from _in_file("jinja2.ext:babel_extract", path, TEMPLATE)
    yield from (Found(text, "", SKELETON) for text in skeleton())


def skeleton() -> list[str]:
    """Return the texts of the skeleton. What has no two letters, such as a dash, is none; nor is a language's name."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text.text if isinstance(text, Filled) else text)
        if isinstance(text, Filled):
            found.extend(each for each in text.values.values() if isinstance(each, str))
        return text

    markup(frame(PAGES), note)
    own = {catalogue(each).name for each in LANGUAGES}
    return sorted({text for text in found if sum(map(str.isalpha, text)) > 1} - own)


def _in_file(method: str, path: Path, keywords: Keywords) -> Iterator[Found]:
    options = {"parse_template_string": "true"} if method == "javascript" else {}
    for _, told, _, _ in extract_from_file(method, path, keywords=keywords, options=options):
        text, plural = told if isinstance(told, tuple) else (told, "")
        yield Found(str(text), str(plural), path.relative_to(ROOT).as_posix())


def template() -> Catalog:
    """Return a catalogue of all texts without any translation."""
    made = Catalog(project="Sitwell", charset="utf-8")
    for text, plural, file in texts():
        made.add((text, plural) if plural else text, locations=[(file, 0)])
    return made
