"""Faults written into a scenario: each kind alone, many at once, and what is said of one that cannot be."""

import random
from pathlib import Path

import pytest

from contract.errors import ConfigError
from contract.seat import CORNER_NAMES
from edge.errors import CellError, HardwareError
from edge.hardware.cell import Hx711Cell
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock
from mock_hw.fault_script import CHIPS, EDGES, KINDS, LINES, OPENINGS
from mock_hw.faults import BadEdge, EdgeFault, Mixed
from mock_hw.scenario import load_scenario, parse_scenario
from mock_hw.scripted import Trouble

HEAD = 'title = "Faults"\nlasts = "1:00"\n'
EXTRA = {
    "pulse": "pulse = 12",
    "counts": "counts = 40000",
    "share": "share = 0.5",
    "other": 'other = "front_left"',
}
NEAR = 150
"""Counts: beyond the noise of a conversion."""

QUIET = {"drift", "warm-up", "creep", "preload", "reversed", "swapped", "supply step", "hum", "spike"}
"""What a cell measures truly, though it is not the load."""


def fault(kind, cell="rear_left", at="0:10", lasts='lasts = "0:10"', **other):
    keys = "".join(f"{other.get(key, EXTRA[key])}\n" for key in KINDS.get(kind, ()))
    return f'[[fault]]\nat = "{at}"\ncell = "{cell}"\nkind = "{kind}"\n{keys}{lasts}\n'


def lived(text, until_s=40.0, seed=3):
    """Live a scenario with an empty seat; return the readings of each corner as (s, counts), and what it said."""
    clock = VirtualClock(0, 500.0)
    story = parse_scenario(text, "this test")
    chair = simulated_cells(lambda uptime_s: story.load_kg(uptime_s - 500.0), clock, seed, 1.0, trouble=story.trouble)
    cells = {name: Hx711Cell(pair.dout, pair.sck, clock) for name, pair in zip(CORNER_NAMES, chair.pins, strict=True)}
    seen = {name: [] for name in CORNER_NAMES}
    said = {name: [] for name in CORNER_NAMES}
    while clock.uptime_s() < 500.0 + until_s:
        name = min(cells, key=lambda each: cells[each].due_s)
        clock.sleep_until(cells[name].due_s)
        try:
            counts = cells[name].poll()
        except CellError as error:
            said[name].append((clock.uptime_s() - 500.0, error.fault))
        else:
            if counts is not None:
                tare = getattr(chair.calibration, name).tare_counts
                seen[name].append((clock.uptime_s() - 500.0, counts - tare))
    return seen, said


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {*QUIET, *OPENINGS}])
def test_each_fault_strikes_its_cell_in_its_time_and_lets_no_wrong_value_out(kind):
    seen, said = lived(HEAD + fault(kind, lasts="" if kind in CHIPS else 'lasts = "0:10"'))
    assert [each for each in said["rear_left"] if each[0] < 9.9] == []
    assert said["rear_left"], "it is said"
    if kind not in {"noise", "constant"}:
        assert [each for each in seen["rear_left"] if abs(each[1]) > NEAR] == []
    assert len([each for each in seen["rear_left"] if each[0] > 25]) > 100, "and it is over"
    if kind not in {"pause", "at random"}:  # the process that is held up reads the others too
        assert all(not said[name] for name in CORNER_NAMES if name != "rear_left")


@pytest.mark.parametrize("kind", sorted(QUIET))
def test_a_bridge_that_is_ill_is_measured_as_it_is(kind):
    seen, said = lived(HEAD + fault(kind, **({"counts": "counts = 400"} if kind == "hum" else {})))
    level = {
        half: [counts for at_s, counts in seen["rear_left"] if from_s < at_s < from_s + 8]
        for half, from_s in (("before", 1.5), ("ill", 11.0), ("after", 25.0))
    }
    assert max(abs(counts) for counts in level["before"] + level["after"]) < NEAR
    assert max(abs(counts) for counts in level["ill"]) > 100
    assert len(said["rear_left"]) <= (3 if kind == "hum" else 0), "nothing is wrong with the reading"


@pytest.mark.parametrize("kind", [*EDGES, *CHIPS])
def test_without_an_end_an_edge_or_a_chip_is_struck_once(kind):
    _, said = lived(HEAD + fault(kind, lasts=""))
    assert len(said["rear_left"]) == 1


