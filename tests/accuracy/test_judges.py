"""The judges themselves: a judge that cannot say no is none."""

import random

import pytest

from mock_hw.population.body import draw_body
from mock_hw.population.scene import Move, Part, Pose, Scene, Stay
from tests.accuracy import rule
from tests.accuracy.adapter import Claim, Heard, Prompt
from tests.accuracy.judge_posture import judge_posture, judge_uneven
from tests.accuracy.judge_prompts import judge_prompts
from tests.accuracy.judge_seat import judge_seat
from tests.accuracy.marks import Marks, upper_bound
from tests.accuracy.spans import Said, Span, between
from tests.accuracy.truth import dues, posture


def answers(end_s: float, *changes: tuple[float, str]) -> Said:
    said = Said()
    for at_s, answer in changes:
        said.note(at_s, answer)
    said.close(end_s)
    return said


def heard(
    end_s: float,
    *presence: tuple[float, str],
    postures: tuple[tuple[float, str], ...] = ((0.0, "unknown"),),
    prompts: tuple[Prompt, ...] = (),
    claims: tuple[Claim, ...] = (),
) -> Heard:
    """Answers, with bouts wherever somebody was said to be seated."""
    ends = [at_s for at_s, _ in presence[1:]] + [end_s]
    bouts = [Span(at_s, to_s) for (at_s, what), to_s in zip(presence, ends, strict=True) if what == "occupied"]
    seated_s = sum(bout.length_s for bout in bouts)
    said = answers(end_s, *presence), answers(end_s, *postures)
    return Heard(*said, [bout.begin_s for bout in bouts], bouts, seated_s, list(prompts), list(claims), end_s)


def seated(*spans: tuple[float, float], end_s: float) -> Scene:
    life = draw_body(random.Random(1)).life
    parts = tuple(
        Part((Move(begin_s, 0.01, 60.0, 0.0, 0.0), Move(until_s, 0.01, 0.0, 0.0, 0.0)), life)
        for begin_s, until_s in spans
    )
    return Scene(end_s, parts, tuple(Stay("person", begin_s, until_s, 60.0) for begin_s, until_s in spans))


def judged(judge, scene: Scene, said: Heard) -> Marks:
    marks = Marks({}, {})
    judge(scene, said, 70.0, marks) if judge is judge_seat else judge(scene, said, marks)
    return marks


def test_perfect_answers_get_perfect_marks():
    scene = seated((10, 100), (200, 300), end_s=400)
    said = heard(400, (0, "vacant"), (10, "occupied"), (100, "vacant"), (200, "occupied"), (300, "vacant"))
    marks = judged(judge_seat, scene, said)
    assert (marks.of("edges"), marks.of("edges_hit"), marks.of("bouts"), marks.of("bouts_wrong")) == (4, 4, 2, 0)
    assert (marks.of("placements_right"), marks.of("ghost_person_s")) == (2, 0)
    assert marks.of("sitting_said_s") == marks.of("sitting_true_s") == 190


def test_a_merged_a_split_and_an_invented_bout_each_count_once():
    scene = seated((10, 100), (200, 300), end_s=400)
    merged = judged(judge_seat, scene, heard(400, (0, "vacant"), (10, "occupied"), (300, "vacant")))
    assert (merged.of("bouts_wrong"), merged.of("edges_hit"), merged.of("ghost_person_s")) == (1, 2, 94)
    split = heard(
        400, (10, "occupied"), (50, "vacant"), (60, "occupied"), (100, "vacant"), (200, "occupied"), (300, "x")
    )
    assert judged(judge_seat, scene, split).of("bouts_wrong") == 1
    wrong = heard(400, (10, "occupied"), (100, "x"), (200, "occupied"), (300, "x"), (350, "occupied"), (380, "x"))
    assert judged(judge_seat, scene, wrong).of("bouts_false") == 1


