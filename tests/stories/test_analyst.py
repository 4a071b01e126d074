"""The analyst: figures computed by a process of its own, real here, over a real store."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from dashboard.analysis.diary.entry import Entry
from dashboard.analyst.answers import answer
from dashboard.analyst.process import Analyst
from dashboard.analyst.questions import (
    BesideAsked,
    ComparisonAsked,
    Days,
    DaysAsked,
    FiguresAsked,
    HistoryAsked,
    NoticedAsked,
    ReportAsked,
)
from dashboard.errors import StoreError
from dashboard.store import migrations
from dashboard.store.engine import database_path, reader, transaction, writer
from tests.dashboard.history_store import fill, year

TODAY = date(2026, 7, 22)
FOREVER = (sys.executable, "-c", "import sys; sys.stdin.buffer.readlines()")
"""Somebody who listens to the end and never answers."""


def some(first_ago: int, last_ago: int) -> Days:
    first, last = (TODAY - timedelta(days=ago) for ago in (first_ago, last_ago))
    return Days(chair="desk", zone="Europe/Berlin", break_s=120.0, first=first, last=last)


WHO = {"chair": "desk", "name": "Desk", "zone": "Europe/Berlin", "today": TODAY, "break_s": 120.0, "nudge_s": 1800.0}
NOON_MS = 1_784_700_000_000
QUESTIONS = {
    "history": HistoryAsked(days=some(370, 0), today=TODAY),
    "comparison": ComparisonAsked(before=some(28, 15), after=some(14, 1)),
    "noticed": NoticedAsked(**WHO),
    "report": ReportAsked(**WHO, kind="week", first=date(2026, 7, 13)),
    "days": DaysAsked(days=some(28, 0)),
    "figures": FiguresAsked(days=some(14, 1), against=some(28, 15)),
    "beside": BesideAsked(
        entries=[Entry(at_ms=NOON_MS, pain=4, note="two\nlines")],
        chairs=[some(27, 0)],
        first=some(27, 0).first,
        last=TODAY,
    ),
}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Make a store with a year of one chair."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'desk.db'}"
    with transaction(writer(url), database_path(url)) as connection:
        migrations.migrate(connection)
    fill(url, year(TODAY))
    return url


@pytest.fixture(scope="module")
def analyst(url):
    with closing(Stopped(url)) as analyst:
        yield analyst


class Stopped(Analyst):
    """An analyst that `closing` stops, and whose process can be looked at."""

    close = Analyst.stop

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        return self._child


@pytest.mark.parametrize("asked", QUESTIONS)
def test_the_process_answers_what_the_analysis_does(analyst, url, asked):
    engine = reader(url)
    here = answer(QUESTIONS[asked], lambda: transaction(engine, database_path(url)))
    engine.dispose()
    assert analyst.ask(QUESTIONS[asked]) == here
    assert len(here) > 100


def test_one_process_answers_one_question_after_the_other(analyst):
    analyst.ask(QUESTIONS["days"])
    first = analyst.process
    analyst.ask(QUESTIONS["figures"])
    assert analyst.process is first
    assert first.poll() is None


def test_who_is_killed_in_the_midst_is_started_anew_with_the_next_question(url):
    with closing(Stopped(url)) as analyst:
        told = analyst.ask(QUESTIONS["days"])
        os.kill(analyst.process.pid, signal.SIGKILL)
        try:
            again = analyst.ask(QUESTIONS["days"])  # the kernel may have told us of the end already
        except StoreError as refused:
            assert "try again" in str(refused)  # noqa: PT017 - either is right
            again = analyst.ask(QUESTIONS["days"])
        assert again == told


def test_who_never_answers_is_ended_and_the_question_refused(url):
    with closing(Stopped(url, patience_s=0.1, child=FOREVER)) as analyst, pytest.raises(StoreError, match="try again"):
        analyst.ask(QUESTIONS["days"])


def test_while_nobody_asks_there_is_no_process(url):
    with closing(Stopped(url, idle_s=0.0)) as analyst:
        analyst.ask(QUESTIONS["days"])
        if idle := analyst._idle:
            idle.join(30.0)
        assert analyst.process is None
        assert analyst.ask(QUESTIONS["days"])


def test_a_store_that_is_not_there_is_told_as_the_desk_tells_it(tmp_path):
    with closing(Stopped(f"sqlite:///{tmp_path / 'none.db'}")) as analyst:
        with pytest.raises(StoreError, match=r"none\.db"):
            analyst.ask(QUESTIONS["days"])
        assert analyst.process.poll() is None, "it waits for a store that comes later"


def test_nobody_sees_the_password_of_the_store_among_the_processes(analyst, url):
    analyst.ask(QUESTIONS["days"])
    if not (shown := Path(f"/proc/{analyst.process.pid}/cmdline")).exists():  # not on a Mac
        return
    assert database_path(url).name not in shown.read_text()


def test_the_server_itself_loads_no_pandas():
    code = "import sys, dashboard.web.service, dashboard.run; print({'pandas', 'numpy', 'pyarrow'} & {*sys.modules})"
    told = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_questions_survive_the_pipe():
    for question in QUESTIONS.values():
        assert msgspec.json.decode(msgspec.json.encode(question), type=type(question)) == question
