from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.advice.signs import ANSWERS, BLADDER_OR_BOWEL, NUMB_THERE, QUESTIONS, verdict

NAMES = [question.id for question in QUESTIONS]
NO = dict.fromkeys(NAMES, False)
ANY_ANSWERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([True, False, None]))


def test_eleven_separate_questions_make_the_list():
    assert len(set(NAMES)) == 11
    assert NUMB_THERE in NAMES
    assert set(NAMES) >= BLADDER_OR_BOWEL


def test_every_combination_of_answers_has_the_verdict_that_the_list_asks_for():
    trouble = [NAMES.index(name) for name in ("urine-held", "urine-passed", "stool-held")]
    numb = NAMES.index("seat-numb")
    for answers in product((False, True), repeat=len(NAMES)):
        emergency = answers[numb] and any(answers[place] for place in trouble)
        wanted = "now" if emergency else "doctor" if any(answers) else "none"
        assert verdict(dict(zip(NAMES, answers, strict=True))) == wanted


@given(ANY_ANSWERS, st.sampled_from(NAMES))
def test_one_more_yes_never_makes_it_less_urgent(answers, name):
    urgency = ["none", "unanswered", "doctor", "now"]
    assert urgency.index(verdict(answers | {name: True})) >= urgency.index(verdict(answers))


@given(ANY_ANSWERS)
def test_nothing_is_called_harmless_before_every_question_is_answered(answers):
    if verdict(answers) == "none":
        assert answers == NO


def test_an_emergency_is_one_with_the_other_questions_still_open():
    assert verdict({"stool-held": True, "seat-numb": True}) == "now"
    assert verdict({"fever": True}) == "doctor"
    assert verdict({}) == "unanswered"
    assert verdict(NO | {"fever": None}) == "unanswered"


def test_an_answer_to_no_question_is_refused():
    with pytest.raises(ValueError, match="no warning sign is called 'feever'"):
        verdict(NO | {"feever": True})


def test_every_verdict_says_when_help_is_needed_at_once():
    assert set(ANSWERS) == {"now", "doctor", "none", "unanswered"}
    for answer in ANSWERS.values():
        assert any("emergency" in said.text for said in answer.says)
    assert ANSWERS["now"].title.text == "Get help now"
    assert ANSWERS["doctor"].title.text == "See a doctor"
    assert any(said.text.startswith("Ask a doctor anyway") for said in ANSWERS["none"].says)
