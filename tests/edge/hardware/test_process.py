"""The rules of the acquisition process that need no process: see tests/stories for those that do."""

import errno
import multiprocessing
from types import SimpleNamespace

import msgspec
import pytest

from contract.seat import Corners
from edge.core.frame import CountsFrame
from edge.errors import HardwareError
from edge.hardware.process import MAX_RESTARTS, AcquisitionProcess, RestartLimit, _Pipe, _Said
from edge.ports import CellCounters

FRAME = CountsFrame(1_700_000_000_000, 12.5, Corners(1, None, -3, 4), Corners(None, "timeout", None, None))


def test_five_restarts_in_ten_minutes_are_allowed_and_a_sixth_is_not():
    limit = RestartLimit()
    assert [limit.allow(at_s) for at_s in (0, 1, 2, 3, 4, 5, 599)] == [True] * 5 + [False] * 2
    assert limit.allow(600)
    assert not limit.allow(600.5)
    assert limit.allow(601)


@pytest.mark.parametrize(
    "said", [_Said(), _Said(frame=FRAME), _Said(error="x"), _Said(counters=Corners(*[CellCounters(3)] * 4))]
)
def test_what_the_child_says_arrives_as_it_was(said):
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=_Said) == said


def test_a_parent_that_does_not_listen_loses_frames_and_stops_nobody(caplog):
    ours, theirs = multiprocessing.Pipe(duplex=False)
    with ours, theirs:
        pipe = _Pipe(theirs)
        for _ in range(2000):
            pipe.send(_Said(frame=FRAME))
        assert len(caplog.messages) == 1
        assert not pipe.closed
        taken = 0
        while ours.poll():
            assert msgspec.msgpack.decode(ours.recv_bytes(), type=_Said).frame == FRAME
            taken += 1
        assert 100 < taken < 2000
        pipe.send(_Said(frame=FRAME))
        assert caplog.messages[1:] == [f"frames are taken again; {2000 - taken} were dropped"]


def test_a_parent_that_is_gone_is_noticed():
    ours, theirs = multiprocessing.Pipe(duplex=False)
    with theirs:
        pipe = _Pipe(theirs)
        ours.close()
        pipe.send(_Said(frame=FRAME))
        assert pipe.closed


class Wire:
    """The parent's end of a pipe, with what each look at it shows."""

    def __init__(self, looks, messages=()):
        self.looks = iter(looks)
        self.messages = iter(messages)
        self.closed = False

    def poll(self, _timeout_s):
        return next(self.looks, False)

    def recv_bytes(self):
        return next(self.messages)

    def close(self):
        self.closed = True


@pytest.fixture
def parent():
    """A parent with a child that is a stand-in and that has been silent for too long already."""

    def make(*looks, messages=()):
        made = AcquisitionProcess(None)
        made._pipe, made._alive, made._patience_s = Wire(looks, messages), True, -1.0
        made.restarts = []
        made._restart = lambda: made.restarts.append(1)
        return made

    return make


def test_a_parent_that_was_stopped_itself_does_not_take_its_child_for_silent(parent):
    stopped = parent(False, True, messages=[])
    assert stopped.receive(0.0) is None
    assert stopped.restarts == [], "while it slept the child has spoken"
    silent = parent(False, False)
    assert silent.receive(0.0) is None
    assert silent.restarts == [1]


def test_a_child_that_says_what_nobody_understands_is_started_again(parent):
    strange = parent(True, messages=[b"\xc1"])
    assert strange.receive(0.0) is None
    assert not strange._alive
    assert strange.restarts == [1]


@pytest.fixture
def no_memory(monkeypatch):
    """A machine on which no process can be started."""

    def start(_self):
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", start)


@pytest.mark.usefixtures("no_memory")
def test_a_start_for_which_there_is_no_memory_says_so_with_the_remedy(caplog):
    with pytest.raises(HardwareError, match=r"could not be started. Free memory"), AcquisitionProcess(None):
        pass
    assert caplog.messages == ["no process can be started: Cannot allocate memory"]


@pytest.mark.usefixtures("no_memory")
def test_a_child_that_cannot_be_started_again_is_tried_five_times_and_no_more(parent, caplog):
    tried = parent()
    del tried._restart
    tried._process = SimpleNamespace(pid=None)
    tried._alive = False
    for _ in range(MAX_RESTARTS):
        assert tried.receive(0.0) is None
    with pytest.raises(HardwareError, match=r"ended 6 times within 10 minutes \(never started\)"):
        tried.receive(0.0)
    assert sum("Cannot allocate" in message for message in caplog.messages) == MAX_RESTARTS
