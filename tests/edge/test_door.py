"""The door for whoever is at this computer, with a real socket and the real loop body."""

import logging

import pytest

from contract.commands import Baseline, Identify, Tare
from edge import door
from edge.door import Caller, Door, DoorError
from tests.edge.core.stories import EMPTY, person


class Chair:
    """A chair on the bench with a door; `passes` as the bench, looking at the door with each frame."""

    def __init__(self, bench, path):
        self.on = bench()
        self.door = Door(path, self.on.commands.put)
        self.on.chair.obedience._answer = self.door.answering(self.on.notes.result)

    def passes(self, span_s, load):
        for _ in range(round(span_s * 10)):
            self.on.passes(0.1, load)
            self.door.step(self.on.count / 10, *self.on.chair.measuring)


@pytest.fixture
def chair(bench, tmp_path):
    made = Chair(bench, tmp_path / "run" / "door")
    yield made
    made.door.close()


@pytest.fixture
def caller(chair, tmp_path, monkeypatch):
    assert chair.door
    monkeypatch.setattr(door, "PATIENCE_S", 0.0)  # what is said is there already: nothing runs beside these tests
    with Caller(tmp_path / "run" / "door") as made:
        yield made


def command(kind, chair, n=1):
    return kind(id=f"asked-here-{n}", sent_ms=chair.on.now_ms)


def test_whoever_asks_for_a_baseline_hears_how_far_it_is_and_how_it_ended(chair, caller):
    chair.passes(30, person())
    caller.ask(command(Baseline, chair))
    said = []
    while not said or said[-1].result is None:
        chair.passes(1, person())  # a socket holds only a few messages that nobody hears
        said.append(caller.hear())
    left_s = [each.seconds_left for each in said[:-1]]
    assert left_s == sorted(left_s, reverse=True)
    assert 15 < len(left_s) < 25
    assert said[-1].result.accepted
    assert chair.on.notes.results == [], "the broker is told nothing of it"


def test_somebody_who_is_not_sitting_is_told_so(chair, caller):
    chair.passes(5, EMPTY)
    caller.ask(command(Baseline, chair))
    chair.passes(1, EMPTY)
    result = caller.hear().result
    assert not result.accepted
    assert "Sit down on the chair" in result.why


def test_a_command_from_the_desk_is_answered_to_the_desk(chair, caller):
    chair.passes(30, person())
    caller.ask(command(Tare, chair))
    chair.passes(1, person())
    assert not caller.hear().result.accepted
    assert chair.on.told("identify").accepted
    with pytest.raises(DoorError, match="does not answer"):
        caller.hear()


def test_what_is_no_command_is_counted_and_harms_nothing(chair, caller):
    caller._socket.send(b"\xff{")
    chair.passes(1, EMPTY)
    assert chair.on.chair.obedience.counts.refused == 1
    caller.ask(command(Identify, chair))
    chair.passes(1, EMPTY)
    assert caller.hear().result.accepted


def test_without_a_running_chair_it_says_how_to_start_one(tmp_path):
    with pytest.raises(DoorError, match="sudo systemctl start sitwell-edge"):
        Caller(tmp_path / "door")


def test_a_door_left_by_a_killed_chair_is_taken_over(chair, tmp_path):
    again = Door(tmp_path / "run" / "door", chair.on.commands.put)
    with Caller(tmp_path / "run" / "door") as caller:
        caller.ask(command(Identify, chair))
    again.step(0.0, None, chair.on.chair.measuring[1])
    chair.passes(0.1, EMPTY)
    assert chair.on.lamp.identified == 1
    again.close()


@pytest.mark.usefixtures("chair")
def test_only_its_user_and_group_may_knock(tmp_path):
    assert (tmp_path / "run" / "door").stat().st_mode & 0o777 == 0o660


def test_a_folder_that_cannot_be_written_is_said_and_the_chair_runs_on(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    (tmp_path / "a-file").write_text("")
    shut = Door(tmp_path / "a-file" / "door", lambda *_: None)
    assert "give another runtime_dir" in caplog.text
    shut.close()