@pytest.mark.parametrize(("absence_s", "edges", "wrong"), [(1.5, 2, 1), (3.5, 2, 0), (6.0, 4, 0)])
def test_a_doubtful_absence_may_be_one_bout_or_two_but_a_clear_one_may_not(absence_s, edges, wrong):
    back_s = 100 + absence_s
    scene = seated((10, 100), (back_s, 200), end_s=250)
    two = heard(250, (0, "vacant"), (10, "occupied"), (100, "vacant"), (back_s, "occupied"), (200, "vacant"))
    marks = judged(judge_seat, scene, two)
    assert (marks.of("edges"), marks.of("bouts_wrong")) == (edges, wrong)


def test_a_box_called_a_person_is_wrong_however_long_it_was_right_before_it_settled():
    scene = Scene(100.0, (), (Stay("object", 10, 90, 25.0, "box"),))
    marks = judged(judge_seat, scene, heard(100, (0, "vacant"), (15, "object"), (22, "occupied"), (92, "vacant")))
    assert (marks.of("placements"), marks.of("placements_right"), marks.of("objects_once_person")) == (1, 0, 1)
    assert marks.of("placements_object_20-30") == 1


def test_breaks_earn_nothing_then_a_part_then_all():
    def at_s(break_s: float) -> list[float]:
        return [round(due.at_s) for due in dues([Span(0, 1200), Span(1200 + break_s, 9000)])][:1]

    assert at_s(119) == [1200 + 119 + 600]
    assert at_s(150) == [1200 + 150 + 1200]  # half of the sitting is left
    assert at_s(301) == [1200 + 301 + 1800]


def test_limits_come_at_30_and_60_minutes_and_then_each_30():
    found = dues([Span(0, 9100)])
    assert [(due.kind, due.at_s) for due in found] == [
        ("nudge", 1800), ("alert", 3600), ("alert", 5400), ("alert", 7200), ("alert", 9000),
    ]  # fmt: skip


def test_a_limit_passed_again_after_a_half_earned_break_is_due_again():
    again = dues([Span(0, 2000), Span(2150, 4000)])[1]
    assert (again.kind, again.again) == ("nudge", True)
    assert again.at_s == pytest.approx(2150 + 800)


def test_after_three_hours_a_break_shrinks_one_hour():
    assert dues([Span(0, 10_800), Span(10_950, 14_000)])[-1].at_s == 10_950 + 1800


def a_sitter(begin_s: float, end_s: float, *, absence: tuple[float, float] | None = None, kg: float = 60.0) -> Scene:
    """Return a scene in which somebody comes and goes within a second each, linear but for a smooth begin and end."""
    steps = [(begin_s, kg), *([(absence[0], 0.0), (absence[1], kg)] if absence else []), (end_s, 0.0)]
    moves = tuple(Move(at_s, 1.0, to_kg, 0.0, 0.0) for at_s, to_kg in steps)
    life = draw_body(random.Random(1)).life
    stay = Stay("person", begin_s + 0.5, end_s + 0.5, kg)
    return Scene(end_s + 10, (Part(moves, life),), (stay,))


def test_a_bout_lasts_by_the_rule_from_20_kg_on_until_under_10():
    (bout,) = rule.bouts(a_sitter(10, 100))
    assert bout.begin_s == pytest.approx(10.387, abs=0.02)  # 3 x^2 - 2 x^3 is a third at 0.387
    assert bout.end_s == pytest.approx(100.741, abs=0.025)  # and 5 sixths at 0.741


@pytest.mark.parametrize(("away_s", "bouts"), [(2.0, 1), (3.4, 1), (3.6, 2), (5.0, 2)])
def test_an_absence_ends_a_bout_by_the_rule_after_3_s_under_10_kg(away_s, bouts):
    """From 0.74 s after the rise began to 0.26 s after the return did: 0.48 s less than between the two."""
    assert len(rule.bouts(a_sitter(10, 100, absence=(50, 50 + away_s)))) == bouts


def test_a_thing_sits_by_no_rule():
    box = Part((Move(10, 0.2, 30.0, 0.0, 0.0), Move(90, 0.2, 0.0, 0.0, 0.0)))
    assert rule.bouts(Scene(100, (box,), (Stay("object", 10, 90, 30.0, "box"),))) == []


