"""The verbs of a scenario, and what is possible in which order: nobody leans on a chair that they left."""

from collections.abc import Callable

import msgspec

from contract.errors import ConfigError
from mock_hw.sitter import LEANS, SHIFT, STRAIGHT, Bag, Posture, Stay, Turn

STEP_S = 2.0
"""The least time between two steps: every movement has come to an end by then."""

VERBS = {
    "sits": "sits down on the empty seat, upright",
    "stands": "stands up and goes",
    "leans left": "leans to the left and stays so: about three quarters of the load are on the left",
    "leans right": "leans to the right and stays so",
    "leans forward": "leans forward and stays so, some weight on the feet",
    "leans back": "leans back and stays so, some weight on the backrest",
    "sits straight": "comes back upright",
    "shifts": "resettles: slides forward by an eighth of the seat, the next time back again",
    "puts bag down": "puts a bag of `kg` kilograms on the empty seat, `over` a corner or the middle if that is said",
    "takes bag away": "takes it off again",
}
"""What a step may say, and what it means."""

PLACES = {
    "front left": (-0.8, 0.8),
    "front right": (0.8, 0.8),
    "rear left": (-0.8, -0.8),
    "rear right": (0.8, -0.8),
    "middle": (0.0, 0.0),
}
"""Where a bag may be put: sideways and fore and aft, -1..1, beside the cells and not on them."""


class Step(msgspec.Struct, frozen=True):
    """A line of the story: `at_s` seconds from its start (`at` as written), what is done, a bag's mass and place."""

    at_s: float
    at: str
    does: str
    kg: float | None = None
    over: str | None = None


def tell(steps: tuple[Step, ...], file: str, *, somebody: bool, loops: bool) -> tuple[Stay | Bag, ...]:
    """Return who or what lies on the seat and how, in order. Raises ConfigError at the first step that cannot be."""
    story = _Story(file, somebody=somebody)
    for number, step in enumerate(steps, 1):
        story.take(number, step)
    if loops and story.present is not None:
        raise ConfigError(f"{file}: a story that loops has to end with an empty seat; add a last step that clears it")
    return tuple(story.visits if story.present is None else [*story.visits, story.present])


class _Story:
    """Takes the steps one after another, and knows what lies on the seat between them."""

    def __init__(self, file: str, *, somebody: bool) -> None:
        self.visits: list[Stay | Bag] = []
        self.present: Stay | Bag | None = None
        self._file = file
        self._somebody = somebody
        self._place = ""
        self._free_s = 0.0
        self._lean: Posture = STRAIGHT
        self._slid = False

    def take(self, number: int, step: Step) -> None:
        self._place = f'{self._file}, step {number} ("{step.at} {step.does}")'
        if step.does not in VERBS:
            raise ConfigError(f"{self._place}: no such verb; write one of: {', '.join(VERBS)}")
        if step.at_s < self._free_s:
            raise ConfigError(f"{self._place}: too early; give each step {STEP_S:g} s after the one before it")
        if (step.kg is not None) != (step.does == "puts bag down"):
            raise ConfigError(f'{self._place}: kg belongs to "puts bag down", which needs it; correct this step')
        if step.over is not None and (step.kg is None or step.over not in PLACES):
            raise ConfigError(f'{self._place}: over belongs to "puts bag down", and is one of: {", ".join(PLACES)}')
        self._free_s = step.at_s + STEP_S
        self._verb(step.does)(step)

    def _verb(self, does: str) -> Callable[[Step], None]:
        """Return what carries the verb out; every other one is a change of posture."""
        verbs = {
            "sits": self._sits,
            "stands": self._clears,
            "puts bag down": self._puts_bag_down,
            "takes bag away": self._clears,
        }
        return verbs.get(does, self._turns)

    def _sits(self, step: Step) -> None:
        if not self._somebody:
            raise ConfigError(f"{self._place}: nobody is there to sit; add a table [sitter] with mass_kg")
        self._needs_empty_seat()
        self._lean, self._slid = STRAIGHT, False
        self.present = Stay((Turn(step.at_s, STRAIGHT),))

    def _puts_bag_down(self, step: Step) -> None:
        self._needs_empty_seat()
        self.present = Bag(step.kg or 0.0, step.at_s)
        if step.over is not None:
            lateral, fore_aft = PLACES[step.over]
            self.present = Bag(step.kg or 0.0, step.at_s, lateral=lateral, fore_aft=fore_aft)

    def _needs_empty_seat(self) -> None:
        if self.present is not None:
            what, verb = ("a bag is", "takes bag away") if isinstance(self.present, Bag) else ("somebody is", "stands")
            raise ConfigError(f'{self._place}: {what} on the seat already; add a step "{verb}" before this one')

    def _clears(self, step: Step) -> None:
        expected, remedy = (Bag, "puts bag down") if step.does == "takes bag away" else (Stay, "sits")
        if self.present is None or not isinstance(self.present, expected):
            raise self._absent(remedy)
        self.visits.append(msgspec.structs.replace(self.present, until_s=step.at_s))
        self.present = None

    def _turns(self, step: Step) -> None:
        if not isinstance(self.present, Stay):
            raise self._absent("sits")
        if step.does == "shifts":
            self._slid = not self._slid
        else:
            self._lean = LEANS.get(step.does.removeprefix("leans "), STRAIGHT)
        posture = self._lean._replace(fore_aft=self._lean.fore_aft + (SHIFT if self._slid else 0.0))
        self.present = Stay((*self.present.turns, Turn(step.at_s, posture)))

    def _absent(self, remedy: str) -> ConfigError:
        what = "no bag is on the seat" if remedy == "puts bag down" else "nobody is sitting"
        return ConfigError(f'{self._place}: {what} at that time; add a step "{remedy}" before this one')
