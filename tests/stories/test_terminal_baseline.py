"""`sitwell-edge baseline` as a person has it: in a pseudo-terminal, beside a chair that runs. Its time flies."""

import json

import pytest

from edge.door import Door
from tests.edge.bench import Bench
from tests.edge.core.stories import EMPTY, person
from tests.stories.terminals import Terminal


@pytest.fixture
def chair(tmp_path):
    """A running chair whose clock nobody has set: its time is not the terminal's."""
    bench = Bench(tmp_path)
    bench.synced = False
    door = Door(tmp_path / "run" / "door", bench.commands.put)
    bench.chair.obedience._answer = door.answering(bench.notes.result)

    def passes(span_s, load):
        for _ in range(round(span_s * 10)):
            bench.passes(0.1, load)
            door.step(bench.count / 10, *bench.chair.measuring)

    bench.goes_on = passes
    (tmp_path / "edge.toml").write_text(f'[chair]\ndata_dir = "."\nruntime_dir = "{tmp_path / "run"}"\n')
    yield bench
    door.close()
    bench.stop(save=False)


def test_somebody_sits_as_they_like_to_sit_and_that_is_even_from_then_on(chair, tmp_path):
    chair.goes_on(30, person(lateral=0.1))
    with Terminal("edge", "baseline", "--config", tmp_path / "edge.toml") as terminal:
        terminal.shows_after("even from now on", lambda: chair.goes_on(2, person(lateral=0.1)))
        assert terminal.ends() == 0
    assert "Sit as you like to sit" in terminal.text
    assert chair.chair._state.baseline.guided.cop_lateral == pytest.approx(0.1, abs=0.02)


def test_with_nobody_on_the_chair_it_is_refused_with_the_remedy(chair, tmp_path):
    chair.goes_on(5, EMPTY)
    with Terminal("edge", "baseline", "--config", tmp_path / "edge.toml", "--json") as terminal:
        terminal.shows_after("refused", lambda: chair.goes_on(0.5, EMPTY))
        assert terminal.ends() == 1
    assert "Sit down on the chair" in json.loads(terminal.text)["why"]


def test_without_a_running_chair_it_says_how_to_start_one(tmp_path):
    (tmp_path / "edge.toml").write_text(f'[chair]\ndata_dir = "."\nruntime_dir = "{tmp_path}"\n')
    with Terminal("edge", "baseline", "--config", tmp_path / "edge.toml") as terminal:
        assert terminal.ends() == 1
    assert "systemctl start sitwell-edge" in " ".join(terminal.text.split())
