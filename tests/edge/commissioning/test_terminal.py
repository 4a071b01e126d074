"""The screen: one command, shown to a person, to a pipe, and to a machine."""

import io
import json
import logging

import pytest
from rich.console import Console

from edge.commissioning.terminal import NoAnswerError, Screen


class Desk:
    """A screen whose output is kept."""

    def __init__(self, *, terminal=False, as_json=False, typed=""):
        self.paper = io.StringIO()
        console = Console(file=self.paper, force_terminal=terminal, width=60, color_system=None, highlight=False)
        self.screen = Screen(as_json=as_json, console=console, keys=io.StringIO(typed))

    @property
    def shown(self):
        return self.paper.getvalue()


def test_a_pipe_gets_plain_lines_and_no_json():
    desk = Desk()
    desk.screen.say("four cells")
    desk.screen.tell({"cells": 4})
    assert desk.shown == "four cells\n"
    assert not desk.screen.is_terminal


def test_a_machine_gets_lines_of_json_and_no_text():
    desk = Desk(as_json=True, terminal=True)
    desk.screen.say("four cells")
    desk.screen.tell({"cells": 4})
    desk.screen.tell({"cells": 3})
    assert [json.loads(line) for line in desk.shown.splitlines()] == [{"cells": 4}, {"cells": 3}]
    assert not desk.screen.is_terminal


def test_a_long_line_stays_one_line_to_be_copied():
    desk = Desk()
    desk.screen.say("x" * 50 + " " + "y" * 50)
    assert len(desk.shown.splitlines()) == 1


def test_without_a_terminal_a_line_a_second_is_shown():
    desk, count = Desk(), iter(range(100))
    with desk.screen.live(lambda: "picture", lambda: f"line {next(count)}") as refresh:
        for place in range(25):
            refresh(place / 10)
    assert desk.shown.splitlines() == ["line 0", "line 1", "line 2"]


def test_on_a_terminal_five_pictures_a_second_are_drawn_in_place():
    drawn = []
    desk = Desk(terminal=True)

    def picture():
        drawn.append(len(drawn))
        return f"picture {len(drawn)}"

    with desk.screen.live(picture, lambda: "line") as refresh:
        drawn.clear()
        for place in range(100):
            refresh(place / 100)
    assert len(drawn) == 5
    assert "picture" in desk.shown
    assert "line" not in desk.shown


def test_a_whole_terminal_is_given_back():
    desk = Desk(terminal=True)
    with desk.screen.live(lambda: "picture", whole=True) as refresh:
        refresh(0.0)
    taken, _, after = desk.shown.rpartition("picture")
    assert "\x1b[?1049h" in taken
    assert "\x1b[?1049l" in after


def test_a_warning_is_told_when_the_picture_is_gone_and_not_across_it(caplog):
    desk = Desk(terminal=True)
    with desk.screen.live(lambda: "picture", whole=True) as refresh:
        refresh(0.0)
        logging.getLogger("sitwell").warning("a cell is silent")
        assert caplog.messages == []
    assert caplog.messages == ["a cell is silent"]


def test_a_machine_is_shown_nothing_live():
    desk = Desk(as_json=True)
    with desk.screen.live(lambda: "picture", lambda: "line") as refresh:
        refresh(0.0)
    assert desk.shown == ""


def test_an_answer_that_is_no_choice_is_asked_for_again():
    desk = Desk(typed="perhaps\nyes\n")
    assert desk.screen.ask("Go on?", ("yes", "no")) == "yes"
    assert desk.shown.count("Go on? [yes/no]: ") == 2


@pytest.mark.parametrize(("typed", "meant"), [("y\n", "yes"), ("N\n", "no"), ("Yes\n", "yes")])
def test_the_first_letter_of_an_answer_will_do(typed, meant):
    assert Desk(typed=typed).screen.ask("Go on?", ("yes", "no")) == meant


def test_an_answer_that_begins_two_choices_is_asked_for_again():
    assert Desk(typed="r\nrear\n").screen.ask("Which?", ("rear", "right")) == "rear"


def test_an_empty_answer_is_the_default():
    assert Desk(typed="\n").screen.ask("Which mass?", default="10") == "10"


def test_an_empty_answer_without_a_default_is_asked_for_again():
    assert Desk(typed="\n\n20\n").screen.ask("Which mass?") == "20"


def test_no_answer_at_all_ends_the_command_and_says_so():
    with pytest.raises(NoAnswerError, match="Go on"):
        Desk().screen.ask("Go on?", ("yes", "no"))