def test_an_absence_that_nobody_can_tell_from_3_s_may_end_a_bout_or_not():
    scene = a_sitter(0, 4000, absence=(1000, 1003.6))  # 3.12 s under 10 kg
    assert (len(rule.bouts(scene)), len(rule.bouts(scene, 3.2))) == (2, 1)
    for known_s in (1800.4, 1803.9):
        marks = judged(judge_prompts, scene, heard(4010, (0, "occupied"), prompts=(Prompt("nudge", known_s),)))
        assert (marks.of("prompts_false"), marks.of("prompts_on_time"), marks.of("absences_unsure")) == (0, 1, 1)


@pytest.mark.parametrize(
    ("known_s", "false", "missed", "on_time"), [(1801, 0, 0, 1), (1799, 0, 0, 1), (1790, 1, 0, 0), (1000, 1, 1, 0)]
)
def test_a_prompt_before_its_time_is_false_and_one_far_from_it_leaves_it_missed(known_s, false, missed, on_time):
    scene = seated((0, 2500), end_s=2600)
    marks = judged(judge_prompts, scene, heard(2600, (0, "occupied"), prompts=(Prompt("nudge", known_s),)))
    assert (marks.of("prompts_false"), marks.of("dues_missed"), marks.of("prompts_on_time")) == (false, missed, on_time)


def test_a_prompt_to_a_box_is_false():
    scene = Scene(4000.0, (), (Stay("object", 10, 3900, 25.0, "box"),))
    marks = judged(judge_prompts, scene, heard(4000, (0, "occupied"), prompts=(Prompt("nudge", 1810),)))
    assert (marks.of("prompts_false"), marks.of("prompts_to_object")) == (1, 1)


@pytest.mark.parametrize(
    ("lateral", "fore_aft", "name"),
    [
        (0.05, 0.05, "centred"),
        (0.12, 0.0, None),
        (0.25, 0.05, "right"),
        (-0.25, 0.2, None),
        (0.0, 0.3, "forward"),
        (0.1, -0.3, "back"),
    ],
)
def test_a_pose_between_two_answers_has_none(lateral, fore_aft, name):
    assert posture(Pose(0, 10, lateral, fore_aft)) == name
    assert posture(Pose(0, 10, lateral, fore_aft, known=False)) is None


def test_posture_is_judged_once_the_pose_has_settled():
    scene = Scene(100.0, (), (), (Pose(10, 50, 0.3, 0.0),))
    said = heard(100, (0, "occupied"), postures=((0, "centred"), (12, "right"), (40, "left")))
    marks = judged(judge_posture, scene, said)
    assert (marks.of("clear_s"), marks.of("clear_right_s"), marks.of("posture right left")) == (37, 27, 10)


def test_a_long_lean_must_be_claimed_and_an_even_one_must_not():
    leans = Scene(1000.0, (), (Stay("person", 0, 1000, 60),), (Pose(0, 900, -0.2, 0.0),))
    said = heard(1000, (0, "occupied"), claims=(Claim("left", 301, 900),))
    marks = judged(judge_uneven, leans, said)
    assert (marks.of("uneven_left_right"), marks.of("uneven_left_right_found")) == (1, 1)
    assert marks.of("claims_left_right_false") == 0
    wrong = judged(judge_uneven, leans, heard(1000, (0, "occupied"), claims=(Claim("right", 301, 900),)))
    assert (wrong.of("uneven_left_right_found"), wrong.of("claims_left_right_false")) == (0, 1)


@pytest.mark.parametrize(("events", "bound"), [(0, 2.996), (1, 4.744), (5, 10.513)])
def test_the_bound_on_a_rare_event_is_poissons(events, bound):
    assert upper_bound(events) == pytest.approx(bound, abs=0.001)


def test_what_is_left_of_a_day_is_what_no_span_covers():
    assert between([Span(2, 4), Span(3, 5), Span(8, 9)], Span(0, 10)) == [Span(0, 2), Span(5, 8), Span(9, 10)]


def test_marks_of_two_chairs_add_up():
    a, b = Marks({"x": 1}, {"v": [1.0]}), Marks({"x": 2, "y": 4}, {"v": [3.0]})
    a.add(b)
    assert (a.of("x"), a.percent("x", "y"), a.quantile("v", 0.5)) == (3, 75, 3.0)
    assert a.percent("x", "nothing") is None
