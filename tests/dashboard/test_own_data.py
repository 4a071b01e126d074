"""Everything that a person put in comes out, and goes on deletion: each table of the store, also those made later.

A new table fails here until it is said what becomes of it.
"""

import csv
import io
import json
import zipfile

import pytest
from sqlalchemy import BigInteger, Boolean, Float, Integer, LargeBinary, String, func, insert, select

from dashboard.store import people
from dashboard.store.belongings import of_person
from dashboard.store.deletion import delete_chair
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.schema import METADATA
from tests.dashboard.api_desk import ApiSite, filled
from tests.dashboard.messages import meta

OF_A_CHAIR = {
    "minutes": "minutes.csv",
    "events": "events.csv",
    "bouts": "bouts.csv",
    "days": "days.csv",
    "quarters": None,  # sums of the minutes, which are in it
    "later": None,  # messages that no program here can read
    "boots": None,  # when the chair's computer was started
    "silences": "silences.csv",
    "channels": "channels.csv",
    "reminded": "reminders.csv",
    "goals": "goals.csv",
    "schedules": "schedule.csv",
    "letters": "reports.csv",
    "limits": "limits.csv",
}
"""Tables of a chair that go when it is deleted, and the file of the zip in which each comes out."""

CHAIR_STAYS = {"watermarks", "waiting", "revisions", "work", "chair_people"}
"""Numbers without a time (`store.deletion` says why), what is asked of ingest, and whose chair it is."""

OF_A_PERSON = {
    "diary": "diary.csv",
    "workplace": "workplace.csv",
    "preferences": "account.json",
    "sessions": "account.json",
    "tokens": "account.json",
    "chair_people": "account.json",
    "group_people": "account.json",
    "group_months": None,  # who counts; that they were in the group is in it
    "group_behind": None,
}
"""Tables of a person that go with the account."""

NOBODYS = {
    "chairs", "people", "groups", "group_days", "fixed_months", "refusals", "quarantine",
}  # fmt: skip
"""What has neither: what a chair calls itself, the account's own row, figures of groups, counts, refused messages."""

SAMPLES = {BigInteger: 1, Boolean: True, Float: 1.0, Integer: 1, LargeBinary: b"x"}


def sample(column):
    kind = next((kind for kind in SAMPLES if isinstance(column.type, kind)), None)
    return SAMPLES[kind] if kind else ("x" if not isinstance(column.type, String) else "x"[: column.type.length or 1])


def put_in(connection, table, **known):
    """Put a row into a table that says nothing of it but what is known."""
    row = {column.name: sample(column) for column in table.c if not column.nullable}
    connection.execute(insert(table).values({**row, **known}))


def rows(connection, table, column, value):
    return connection.execute(select(func.count()).select_from(table).where(table.c[column] == value)).scalar_one()


def test_each_table_says_whose_it_is():
    named = {*OF_A_CHAIR, *CHAIR_STAYS, *OF_A_PERSON, *NOBODYS}
    assert set(METADATA.tables) == named
    for name, table in METADATA.tables.items():
        assert ("chair" in table.c) == (name in {*OF_A_CHAIR, *CHAIR_STAYS}), name
        assert ("person" in table.c) == (name in OF_A_PERSON), name


@pytest.mark.parametrize("name", sorted(OF_A_CHAIR))
def test_what_is_of_a_chair_goes_when_the_chair_is_deleted_and_that_of_others_stays(store, name):
    table = METADATA.tables[name]
    with store.open() as connection:
        for n, chair in enumerate(("desk", "lab"), 1):
            put_in(connection, table, chair=chair, **({"id": n} if "id" in table.c else {}))
    for _ in delete_chair(store.open, "desk", ["chairs/v1/desk/event"], 1000):
        pass
    with store.open() as connection:
        assert rows(connection, table, "chair", "desk") == 0
        assert rows(connection, table, "chair", "lab") == 1


@pytest.mark.parametrize("name", sorted(OF_A_PERSON))
def test_what_is_a_persons_goes_with_the_account(store, name):
    table = METADATA.tables[name]
    with store.open() as connection:
        people.add(connection, "Olga", "owner", "hash", 1)
        person = people.add(connection, "Mia", "member", "hash", 1)
        if "group" in table.c:
            put_in(connection, METADATA.tables["groups"], id=1)
        put_in(connection, table, person=person)
        people.remove(connection, person)
        assert rows(connection, table, "person", person) == 0


def test_what_is_of_a_chair_or_a_person_comes_out_in_its_file_and_no_secret_does(tmp_path):
    url = filled(tmp_path)
    site = ApiSite(url)
    site.hub.remember(meta("desk"))
    with transaction(writer(url), database_path(url)) as connection:
        for name, file in OF_A_CHAIR.items():
            if file and name not in {"minutes", "events", "bouts", "days"}:
                known = {"url": "mailto://anna:hidden@example.org"} if name == "channels" else {}
                put_in(connection, METADATA.tables[name], chair="desk", **known)
        for name in ("diary", "workplace", "preferences"):
            put_in(connection, METADATA.tables[name], person=0)
    with zipfile.ZipFile(io.BytesIO(site.get("/api/v1/chairs/desk/data").body)) as archive:
        every = b"".join(archive.read(name) for name in archive.namelist())
        for file in {*OF_A_CHAIR.values(), "diary.csv", "workplace.csv"} - {None}:
            assert len(list(csv.DictReader(io.StringIO(archive.read(file).decode())))) >= 1, file
        assert json.loads(archive.read("account.json"))["language"] == "x"
    assert b"hidden" not in every
    assert b"mailto" in every


def test_an_account_comes_out_without_what_lets_in(store):
    with store.open() as connection:
        person = people.add(connection, "Mia", "member", "a hash", 1)
        people.set_chairs(connection, person, ["desk"])
        put_in(connection, METADATA.tables["groups"], id=1, name="Office")
        put_in(connection, METADATA.tables["group_people"], group=1, person=person)
        for name in ("sessions", "tokens"):
            put_in(connection, METADATA.tables[name], person=person, hash=f"hash of {name}")
        put_in(connection, METADATA.tables["preferences"], person=person, language="de")
    told = store.read(of_person, person)
    assert (told["name"], told["language"], told["chairs"], told["groups"]) == ("Mia", "de", ["desk"], ["Office"])
    assert (len(told["browsers"]), len(told["tokens"])) == (1, 1)
    assert "hash" not in json.dumps(told)
