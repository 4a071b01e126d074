"""Files to take away: CSV, JSON lines, Parquet, and the zip with everything."""

import csv
import io
import json
import random
import sys
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from pyarrow import parquet

from contract.delivery import Durable
from contract.minute import MinuteRecord
from contract.state import ChairMeta
from dashboard.exchange import csv_form, zip_form
from dashboard.exchange.belongings import FILES
from dashboard.exchange.columns import EVENTS, MINUTES, TABLES, Column
from dashboard.exchange.flat import local
from dashboard.exchange.own_words import CHECKLIST, DIARY
from dashboard.exchange.readme import WIDTH, text
from dashboard.locale.catalogue import catalogue
from tests.dashboard.api_desk import EVIL, MINUTE_MS, SAT_MS, ApiSite, filled

DESK = "/api/v1/chairs/desk"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return ApiSite(filled(tmp_path_factory.mktemp("desk")))


def as_text(cell):
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def table(text):
    return list(csv.DictReader(io.StringIO(text.decode())))


def test_a_csv_has_every_column_and_an_empty_cell_where_nothing_was_measured(site):
    answer = site.get(f"{DESK}/export?kind=minutes&from=2026-07-22")
    rows = table(answer.body)
    assert list(rows[0]) == [column.name for column in MINUTES]
    assert (len(rows), rows[0]["at"], rows[0]["occupied_s"]) == (60, "2026-07-22T09:00:00.000+02:00", "60.0")
    assert (rows[0]["cop_lateral"], rows[0]["mean_kg"], rows[0]["placed"]) == ("", "", "true")
    assert answer.headers["content-disposition"] == 'attachment; filename="sitwell-desk-minutes-2026-07-22.csv"'
    assert answer.headers["cache-control"] == "no-store"


def test_a_text_that_a_spreadsheet_would_compute_is_made_harmless(site):
    faults = [row["fault"] for row in table(site.get(f"{DESK}/export?kind=events").body) if row["fault"]]
    assert faults == [f"'{EVIL}"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_begins_as_a_formula_and_numbers_stay_numbers(text):
    written = b"".join(csv_form.written([Column("a", str, ""), Column("b", float, "")], [[text, -0.5]]))
    assert next(csv.reader(io.StringIO(written.decode().partition("\r\n")[2], newline=""))) == [f"'{text}", "-0.5"]


def test_json_lines_hold_the_messages_as_the_chair_told_them(site):
    lines = [json.loads(line) for line in site.get(f"{DESK}/export?format=json&kind=events").body.splitlines()]
    assert (lines[0]["what"], lines[0]["meta"]["zone"]) == ("chair", "Europe/Berlin")
    assert [line["body"]["kind"] for line in lines[1:]] == [
        "bout_started",
        "uneven_started",
        "cell_failed",
        "bout_ended",
    ]
    assert lines[1]["epoch"] == "0123456789abcdef"


@pytest.mark.parametrize("kind", list(TABLES))
def test_parquet_has_the_same_cells_as_the_csv_with_their_types(site, kind):
    rows = parquet.read_table(io.BytesIO(site.get(f"{DESK}/export?format=parquet&kind={kind}").body))
    assert rows.schema.names == [column.name for column in TABLES[kind]]
    told = table(site.get(f"{DESK}/export?kind={kind}").body)
    assert len(told) == rows.num_rows > 0
    for written, cells in zip(told, rows.to_pylist(), strict=True):
        for column in TABLES[kind]:
            cell = cells[column.name]
            assert cell is None or isinstance(cell, column.holds)
            assert written[column.name].removeprefix("'") == as_text(cell)


def test_parquet_without_pyarrow_says_what_to_install(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = site.get(f"{DESK}/export?format=parquet")
    assert (answer.status, "pip install 'sitwell[parquet]'" in answer.json["detail"]) == (501, True)


def test_everything_is_one_zip_whose_readme_names_every_column(site):
    answer = site.get(f"{DESK}/data")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        names = ["README.txt", "minutes.csv", "events.csv", "bouts.csv", "days.csv"]
        names += [*(f"{name}.csv" for name in FILES), "data.jsonl"]
        names += ["diary.csv", "workplace.csv", "account.json", "diary.jsonl"]
        assert archive.namelist() == names
        readme = archive.read("README.txt").decode()
        for kind, columns in TABLES.items():
            assert list(table(archive.read(f"{kind}.csv"))[0]) == [column.name for column in columns]
            for column in columns:
                assert f"  {column.name} " in readme
                assert column.meaning in readme
        assert len(archive.read("data.jsonl").splitlines()) == 1 + 61 + 4
        assert len(table(archive.read("days.csv"))) == 3


def test_the_readme_is_in_the_readers_language_and_names_the_columns_as_they_are(site):
    answer = site.get(f"{DESK}/data", **{"accept-language": "de"})
    german = catalogue("de")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        readme = archive.read("README.txt").decode()
        assert readme.startswith("Alles, was der Server vom Stuhl desk hat (")
        for kind, columns in TABLES.items():
            assert list(table(archive.read(f"{kind}.csv"))[0]) == [column.name for column in columns]
        for columns in (*TABLES.values(), *FILES.values(), DIARY, CHECKLIST):
            for column in columns:
                assert f"  {column.name} " in readme
                assert german.text(column.meaning) in readme
                assert german.text(column.meaning) != column.meaning
    assert "die Seite Rücken wieder ein" in " ".join(readme.split())


def test_the_readme_fits_a_window_where_it_is_prose():
    prose = text(ChairMeta(chair="desk", name="desk", model="", software="", zone="UTC")).partition("minutes.csv\n")[0]
    assert max(map(len, prose.splitlines())) <= WIDTH


def test_a_hostile_name_of_a_chair_stays_one_line_of_the_readme():
    meta = ChairMeta(chair="desk", name="a\n\nminutes.csv\n\n  at_ms lies", model="", software="", zone="UTC")
    assert "(a minutes.csv at_ms lies)" in text(meta).splitlines()[0]


def test_every_field_that_a_chair_tells_has_a_column():
    told = {column.name for column in MINUTES} | {"version", "posture", "cue", "shares"}
    assert {field.name for field in msgspec.structs.fields(MinuteRecord)} <= told
    for kind in Durable.__args__:
        if kind is not MinuteRecord:
            names = {field.name for field in msgspec.structs.fields(kind)}
            assert names <= {column.name for column in EVENTS} | {"version"}, kind


def test_an_export_of_a_time_has_that_time_only(site):
    rows = table(site.get(f"{DESK}/export?from={SAT_MS}&to={SAT_MS + MINUTE_MS}").body)
    assert [row["at"] for row in rows] == [local(SAT_MS, ZoneInfo("Europe/Berlin"))]


def test_a_store_that_fails_is_said_before_the_file_begins(tmp_path):
    site = ApiSite(f"sqlite:///{tmp_path / 'missing.db'}")
    answer = site.get(f"{DESK}/export")
    assert (answer.status, "there is none yet: start" in answer.json["detail"]) == (503, True)


def test_a_zip_is_sent_while_it_is_written_and_never_held_as_a_whole():
    pulled = []

    def pieces():
        for n in range(200):
            pulled.append(n)
            yield random.Random(n).randbytes(4096)

    made = zip_form.zipped([("noise", pieces())], datetime(2026, 7, 22, tzinfo=UTC))
    first = len(next(made)) + len(next(made))
    assert first < 40_000
    assert len(pulled) < 20
