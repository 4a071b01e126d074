"""How a report by mail reads, and the process that writes it."""

from datetime import timedelta

import msgspec
import pytest

from contract.codec import encode
from contract.state import ChairSettings
from contract.topics import Topics
from dashboard.analysis.insights.finding import Rules
from dashboard.errors import StoreError
from dashboard.ingest.intake import Intake
from dashboard.reports import order
from dashboard.reports.child import main, written
from dashboard.reports.letter import Letter, letter
from dashboard.reports.order import Order, write_letter
from dashboard.reports.reading import Asked, read_report
from dashboard.store import queries
from dashboard.store.engine import database_path, reader, transaction
from tests.dashboard.history_store import Sat, fill
from tests.dashboard.messages import meta
from tests.dashboard.test_letters import BERLIN, MONDAY, WEEK


@pytest.fixture
def order_of(store):
    store.meta(meta(name="Anna <b>"))
    fill(store.url, [Sat(WEEK.first + timedelta(days=n), ((9, 11), (11.5, 12))) for n in range(3)])
    return Order(url=store.url, chair="desk", kind="week", first=WEEK.first, today=MONDAY)


def test_a_letter_says_the_same_in_plain_text_and_in_html_and_text_stays_text(order_of):
    told = written(order_of)
    assert told.measured
    assert told.title == "Anna <b>: Sitting in the week from 13 July 2026 to 19 July 2026"
    assert "\n- Sitting in a day: 2 h 30 min\n" in told.text
    assert "\n- 13 July 2026: 2 h 30 min\n" in told.text
    assert "\n- 16 July 2026: not measured\n" in told.text
    assert "With pain that worries you, ask a doctor or a physiotherapist." in told.text
    assert told.html.startswith("<h1>Anna &lt;b&gt;: Sitting in the week")
    assert "<li>Sitting in a day: 2 h 30 min</li>" in told.html
    assert "<b>" not in told.html


def test_a_letter_goes_by_the_limits_that_the_chair_last_told(order_of, store):
    """A break of half an hour counts no more where one must last forty minutes."""
    usual = written(order_of).text
    told = ChairSettings(
        nudge_s=1800, alert_s=3600, repeat_s=1800, break_s=2400, reset_s=2400,
        uneven_points=10, uneven_s=60, shares_weight=False,
    )  # fmt: skip
    intake = Intake(Topics())
    assert intake.add("chairs/v1/desk/config", encode(told)) is None
    with store.open() as connection:
        queries.save(connection, intake.take_batch(), 1)
    assert store.read(queries.limits, "desk") == told
    assert written(order_of).text != usual


def test_a_letter_is_in_the_readers_language(order_of):
    with transaction(reader(order_of.url), database_path(order_of.url)) as connection:
        report = read_report(Asked(connection, "desk", "", BERLIN, MONDAY, Rules()), "week", WEEK)
    german = {"{day_on}: not measured": "{day_on}: nicht gemessen"}
    told = letter(report, lambda text: german.get(text, text), lambda name, _value: f"<{name}>")
    assert "- <day_on>: nicht gemessen\n" in told.text
    assert "- <day_on>: <sat_s>\n" in told.text


def test_the_process_that_writes_letters_answers_with_one(order_of, capfdbinary):
    assert main(msgspec.json.encode(order_of)) == 0
    assert msgspec.json.decode(capfdbinary.readouterr().out, type=Letter).measured
    nowhere = msgspec.structs.replace(order_of, url="sqlite:////nowhere/at/all.db")
    assert main(msgspec.json.encode(nowhere)) == 1


def test_a_process_that_does_not_answer_is_said(order_of):
    for child, why in ((("false",), "code 1"), (("sleep", "9"), "not written within"), (("/no/such",), "cannot start")):
        with pytest.raises(StoreError, match=why):
            write_letter(order_of, 0.05 if child[0] == "sleep" else 30, child)
    assert "password" not in repr(msgspec.structs.replace(order_of, url="postgresql+psycopg://a:password@b/c"))
    assert order.CHILD[1:] == ("-m", "dashboard.reports.child")
