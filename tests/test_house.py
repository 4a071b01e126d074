"""The house as tests: what design and habit ask of every file, of the pinned requirements and of the documents.

Import rules are import-linter's, in pyproject.toml; they run beside this in `scripts/check`.
"""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

LONGEST_FILE = 300
"""Lines. Beyond that a file has more than one subject."""

GENERATED = re.compile(r"\bgenerated\b|sourceMappingURL|@license", re.IGNORECASE)
"""How a generated or vendored file says so, in its first or last line; such a file may be long."""

NOT_IN_ANY_FILE = {
    "the host of a package registry: each machine uses the one its own pip is set up for": (
        r"pypi\.org|pythonhosted\.org|piwheels\.org|npmjs\.(?:org|com)|jsdelivr\.net|unpkg\.com|cdnjs\."
    ),
    "a path of somebody's machine": r"/[w]ork/|/[r]oot/|/[o]pt/(?:pypi|wheels)|/[h]ome/(?!pi\b|sitwell\b)\w|/[U]sers/",
    "the number of an issue that a reader cannot look up; write owner/repo#number": r"(?i)\b(?:issue|ticket) #?\d+",
    "a mark that somebody meant to come back": r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b",
}


def house_files() -> list[Path]:
    """Every file that is tracked or would be: what git ignores is not ours."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return sorted(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


def text_files() -> dict[str, str]:
    """Relative name to text, of each house file that is text."""
    texts = {}
    for path in house_files():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a sound
    return texts


def is_generated(text: str) -> bool:
    lines = text.strip().splitlines() or [""]
    return bool(GENERATED.search(lines[0]) or GENERATED.search(lines[-1]))


def test_no_source_file_is_longer_than_the_house_allows() -> None:
    long = {
        name: count
        for name, text in text_files().items()
        if name.endswith((".py", ".js", ".css"))
        and (count := len(text.splitlines())) > LONGEST_FILE
        and not is_generated(text)
    }
    assert not long, f"over {LONGEST_FILE} lines; split by subject: {long}"


@pytest.mark.parametrize("why", NOT_IN_ANY_FILE)
def test_no_file_holds(why: str) -> None:
    pattern = re.compile(NOT_IN_ANY_FILE[why])
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in text_files().items()
        if not is_generated(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{why}: {found}"


def test_each_package_tells_type_checkers_that_it_is_typed() -> None:
    assert [p for p in ("contract", "edge", "dashboard", "mock_hw") if not (ROOT / p / "py.typed").is_file()] == []


# Requirements


def pins(name: str) -> dict[str, list[str]]:
    """Pinned versions by canonical name; a name may have one version for each range of Pythons."""
    versions: dict[str, list[str]] = {}
    for project, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", requirement_text(name), re.MULTILINE):
        versions.setdefault(canonicalize_name(project), []).append(version)
    return versions


def requirement_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def wanted(extra: str) -> list[Requirement]:
    """What pyproject.toml asks for directly, with the extras that an extra stands on."""
    requirements = [Requirement(line) for line in PYPROJECT["dependencies"]]
    for line in PYPROJECT["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if requirement.name == PYPROJECT["name"]:
            requirements += [each for inner in sorted(requirement.extras) for each in wanted(inner)]
        else:
            requirements.append(requirement)
    return requirements


LOCKS = ("edge", "pi", "dashboard", "demo", "dev")


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash_and_no_line_names_a_place_to_get_it_from(name: str) -> None:
    text = re.sub(r"\s*\\\n\s*", " ", requirement_text(name))
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    bad = [
        line[:80] for line in lines if not re.fullmatch(r"[\w.-]+==\S+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+", line)
    ]
    assert lines
    assert not bad, f"requirements/{name}.txt; run scripts/lock: {bad}"
    assert "://" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_the_pins_satisfy_what_pyproject_asks_for(name: str) -> None:
    have = pins(name)
    stale = [
        str(each)
        for each in wanted(name)
        if not have.get(canonicalize_name(each.name))
        or not all(each.specifier.contains(Version(v)) for v in have[canonicalize_name(each.name)])
    ]
    assert not stale, f"requirements/{name}.txt is behind pyproject.toml; run scripts/lock: {stale}"


@pytest.mark.parametrize("name", ["edge", "pi", "dashboard", "demo"])
def test_a_version_is_the_same_in_every_requirement_file(name: str) -> None:
    dev = pins("dev")
    assert {p: v for p, v in pins(name).items() if p in dev and dev[p] != v} == {}


@pytest.mark.parametrize("name", ["edge", "pi"])
def test_a_chair_installs_no_pandas_and_no_web_framework(name: str) -> None:
    heavy = {"pandas", "numpy", "dash", "plotly", "flask", "fastapi", "sqlalchemy", "uvicorn"}
    assert heavy & pins(name).keys() == set()


# Documents


def documents() -> dict[str, str]:
    return {name: text for name, text in text_files().items() if name.endswith(".md")}


def test_every_command_that_a_document_names_exists() -> None:
    services = "".join(f"{path.stem} {path.read_text()}" for path in (ROOT / "systemd").iterdir())
    known = {*PYPROJECT["scripts"], *re.findall(r"sitwell-[a-z]+", services)}
    missing = []
    for name, text in documents().items():
        for script in re.findall(r"(?<![\w/-])scripts/[a-z][\w.-]*\w", text):
            path = ROOT / script
            if not path.is_file() or (path.suffix == "" and not path.stat().st_mode & 0o100):
                missing.append(f"{name}: {script}")
        missing += [
            f"{name}: {c}" for c in re.findall(r"(?<![\w/.-])sitwell-[a-z]+(?![\w./-])", text) if c not in known
        ]
        missing += [
            f"{name}: python -m {module}"
            for module in re.findall(r"python3? -m (contract|edge|dashboard|mock_hw)\b", text)
            if not (ROOT / module / "__main__.py").is_file()
        ]
    assert not missing


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name, text in documents().items()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        if "://" not in target
        and not target.startswith("mailto:")
        and not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert not broken


def test_every_decision_says_context_decision_and_cost() -> None:
    headings = {"## Context", "## Decision", "## What it costs"}
    short = [
        name
        for name, text in documents().items()
        if re.match(r"docs/decisions/\d{4}-", name) and not headings <= set(text.splitlines())
    ]
    assert not short
