"""Who is on the seat, and for how long: sitting time, edges, number of bouts, person against object, ghosts."""

import bisect

from mock_hw.population.scene import Scene, Stay
from tests.accuracy.adapter import Heard
from tests.accuracy.marks import Marks
from tests.accuracy.spans import Span, between, overlap_s
from tests.accuracy.truth import ABSENCE_S, SURELY_ONE_S, SURELY_TWO_S, joined, persons

EDGE_S = 3.0
ARRIVED_S = 10.0
"""An arrival is judged from here on, by the answer given longest; a stay must last `JUDGED_S` beyond."""
JUDGED_S = 5.0
LEAVING_S = 5.0
"""After a person has left, the seat may still be called occupied for so long: the rule waits for 3 s."""

BANDS_KG = {"person": (35, 45, 60, 90, 150), "object": (3, 8, 15, 20, 30, 40)}
"""Bounds of the bands in which placements are told apart: persons by body mass."""


def judge_seat(scene: Scene, heard: Heard, body_kg: float | None, marks: Marks, holes_s: float = 0.0) -> None:
    """Judge presence and bouts of one chair; `holes_s` of its stays were not measured."""
    marks.count("scene_s", scene.duration_s)
    people = persons(scene.stays)
    bouts = joined(people, ABSENCE_S)
    true_s = sum(bout.length_s for bout in bouts) - holes_s
    marks.count("sitting_true_s", true_s)
    marks.count("sitting_said_s", heard.measured_s)
    if true_s:
        marks.value("day_error_pct", 100 * abs(heard.measured_s - true_s) / true_s)
    _edges(people, heard, marks)
    _bouts(people, heard, marks)
    for stay in scene.stays:
        _placement(stay, heard, body_kg, marks)
    _ghosts(scene, heard, marks)


def _edges(people: list[Span], heard: Heard, marks: Marks) -> None:
    bouts = joined(people, SURELY_ONE_S)
    for k, bout in enumerate(bouts):
        clear_before = k == 0 or bout.begin_s - bouts[k - 1].end_s >= SURELY_TWO_S
        clear_after = k + 1 == len(bouts) or bouts[k + 1].begin_s - bout.end_s >= SURELY_TWO_S
        for clear, true_s, said in (
            (clear_before, bout.begin_s, heard.begins_s),
            (clear_after, bout.end_s, [each.end_s for each in heard.bouts]),
        ):
            if not clear:
                marks.count("edges_ambiguous")
                continue
            error_s = min((abs(each - true_s) for each in said), default=1e9)
            marks.count("edges")
            marks.count("edges_hit", error_s <= EDGE_S)
            if error_s < 60:
                marks.value("edge_error_s", error_s)


def _bouts(people: list[Span], heard: Heard, marks: Marks) -> None:
    """Count bouts said in each group of true bouts that only a doubtful absence divides: one to all are right."""
    bouts = joined(people, SURELY_ONE_S)
    groups = joined(bouts, SURELY_TWO_S)
    said = [0] * len(groups)
    for bout in heard.bouts:
        shares_s = [overlap_s(bout, group) for group in groups]
        if not any(shares_s):
            marks.count("bouts_wrong")
            marks.count("bouts_false")
        else:
            said[shares_s.index(max(shares_s))] += 1
    for group, number in zip(groups, said, strict=True):
        most = sum(overlap_s(bout, group) > 0 for bout in bouts)
        marks.count("bouts", most)
        marks.count("bouts_wrong", max(0, 1 - number, number - most))
        marks.count("bouts_missed", number == 0)


def _placement(stay: Stay, heard: Heard, body_kg: float | None, marks: Marks) -> None:
    judged = Span(stay.begin_s + ARRIVED_S, stay.end_s - 1)
    if judged.length_s < JUDGED_S:
        marks.count("placements_short")
        return
    right = {"person": "occupied", "object": "object"}[stay.kind]
    answers = heard.presence.within(judged)
    best = max(answers, key=lambda answer: answers[answer], default="unknown")
    kg = body_kg if stay.kind == "person" and body_kg else stay.kg
    bounds = BANDS_KG[stay.kind]
    place = max(1, min(bisect.bisect_right(bounds, kg), len(bounds) - 1))
    band = f"{bounds[place - 1]}-{bounds[place]}"
    for name in ("placements", f"placements_{stay.kind}", f"placements_{stay.kind}_{band}"):
        marks.count(name)
        marks.count(f"{name}_right", best == right)
    if stay.kind == "object":
        person_s = heard.presence.within(Span(stay.begin_s + LEAVING_S, stay.end_s)).get("occupied", 0.0)
        marks.count("objects_once_person", person_s > 0)
        marks.count("object_s", stay.end_s - stay.begin_s)
        marks.count("object_person_s", person_s)
        marks.count(f"object_said_{best}")


def _ghosts(scene: Scene, heard: Heard, marks: Marks) -> None:
    taken = sorted((Span(stay.begin_s - 1, stay.end_s + LEAVING_S) for stay in scene.stays), key=lambda s: s.begin_s)
    for empty in between(taken, Span(0.0, scene.duration_s)):
        answers = heard.presence.within(empty)
        marks.count("empty_s", empty.length_s)
        marks.count("ghost_person_s", answers.get("occupied", 0.0))
        marks.count("ghost_object_s", answers.get("object", 0.0))
