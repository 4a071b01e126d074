"""The rules of the acquisition process that need no process: see tests/stories for those that do."""

import multiprocessing

import msgspec
import pytest

from contract.seat import Corners
from edge.core.frame import CountsFrame
from edge.hardware.process import RestartLimit, _Pipe, _Said
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
