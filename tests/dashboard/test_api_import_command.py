"""`sitwell-dashboard import` in a terminal."""

import json

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli
from dashboard.store import diary, people, work
from dashboard.store.engine import database_path, transaction, writer
from tests.dashboard.api_desk import JSON, SAT_MS, ApiSite, filled


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    url = filled(folder)
    site = ApiSite(url)
    (folder / "data.zip").write_bytes(site.get("/api/v1/chairs/desk/data").body)
    (folder / "lines").write_bytes(site.get("/api/v1/chairs/desk/export?format=json").body)
    (folder / "desk.toml").write_text(f'[store]\nurl = "{url}"\n')
    return folder, url


def bring(folder, file, *arguments):
    config = ["--config", str(folder / "desk.toml")]
    return CliRunner().invoke(cli, ["import", str(folder / file), *arguments, *config])


def asked(url, chair):
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        found = work.about(connection, chair)
    engine.dispose()
    return [each.kind for each in found]


def test_a_zip_is_handed_to_ingest_as_the_chair_that_it_names(desk):
    answer = bring(desk[0], "data.zip")
    assert (answer.exit_code, answer.stdout.split()[0]) == (0, "65")
    assert asked(desk[1], "desk") == ["import"]


def test_lines_may_become_another_chairs(desk):
    answer = bring(desk[0], "lines", "--chair", "lab")
    assert (answer.exit_code, asked(desk[1], "lab")) == (0, ["import"])


def test_a_line_that_cannot_be_is_named_by_file_and_number_and_ends_with_1(desk):
    text = (desk[0] / "lines").read_bytes()
    (desk[0] / "spoilt").write_bytes(text.replace(b'"seq":2,', b'"seq":-2,'))
    answer = bring(desk[0], "spoilt", "--chair", "spoilt")
    assert answer.exit_code == 1
    assert "spoilt:3: line.seq: " in answer.stderr
    assert asked(desk[1], "spoilt") == ["import"]


def test_the_diary_in_the_zip_is_taken_in_too_for_whom_it_is_said_to_be(tmp_path):
    url, other = filled(tmp_path), tmp_path / "other"
    other.mkdir()
    target = filled(other)
    note = {"at_ms": SAT_MS, "pain": 3, "places": [], "note": "since noon", "zone": "UTC"}
    site = ApiSite(url)
    assert site.get("/api/v1/me/diary", method="POST", body=json.dumps(note).encode(), **JSON).status == 201
    (other / "data.zip").write_bytes(site.get("/api/v1/chairs/desk/data").body)
    (other / "desk.toml").write_text(f'[store]\nurl = "{target}"\n')

    def written(person):
        with transaction(writer(target), database_path(target)) as connection:
            return [each.note for each in diary.everything(connection, person)]

    assert bring(other, "data.zip").exit_code == 0
    assert bring(other, "data.zip").stdout.splitlines()[1].startswith("0 entries")
    assert written(0) == ["since noon"], "there are no accounts, so it is of whoever sits there"
    with transaction(writer(target), database_path(target)) as connection:
        diary.forget(connection, 0)
        ids = [people.add(connection, name, "owner", "hash", 1) for name in ("Olga", "Mia")]
    jobs = len(asked(target, "desk"))
    for words, why in (((), "say whose it becomes with --person"), (("--person", "Max"), "nobody called 'Max'")):
        answer = bring(other, "data.zip", *words)
        assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (1, "", 1)
        assert why in answer.stderr
    assert len(asked(target, "desk")) == jobs, "nothing is taken in while it is not said whose the diary is"
    assert bring(other, "data.zip", "--no-diary").exit_code == 0
    assert [written(id_) for id_ in ids] == [[], []]
    assert bring(other, "data.zip", "--person", "Mia").stdout.splitlines()[1].startswith("1 entries")
    assert [written(id_) for id_ in ids] == [[], ["since noon"]]


@pytest.mark.parametrize(
    ("file", "arguments", "code", "why"),
    [
        ("nowhere", (), 1, "No such file"),
        ("lines", ("--chair", "My Chair"), 2, "use 1 to 32 of a-z"),
        ("headless", (), 1, "name the chair"),
    ],
)
def test_what_cannot_be_taken_in_is_one_line_with_the_remedy(desk, file, arguments, code, why):
    (desk[0] / "headless").write_bytes((desk[0] / "lines").read_bytes().partition(b"\n")[2])
    answer = bring(desk[0], file, *arguments)
    assert (answer.exit_code, answer.stdout) == (code, "")
    assert why in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_without_a_store_it_ends_with_3(tmp_path, desk):
    (tmp_path / "desk.toml").write_text(f'[store]\nurl = "sqlite:///{tmp_path / "none.db"}"\n')
    (tmp_path / "data.zip").write_bytes((desk[0] / "data.zip").read_bytes())
    answer = bring(tmp_path, "data.zip")
    assert (answer.exit_code, "there is none yet: start" in answer.stderr) == (3, True)
