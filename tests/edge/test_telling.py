"""The status file: what it says, when it is written, and that it never stops the chair."""

import msgspec
import pytest

from contract.broker import BrokerState
from edge.attention import Now
from edge.delivery.spool import SpoolError
from edge.notify import Notify
from edge.ports import CellCounters
from edge.status import Status
from edge.telling import Known, Telling, in_a_line
from tests.edge.core.stories import EMPTY, UPTIME_S, person


class Source:
    counters = None


class Told:
    def __init__(self, chair):
        self.chair, self.source = chair, Source()
        self.path = chair.folder / "status.json"
        known = Known(chair.chair, chair.notes, chair.spool, chair.keeping, self.source)
        self.telling = Telling(self.path, Notify({}), known)

    def passes(self, span_s, load):
        """Let time pass; return how often the file was written."""
        written = 0
        for _ in range(round(span_s * 10)):
            self.chair.passes(0.1, load)
            before = self.path.stat().st_mtime_ns if self.path.exists() else None
            self.telling.step(Now(self.chair.now_ms, UPTIME_S + self.chair.count / 10, "aaaaaaaa", True))
            written += self.path.exists() and self.path.stat().st_mtime_ns != before
        return written

    def read(self):
        return msgspec.json.decode(self.path.read_bytes(), type=Status)


@pytest.fixture
def told(bench):
    return Told(bench())


def test_the_status_is_written_every_ten_seconds_and_when_what_matters_changes(told):
    told.passes(10, EMPTY)
    assert told.passes(60, EMPTY) == 6
    assert told.passes(9, person()) == 1
    assert told.read().presence == "occupied"


def test_the_status_says_what_ails_the_broker_and_what_waits(told):
    told.passes(70, person())
    told.chair.notes.broker = BrokerState("refused", "check user and password")
    told.passes(1.1, person())
    status = told.read()
    assert (status.broker.connected, status.broker.why) == (False, "check user and password")
    assert status.spool.messages == len(told.chair.kept())
    assert "check user and password" in in_a_line(status)


def test_the_status_says_at_once_that_a_pause_began_and_when_it_ends(told):
    told.passes(2, EMPTY)
    told.chair.told("pause", pause_s=600.0)
    told.passes(2, EMPTY)
    status = told.read()
    assert status.quiet_because == "pause"
    assert 595_000 < status.silent_until_ms - status.at_ms <= 600_000


def test_while_the_spool_cannot_be_read_the_status_still_says_what_is_only_in_memory(told, monkeypatch):
    def full(*_given):
        raise SpoolError("full")

    monkeypatch.setattr(told.chair.spool, "append", full)
    monkeypatch.setattr(told.chair.spool, "fill", full)
    told.passes(80, person())
    assert told.read().spool.in_memory == 2  # a start and a minute


def test_the_status_holds_what_each_cell_has_been_through(told):
    told.passes(1, EMPTY)
    assert told.read().cells.rear_left.counters is None
    told.source.counters = EMPTY.map(lambda _: CellCounters(readings=7))
    told.passes(11, EMPTY)
    assert told.read().cells.rear_left.counters.readings == 7


def test_no_kilogram_is_in_the_status(told):
    told.passes(70, person(72))
    assert b"kg" not in told.path.read_bytes()


def test_a_status_that_cannot_be_written_is_said_once(told, caplog):
    told.path.mkdir()
    told.passes(30, EMPTY)
    assert caplog.text.count("cannot be written") == 1


def test_a_clean_end_takes_the_file_away(told):
    told.passes(1, EMPTY)
    told.telling.end()
    assert not told.path.exists()
