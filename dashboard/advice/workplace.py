"""The workplace checklist: six things to look at, in the order in which one sets a place up."""

from dashboard.advice.advice import Advice
from dashboard.words import N_, Message


def _item(name: str, title: str, how: str, *, rests_on: tuple[str, ...] = ("workplace",)) -> Advice:
    return Advice(id=name, title=Message(title), says=(Message(how),), rests_on=rests_on)


WORKPLACE = (
    _item(
        "feet",
        N_("Feet flat"),
        N_("Set the height of the seat so that both feet are flat on the floor, or put them on a footstool."),
    ),
    _item("knees", N_("Knees and hips level"), N_("From the side, knees and hips are at about the same height.")),
    _item(
        "lumbar",
        N_("Back support"),
        N_("Sit back until the back rest carries you, with support in the small of the back; a small cushion will do."),
    ),
    _item("arm-rests", N_("Arm rests"), N_("Let the arm rests carry your forearms.")),
    _item("elbows", N_("Elbows at 90 degrees"), N_("When typing, the elbows are bent at about 90 degrees.")),
    _item(
        "swivel",
        N_("A base that turns"),
        N_("Turn with the chair to what lies beside you, rather than twisting your back."),
        rests_on=("workplace", "everyday-causes"),
    ),
)

_DONE = frozenset(item.id for item in WORKPLACE)


def left(done: frozenset[str]) -> tuple[Advice, ...]:
    """Return what is not done yet, in order. Raises `ValueError` for an item that there is not."""
    if unknown := sorted(done - _DONE):
        raise ValueError(f"no item of the checklist is called {unknown[0]!r}; they are {', '.join(sorted(_DONE))}")
    return tuple(item for item in WORKPLACE if item.id not in done)
