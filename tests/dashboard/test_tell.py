"""A chair told from a terminal. The desk behind it is a dictionary; tests/broker has a real one."""

import pytest
import typer
from typer.testing import CliRunner

from dashboard import tell as telling
from dashboard.__main__ import cli
from dashboard.config import WebSettings
from dashboard.near import page_url
from dashboard.tell import fields_of


@pytest.fixture
def desk(monkeypatch):
    """Return a way to say what the desk answers; what it was asked is kept in `asked`."""

    def desk(status, **said):
        desk.asked, desk.ways = [], []

        def ask(url, fields, way):
            desk.asked.append((url, fields))
            desk.ways.append(way)
            return status, said

        monkeypatch.setattr(telling, "ask", ask)
        return desk

    return desk


def run(*words):
    return CliRunner().invoke(cli, ["tell", *words])


def test_a_chair_that_obeys_ends_with_0(desk):
    desk(200, accepted=True)
    answer = run("desk", "limits", "nudge_s=1200", "uneven_points=12.5", "--port", "8051")
    assert (answer.exit_code, answer.stdout) == (0, "desk accepted limits\n")
    url = "http://127.0.0.1:8051/api/v1/chairs/desk/commands/limits"
    assert desk.asked == [(url, {"nudge_s": 1200, "uneven_points": 12.5})]


@pytest.mark.parametrize(
    ("status", "said", "code", "why"),
    [
        (200, {"accepted": False, "why": "somebody sits"}, 1, "desk refused tare: somebody sits"),
        (504, {"detail": "is it on?"}, 1, "is it on?"),
        (503, {"detail": "the broker is away"}, 1, "the broker is away"),
        (404, {"detail": "no chair"}, 1, "no chair"),
        (422, {"detail": "tare takes no fields"}, 2, "tare takes no fields"),
        (500, {}, 1, "the desk answered 500"),
    ],
)
def test_what_did_not_work_is_said_with_its_exit_code(desk, status, said, code, why):
    desk(status, **said)
    answer = run("desk", "tare")
    assert (answer.exit_code, answer.stderr) == (code, f"error: {why}\n")


def test_a_desk_that_does_not_run_is_named_with_the_remedy(monkeypatch):
    def ask(_url, _fields, _way):
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(telling, "ask", ask)
    answer = run("desk", "tare")
    assert answer.exit_code == 1
    assert "start it with sitwell-dashboard run" in answer.stderr


def test_a_chairs_name_cannot_lead_elsewhere(desk):
    desk(404, detail="no")
    run("../../x?", "tare")
    assert desk.asked[0][0].endswith("/api/v1/chairs/..%2F..%2Fx%3F/commands/tare")


@pytest.mark.parametrize(
    "words",
    [["desk"], [], ["desk", "pause", "600"], ["desk", "dance"], ["desk", "pause", "=1"], ["a", "b", "c=1", "c=2"]],
)
def test_wrong_usage_ends_with_2(words):
    assert run(*words).exit_code == 2


def test_a_settings_file_that_is_not_there_ends_with_3():
    assert run("desk", "tare", "--config", "missing.toml").exit_code == 3


def test_values_are_numbers_and_truths_where_they_look_like_it():
    assert fields_of(["quiet=true", "a=1", "b=x y", "c="]) == {"quiet": True, "a": 1, "b": "x y", "c": ""}
    with pytest.raises(typer.BadParameter, match="key=value"):
        fields_of(["quiet"])


def test_the_page_is_found_at_an_address_of_the_new_kind():
    assert page_url(WebSettings(host="::1")) == "http://[::1]:8050/"


def test_a_page_that_listens_everywhere_is_found_on_this_computer():
    assert page_url(WebSettings(host="0.0.0.0", certificate="c", key="k")) == "https://127.0.0.1:8050/"  # noqa: S104
    assert page_url(WebSettings(host="::")) == "http://[::1]:8050/"


def test_a_token_comes_from_a_file_or_the_environment_and_is_never_shown(desk, tmp_path, monkeypatch):
    desk(200, accepted=True)
    (tmp_path / "token").write_text("file-token\n")
    answer = run("desk", "identify", "--token-file", str(tmp_path / "token"))
    monkeypatch.setenv("SITWELL_TOKEN", "its-token")
    run("desk", "identify")
    assert [way.token for way in desk.ways] == ["file-token", "its-token"]
    assert "token" not in answer.output
    assert run("desk", "identify", "--token-file", str(tmp_path / "none")).exit_code == 3


def test_a_desk_that_wants_a_log_in_says_how_to_get_a_token(desk):
    desk(401, detail="log in")
    answer = run("desk", "identify")
    assert answer.exit_code == 1
    assert "sitwell-dashboard token add" in answer.stderr
