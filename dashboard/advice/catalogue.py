"""Everything that is advised, in one row: for pages, for translators, and for the test that asks what it rests on."""

from collections.abc import Iterator

from dashboard.advice.advice import NO_PROOF, NOT_A_MEDICAL_DEVICE, Advice
from dashboard.advice.everyday import EVERYDAY
from dashboard.advice.lasting import TEXTS
from dashboard.advice.movements import BEFORE, MOVEMENTS
from dashboard.advice.signs import ANSWERS, QUESTIONS
from dashboard.advice.workplace import WORKPLACE


def everything() -> Iterator[Advice]:
    """Yield each piece of advice."""
    yield NOT_A_MEDICAL_DEVICE
    yield NO_PROOF
    yield from QUESTIONS
    yield from ANSWERS.values()
    yield from TEXTS.values()
    yield from WORKPLACE
    yield from EVERYDAY
    yield BEFORE
    yield from (movement.advice for movement in MOVEMENTS)
