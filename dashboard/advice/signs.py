"""Warning signs: eleven questions, and who should be asked because of the answers.

Never what it may be: only whether a doctor should look, and how soon.

    bladder or bowel trouble, and numbness around genitals, anus or buttocks    now
    any other yes                                                               doctor
    no to every question                                                        none
    no yes, and not every question answered                                     unanswered
"""

from collections.abc import Mapping
from typing import Literal

from dashboard.advice.advice import Advice
from dashboard.words import N_, Message

Verdict = Literal["now", "doctor", "none", "unanswered"]

_TITLE = Message(N_("Warning signs"))


def _question(name: str, text: str, *, rests_on: tuple[str, ...] = ("warning-signs",)) -> Advice:
    return Advice(id=name, title=_TITLE, says=(Message(text),), rests_on=rests_on)


_BOTH = ("warning-signs", "emergency")

QUESTIONS = (
    _question("weight-loss", N_("Have you lost weight without knowing why?")),
    _question("fever", N_("Do you have a fever?")),
    _question("swelling", N_("Is a part of your back inflamed or swollen?")),
    _question("no-relief", N_("Does the pain stay when you rest and when you lie down?")),
    _question("leg-pain", N_("Does the pain go down your legs, or below your knees?")),
    _question("injury", N_("Did you have an injury, a blow or a fall a short time ago?")),
    _question("urine-held", N_("Can you no longer hold your urine?"), rests_on=_BOTH),
    _question("urine-passed", N_("Do you have trouble passing urine?"), rests_on=_BOTH),
    _question("stool-held", N_("Can you no longer hold your stool?"), rests_on=_BOTH),
    _question("seat-numb", N_("Are you numb around the genitals, the anus or the buttocks?"), rests_on=_BOTH),
    _question("leg-weak", N_("Are your legs numb, tingling or weak?")),
)
"""Asked one by one, each with yes or no."""

BLADDER_OR_BOWEL = frozenset({"urine-held", "urine-passed", "stool-held"})
NUMB_THERE = "seat-numb"

_UNITED = Message(
    N_("Trouble with bladder or bowel together with numbness around genitals, anus or buttocks is an emergency.")
)

ANSWERS: Mapping[Verdict, Advice] = {
    "now": Advice(
        id="signs-now",
        title=Message(N_("Get help now")),
        says=(
            Message(N_("Call the emergency number, or go to an emergency department. Do not wait for an appointment.")),
            _UNITED,
        ),
        rests_on=("emergency",),
    ),
    "doctor": Advice(
        id="signs-doctor",
        title=Message(N_("See a doctor")),
        says=(
            Message(N_("You said yes to a sign that a doctor should see, and soon.")),
            Message(N_("It does not say what the cause is. Do not wait for this page to say more: it cannot.")),
            _UNITED,
            Message(N_("If you have one of these two and are unsure about the other, get help now.")),
        ),
        rests_on=("warning-signs", "emergency", "not-a-medical-device"),
    ),
    "none": Advice(
        id="signs-none",
        title=Message(N_("This list found nothing alarming")),
        says=(
            Message(N_("That does not say that all is well: a list cannot examine you.")),
            Message(N_("Ask a doctor anyway when the pain is strong, gets worse, comes back or worries you.")),
            Message(N_("Answer again when something changes.")),
            _UNITED,
        ),
        rests_on=("warning-signs", "emergency", "not-a-medical-device"),
    ),
    "unanswered": Advice(
        id="signs-unanswered",
        title=Message(N_("Some questions have no answer yet")),
        says=(Message(N_("Answer all of them; this list says nothing before.")), _UNITED),
        rests_on=("warning-signs", "emergency"),
    ),
}


def verdict(answers: Mapping[str, bool | None]) -> Verdict:
    """Return who should be asked, from answers by the question's id; a missing one or None is not answered.

    Raises `ValueError` for an answer to a question that there is not: a form gone wrong must not look harmless.
    """
    known = {question.id for question in QUESTIONS}
    if unknown := sorted(answers.keys() - known):
        raise ValueError(f"no warning sign is called {unknown[0]!r}; they are {', '.join(sorted(known))}")
    signs = {name for name, answer in answers.items() if answer}
    if NUMB_THERE in signs and signs & BLADDER_OR_BOWEL:
        return "now"
    if signs:
        return "doctor"
    return "none" if all(answers.get(name) is False for name in known) else "unanswered"
