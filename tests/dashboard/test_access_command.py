"""People and tokens from a terminal, and what a desk that runs makes of them."""

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli
from tests.dashboard.doors import WORDS, Browser, House, logged_in


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def run(house, monkeypatch):
    """Run a command on the house's store; a password is asked for twice."""
    monkeypatch.setenv("SITWELL_STORE_URL", f"sqlite:///{house.path}")

    def run(*words, typed=f"{WORDS}\n{WORDS}\n"):
        house.time.pass_(1 / 60)
        return CliRunner().invoke(cli, list(words), input=typed)

    return run


def test_somebody_is_let_in_sees_the_own_chairs_and_is_shut_out_again(house, run):
    run("user", "add", "Olga", "--role", "owner")
    assert run("user", "add", "Mia", "--chair", "desk").stdout.endswith("Mia may log in as member\n")
    mia = logged_in(house, "Mia")
    assert [chair["id"] for chair in mia.get("/api/v1/chairs").json] == ["desk"]
    assert run("user", "chairs", "mia", "lab", "desk").stdout == "desk\nlab\n"
    assert [chair["id"] for chair in mia.get("/api/v1/chairs").json] == ["desk", "lab"]
    run("user", "chairs", "Mia", "--none")
    assert mia.get("/api/v1/chairs").json == []
    assert run("user", "role", "Mia", "viewer").exit_code == 0
    assert run("user", "list").stdout == "Mia\tviewer\tno chair\nOlga\towner\tevery chair\n"
    run("user", "remove", "Mia")
    assert mia.get("/").status == 303


def test_a_new_password_from_a_terminal_logs_every_browser_out(house, run, tmp_path):
    run("user", "add", "Olga", "--role", "owner")
    olga = logged_in(house)
    (tmp_path / "words").write_text("four calling birds\n")
    assert run("user", "password", "Olga", "--password-file", str(tmp_path / "words")).exit_code == 0
    assert olga.get("/").status == 303
    assert Browser(house).log_in("Olga", "four calling birds").status == 303


def test_the_only_owner_stays(house, run):
    run("user", "add", "Olga", "--role", "owner")
    for words in (("user", "remove", "Olga"), ("user", "role", "Olga", "member")):
        answer = run(*words)
        assert (answer.exit_code, "this is the only owner" in answer.stderr) == (1, True)
    logged_in(house)


@pytest.mark.parametrize(
    ("words", "typed", "why"),
    [
        (["user", "add", "Olga"], "short\nshort\n", "at least 10 characters"),
        (["user", "add", "a\u202eb"], "", "invisible"),
        (["user", "add", " "], "", "1 to 80 characters"),
        (["user", "add", "x" * 81], "", "1 to 80 characters"),
        (["user", "add", "Mia"], "", "somebody called Mia already"),
        (["user", "add", "M\u0049A"], "", "already"),
        (["user", "password", "Nobody"], "", "nobody called 'Nobody'"),
        (["user", "remove", "Nobody"], "", "nobody called"),
        (["token", "add", "Nobody"], "", "nobody called"),
        (["token", "remove", "77"], "", "no token 77"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(house, run, words, typed, why):
    house.add("Mia", "member")
    answer = run(*words, typed=typed)
    assert (answer.exit_code, why in answer.stderr) == (1, True), answer.output


@pytest.mark.parametrize(
    "words",
    [
        ["user", "add", "Olga", "--role", "king"],
        ["user", "chairs", "Mia", "DESK"],
        ["user", "chairs", "Mia", "desk", "--none"],
        ["user", "add", "Olga", "--chair", "../lab"],
        ["user", "password", "Mia", "--password-file", "missing"],
        ["token", "add", "Mia", "--days", "0"],
    ],
)
def test_wrong_usage_ends_with_2(house, run, words):
    house.add("Mia", "member")
    assert run(*words).exit_code == 2


def test_a_token_is_shown_once_and_does_what_its_person_may_in_the_api_alone(house, run):
    house.add("Mia", "member", ("desk",))
    token = run("token", "add", "Mia", "--name", "Grafana").stdout.strip()
    bearer = {"authorization": f"Bearer {token}", "accept": ""}
    program = Browser(house)
    assert [chair["id"] for chair in program.get("/api/v1/chairs", **bearer).json] == ["desk"]
    assert program.get("/api/v1/chairs/lab/today", **bearer).status == 404
    assert program.get("/", **bearer).status == 401
    assert program.get("/live?chair=desk", **bearer).status == 401
    assert program.get("/account", **bearer).status == 401
    listed = run("token", "list").stdout
    assert listed == "1\tMia\tGrafana\tuntil removed\n"
    assert token.encode() not in b"".join(each.read_bytes() for each in house.path.parent.glob("people.db*"))
    run("token", "remove", "1")
    assert program.get("/api/v1/chairs", **bearer).status == 401


def test_a_token_ends_on_its_day(house, run, monkeypatch):
    monkeypatch.setattr("dashboard.people.now_ms", lambda: house.time.now_ms)
    house.add("Mia", "member", ("desk",))
    bearer = {"authorization": f"bearer {run('token', 'add', 'Mia', '--days', '1').stdout.strip()}", "accept": ""}
    program = Browser(house)
    assert program.get("/api/v1/me", **bearer).json["way"] == "token"
    house.time.pass_(24)
    assert program.get("/api/v1/me", **bearer).status == 401


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Bearer x y", "Basic abc", "Bearer \xff", "token x"])
def test_what_is_no_token_opens_nothing_even_beside_a_good_cookie(house, sent):
    house.add("Olga")
    browser = logged_in(house)
    status = browser.get("/api/v1/me", authorization=sent, accept="").status
    assert status == (401 if sent.startswith("Bearer") else 200)


def test_a_store_without_tables_is_said_with_its_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("SITWELL_STORE_URL", f"sqlite:///{tmp_path}/none.db")
    answer = CliRunner().invoke(cli, ["user", "list"])
    assert answer.exit_code == 3
    assert "there is none yet: start" in answer.stderr