@pytest.mark.parametrize("seed", range(4))
def test_many_at_once_let_no_wrong_value_out(seed):
    chance = random.Random(seed)
    kinds = [*EDGES, *LINES, *CHIPS, "at random", "dead", "frozen", "saturated high"]
    text = HEAD
    for _ in range(8):
        kind, at_s = chance.choice(kinds), chance.randint(2, 25)
        ends = kind not in CHIPS and chance.random() < 0.8
        text += fault(
            kind,
            chance.choice(("all", *CORNER_NAMES)),
            f"0:{at_s:02d}",
            f'lasts = "0:{chance.randint(1, 9):02d}"' if ends else "",
            pulse=f"pulse = {chance.randint(1, 27)}",
        )
    for each in CORNER_NAMES:
        settling, unfinished = chance.choice(("silent", "early")), chance.choice(("waits", "forgets"))
        text += f'[[chip]]\ncell = "{each}"\nsettling = "{settling}"\nunfinished = "{unfinished}"\nrate_sps = 9.3\n'
    seen, said = lived(text)
    assert sum(len(each) for each in said.values()) > 5
    assert [each for name in CORNER_NAMES for each in seen[name] if abs(each[1]) > NEAR] == []


@pytest.mark.parametrize(("extras", "pulse"), [(1, 26), (2, 27)])
def test_a_stall_may_come_at_the_pulses_after_the_bits(extras, pulse, monkeypatch):
    """The host sends 25; with an extra edge or two before, its last is the chip's 26th or 27th."""
    stall = BadEdge(EdgeFault.STALL, pulse)
    plan = Mixed(*(BadEdge(EdgeFault.EXTRA, 5 + 3 * each) for each in range(extras)), stall)
    monkeypatch.setattr(Trouble, "plan", lambda _self, corner, *_: plan if corner == "rear_left" else None)
    seen, said = lived(HEAD, 10.0)
    assert stall._fault is None, "it came"
    assert "stalled" in {each for _, each in said["rear_left"]}
    assert [each for each in seen["rear_left"] if abs(each[1]) > NEAR] == []


def test_a_story_that_loops_has_its_faults_each_time():
    text = HEAD.replace("1:00", "0:20") + "loops = true\n" + fault("missed edge", lasts="", at="0:05")
    _, said = lived(text, 58.0)
    assert [round(at_s) // 20 for at_s, _ in said["rear_left"]] == [0, 1, 2]


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [("busy line", "rear_left.dout: the line is in use. Stop the other program"), ("no permission", "group gpio")],
)
def test_lines_that_cannot_be_opened_end_with_the_words_of_the_real_pins(kind, remedy):
    with pytest.raises(HardwareError, match=remedy):
        lived(HEAD + fault(kind, at="0:00", lasts=""))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (fault("sleepy"), r'x.toml, fault 1: kind = "sleepy" is none; write one of: stall, '),
        (fault("stall", pulse=""), 'fault 1: "stall" needs pulse'),
        (fault("stall", pulse="pulse = 28"), r"<= 27.*fault\[0\].pulse"),
        (fault("frozen") + fault("frozen", lasts="share = 0.5"), 'fault 2: "frozen" has no share'),
        (fault("frozen", cell="middle"), r"middle.*fault\[0\].cell"),
        (fault("frozen", at="2:00"), 'fault 1: at = "2:00" is after the end'),
        (fault("frozen", at="soon"), 'fault 1: at = "soon" is no time'),
        (fault("frozen", lasts='lasts = "0:00"'), 'fault 1: lasts = "0:00" is no time'),
        (fault("brown-out"), 'fault 1: "brown-out" happens once; leave lasts out'),
        (fault("busy line"), 'fault 1: "busy line" is met when the lines are opened'),
        ('[[chip]]\ncell = "all"\nsettling = "late"\n', r"late.*chip\[0\].settling"),
    ],
)
def test_what_cannot_be_is_said_with_file_and_key(text, words):
    with pytest.raises(ConfigError, match=words):
        parse_scenario(HEAD + text, "x.toml")


def test_the_page_about_scenarios_has_each_kind_and_the_bundled_story_of_faults_can_be_told():
    page = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")
    for kind in KINDS:
        assert f"| `{kind}` |" in page
    assert len(load_scenario("faults").faults) >= 5
