"""Gentle movements for a break: six, each drawn in two positions between which one goes back and forth.

Put together by us from everyday movements; no study has tried this set (docs/evidence.md#exercise). What evidence
there is says that getting up and moving goes with less new pain, not which movement does.
"""

import msgspec

from dashboard.advice.advice import Advice
from dashboard.advice.figure import Figure, Limb
from dashboard.words import N_, Message

BEFORE = Advice(
    id="before-moving",
    title=Message(N_("Gently")),
    says=(
        Message(N_("Move slowly, only as far as it feels easy, and breathe. Stop when something hurts.")),
        Message(
            N_("With pain, after an injury or an operation, ask a professional first which movements are for you.")
        ),
    ),
    rests_on=("exercise", "warning-signs", "not-a-medical-device"),
)
"""Said above all movements."""


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, for how long, sitting or standing, and its two positions. The steps are `advice.says`."""

    advice: Advice
    lasts_s: int
    seated: bool
    first: Figure
    second: Figure


def _movement(name: str, title: str, steps: tuple[str, ...]) -> Advice:
    return Advice(
        id=name,
        title=Message(title),
        says=tuple(Message(step) for step in steps),
        rests_on=("active-breaks", "exercise"),
    )


_LEGS: tuple[Limb, ...] = (((50, 76), (46, 102), (45, 129)), ((50, 76), (54, 102), (55, 129)))
_TRUNK: Limb = ((50, 30), (50, 76))
_STANDS = Figure((50, 20), _TRUNK, (((50, 36), (41, 54), (39, 74)), ((50, 36), (59, 54), (61, 74))), _LEGS)

_SEATED_LEGS: tuple[Limb, ...] = (((44, 92), (70, 93), (70, 129), (78, 129)),)
_SITS = Figure((45, 36), ((44, 46), (42, 70), (44, 92)), (((44, 52), (50, 70), (64, 86)),), _SEATED_LEGS, chair=True)
_FACING = Figure(
    (50, 34),
    ((50, 44), (50, 92)),
    (((50, 50), (37, 54), (33, 72), (35, 90)), ((50, 50), (63, 54), (67, 72), (65, 90))),
    (((50, 92), (38, 98), (38, 129)), ((50, 92), (62, 98), (62, 129))),
)
"""Sitting, seen from the front."""

MOVEMENTS = (
    Movement(
        advice=_movement(
            "reach",
            N_("Stand up and reach"),
            (
                N_("Stand with your feet as far apart as your hips."),
                N_("Lift both arms over your head, grow long, and let them sink again."),
            ),
        ),
        lasts_s=20,
        seated=False,
        first=_STANDS,
        second=_STANDS._replace(arms=(((50, 36), (33, 26), (35, 3)), ((50, 36), (67, 26), (65, 3)))),
    ),
    Movement(
        advice=_movement(
            "march",
            N_("March on the spot"),
            (
                N_("Lift one knee, as high as is easy, and swing the other arm forward."),
                N_("Change sides with each step. Hold on to the desk if you like."),
            ),
        ),
        lasts_s=60,
        seated=False,
        first=_STANDS._replace(
            arms=(((50, 36), (42, 52), (34, 66)), ((50, 36), (58, 52), (70, 46))),
            legs=(((50, 76), (48, 102), (46, 129)), ((50, 76), (72, 88), (70, 114), (77, 115))),
        ),
        second=_STANDS._replace(
            arms=(((50, 36), (42, 52), (30, 46)), ((50, 36), (58, 52), (66, 66))),
            legs=(((50, 76), (28, 88), (30, 114), (23, 115)), ((50, 76), (52, 102), (54, 129))),
        ),
    ),
    Movement(
        advice=_movement(
            "heels",
            N_("Rise on your toes"),
            (
                N_("Stand behind the chair with your hands on its back rest; a chair on wheels against a wall."),
                N_("Rise on your toes slowly, stay for a breath, and come down slowly."),
            ),
        ),
        lasts_s=30,
        seated=False,
        first=_STANDS._replace(
            arms=(((50, 36), (58, 54), (76, 56)),), legs=(((50, 76), (50, 102), (49, 129), (58, 129)),)
        ),
        second=Figure(
            (50, 12),
            ((50, 22), (50, 68)),
            (((50, 28), (58, 46), (76, 56)),),
            (((50, 68), (50, 94), (49, 119), (58, 129)),),
        ),
    ),
    Movement(
        advice=_movement(
            "shoulders",
            N_("Lift and lower your shoulders"),
            (
                N_("Sit with both feet flat and let your arms hang."),
                N_("Draw both shoulders up towards your ears, and let them sink slowly."),
            ),
        ),
        lasts_s=20,
        seated=True,
        first=_FACING,
        second=_FACING._replace(
            arms=(((50, 50), (36, 42), (33, 60), (35, 78)), ((50, 50), (64, 42), (67, 60), (65, 78)))
        ),
    ),
    Movement(
        advice=_movement(
            "pelvis",
            N_("Rock your pelvis"),
            (
                N_("Sit on the front half of the seat with both feet flat."),
                N_("Make the small of your back a little hollow, then a little round, slowly and to and fro."),
            ),
        ),
        lasts_s=30,
        seated=True,
        first=_SITS._replace(
            head=(49, 36), trunk=((48, 46), (53, 70), (44, 92)), arms=(((49, 53), (57, 70), (66, 86)),)
        ),
        second=_SITS._replace(
            head=(48, 39), trunk=((46, 49), (36, 70), (44, 92)), arms=(((43, 55), (51, 72), (64, 86)),)
        ),
    ),
    Movement(
        advice=_movement(
            "lean",
            N_("Shift from front to back"),
            (
                N_("Lean forward with a long back, until more of your weight is on your feet."),
                N_("Lean back into the back rest. Go on at your own pace, to the sides as well."),
            ),
        ),
        lasts_s=20,
        seated=True,
        first=_SITS._replace(head=(67, 44), trunk=((61, 52), (44, 92)), arms=(((58, 57), (62, 74), (74, 88)),)),
        second=_SITS._replace(head=(34, 37), trunk=((35, 47), (44, 92)), arms=(((36, 53), (44, 72), (58, 86)),)),
    ),
)
"""Three standing, for who can get up; three sitting, for who cannot just now."""
