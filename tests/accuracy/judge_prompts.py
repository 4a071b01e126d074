"""Prompts to stand up: when each is due by the true sitting, which came, which came without a ground.

due      |------- the limit is reached
prompt   x        within 30 s before and 10 min after: it is this one's; over 2 s before: false all the same

True sitting is that of the published rule on the true load (`rule.py`). Where an absence lasted so nearly 3 s that ten
frames a second cannot tell, both truths count, and the day is judged by the one that finds less to blame. Beside it
stands how many prompts would be early if a bout's edges were where half of the load comes and goes.
"""

from mock_hw.population.scene import Scene
from tests.accuracy import rule
from tests.accuracy.adapter import Heard, Prompt
from tests.accuracy.marks import Marks
from tests.accuracy.spans import Span
from tests.accuracy.truth import ABSENCE_S, Due, dues, joined, persons

EARLY_S, BEFORE_S, AFTER_S = 2.0, 30.0, 600.0
STAYS_S = 10.0
"""A prompt is only missed if the sitter stays for so long after it was due."""


def judge_prompts(scene: Scene, heard: Heard, marks: Marks) -> None:
    """Match prompts with what was due, nearest first, each once."""
    truths = [rule.bouts(scene)]
    unsure = rule.bouts(scene, rule.VACANT_S + rule.UNSURE_S)
    if len(unsure) != len(truths[0]):
        truths.append(unsure)
        marks.count("absences_unsure", abs(len(unsure) - len(truths[0])))
    marks.add(min((_judged(bouts, scene, heard) for bouts in truths), key=_blame))
    by_half = _judged(joined(persons(scene.stays), ABSENCE_S), scene, heard)
    marks.count("prompts_early_by_half_load", by_half.of("prompts_early"))


def _blame(marks: Marks) -> float:
    return marks.of("prompts_false") + marks.of("dues_missed") + marks.of("dues") - marks.of("prompts_on_time")


def _judged(bouts: list[Span], scene: Scene, heard: Heard) -> Marks:
    """Return the marks of one day if these were its true bouts."""
    marks = Marks({}, {})
    due_list = dues(bouts)
    marks.count("prompt_hours", sum(bout.length_s for bout in bouts) / 3600)
    pairs = sorted(
        (abs(prompt.known_s - due.at_s), k, j)
        for k, due in enumerate(due_list)
        for j, prompt in enumerate(heard.prompts)
        if prompt.kind == due.kind and -BEFORE_S <= prompt.known_s - due.at_s <= AFTER_S
    )
    taken: dict[int, int] = {}
    for _, k, j in pairs:
        if k not in taken and j not in taken.values():
            taken[k] = j
    for k, due in enumerate(due_list):
        _due(due, heard.prompts[taken[k]] if k in taken else None, marks)
    for j, prompt in enumerate(heard.prompts):
        marks.count("prompts")
        if j not in taken.values():
            marks.count("prompts_false")
            marks.count("prompts_groundless")
            on_object = any(s.kind == "object" and s.begin_s <= prompt.known_s <= s.end_s for s in scene.stays)
            marks.count("prompts_to_object", on_object)
    return marks


def _due(due: Due, prompt: Prompt | None, marks: Marks) -> None:
    if prompt is None:
        if due.until_s - due.at_s < STAYS_S:
            marks.count("dues_too_near_the_end")
            return
        marks.count("dues")
        marks.count("dues_missed")
        marks.count("dues_missed_again", due.again)
        return
    delay_s = prompt.known_s - due.at_s
    marks.count("dues")
    marks.value("delay_s", delay_s)
    marks.count("prompts_on_time", abs(delay_s) <= EARLY_S)
    if delay_s < -EARLY_S:
        marks.count("prompts_false")
        marks.count("prompts_early")
