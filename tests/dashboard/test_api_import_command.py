"""`sitwell-dashboard import` in a terminal."""

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli
from dashboard.store import work
from dashboard.store.engine import database_path, transaction, writer
from tests.dashboard.api_desk import ApiSite, filled


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
    assert (answer.exit_code, "look whether the folder exists" in answer.stderr) == (3, True)
