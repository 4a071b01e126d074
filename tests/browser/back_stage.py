"""The page Back with a person at an open desk: what that person wrote, and the page opened beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.store import diary
from dashboard.store.diary import Written
from dashboard.store.diary_tables import AT_THIS_COMPUTER
from dashboard.store.engine import database_path, transaction, writer
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill, year

TODAY = date(2026, 7, 22)  # the stage's afternoon


class Words:
    """What the person of this computer wrote, in the store."""

    def __init__(self, url):
        self.path, self.engine = database_path(url), writer(url)

    def ask(self, function, *words):
        with transaction(self.engine, self.path) as connection:
            return function(connection, AT_THIS_COMPUTER, *words)

    def entries(self):
        return self.ask(diary.everything)

    def write(self, days_ago, pain, note=""):
        on = TODAY - timedelta(days=days_ago)
        at_ms = round(datetime(on.year, on.month, on.day, 7, 30, 15, tzinfo=UTC).timestamp() * 1000)
        self.ask(diary.add, Written(at_ms, on.isoformat(), pain, ("neck",) if pain else (), note))


@pytest.fixture
def words(stage):
    made = Words(stage.url)
    yield made
    made.engine.dispose()


@pytest.fixture
def back(open_page, stage):
    def opened(days=0, **options):
        stage.play(SCENES["vacant"])
        if days:
            fill(stage.url, year(TODAY, days))
        return open_page(query="back", heading="Back", timezone_id="Europe/Berlin", **options)

    return opened


def answer(page, **answers):
    for name, value in answers.items():
        page.locator(f"input[name=sign-{name.replace('_', '-')}][value={value}]").check(force=True)
