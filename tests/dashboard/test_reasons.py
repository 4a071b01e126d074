"""A chair's reasons, in the language of whoever asked."""

from typing import get_args

import pytest

from contract.commands import CommandResult, ReasonCode
from dashboard.locale.catalogue import catalogue
from dashboard.web.reasons import REASONS, told
from tests.dashboard.test_commander import Chair
from tests.dashboard.test_telling import JSON, post, site

__all__ = ["site"]  # a fixture
TARE = "/api/v1/chairs/desk/commands/tare"
REFUSED = {"accepted": False, "why": "somebody sits on the seat; clear it and tare again", "code": "occupied"}
OURS = "auf dem Sitz sitzt jemand; mach ihn frei und miss noch einmal"


def test_there_is_a_sentence_for_every_reason_of_ours_and_no_other():
    assert set(REASONS) == set(get_args(ReasonCode))


@pytest.mark.parametrize("code", get_args(ReasonCode))
def test_every_reason_is_said_in_german(code):
    result = CommandResult(id="abcd-1234", accepted=False, why="as the chair says", code=code)
    said = told(result, catalogue("de"))
    assert said.why not in {"as the chair says", REASONS[code], ""}
    assert (said.id, said.accepted, said.code) == ("abcd-1234", False, code)


def test_a_reader_of_german_is_told_in_german_why_a_chair_refused(site):
    answer = post(site(Chair(REFUSED).commander), TARE, JSON | {"accept-language": "de"})
    assert answer.json | {"id": ""} == {"version": 1, "id": "", "accepted": False, "why": OURS, "code": "occupied"}


def test_a_reader_of_english_gets_the_chairs_own_words(site):
    said = REFUSED | {"why": "the seat did not come to rest in 20 s (front left moves)", "code": "no_rest"}
    assert post(site(Chair(said).commander), TARE).json["why"] == said["why"]


@pytest.mark.parametrize("code", ["", "of_a_later_release"])
def test_a_reason_without_a_code_that_is_known_is_told_as_the_chair_said_it(site, code):
    answer = post(site(Chair(REFUSED | {"code": code}).commander), TARE, JSON | {"accept-language": "de"})
    assert (answer.json["why"], answer.json["code"]) == (REFUSED["why"], code)
