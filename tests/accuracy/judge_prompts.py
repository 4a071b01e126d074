"""Prompts to stand up: when each is due by the true sitting, which came, which came without a ground.

due      |------- the limit is reached
prompt   x        within 30 s before and 10 min after: it is this one's; over 2 s before: false all the same
"""

from mock_hw.population.scene import Scene
from tests.accuracy.adapter import Heard, Prompt
from tests.accuracy.marks import Marks
from tests.accuracy.truth import ABSENCE_S, Due, dues, joined, persons

EARLY_S, BEFORE_S, AFTER_S = 2.0, 30.0, 600.0
STAYS_S = 10.0
"""A prompt is only missed if the sitter stays for so long after it was due."""


def judge_prompts(scene: Scene, heard: Heard, marks: Marks) -> None:
    """Match prompts with what was due, nearest first, each once."""
    bouts = joined(persons(scene.stays), ABSENCE_S)
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
        marks.count("prompts_early_in_doubt", delay_s >= -EARLY_S - due.doubt_s)
