"""A chair in a story: a scenario's load handed to the core, so many frames a second, and what goes wrong on the way."""

from collections.abc import Callable

from contract.seat import Corners
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from mock_hw.scenario import Scenario, parse_scenario

NEW_YEAR_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z."""

UPTIME_S = 64.0
"""The uptime at which each story begins: never zero, so that nothing holds by accident."""

Load = Corners[float | None]
NOTHING: Load = Corners(None, None, None, None)


def story(lasts, *steps, mass_kg=72):
    """Return a scenario: `steps` are ("m:ss", what is done) or ("m:ss", "puts bag down", kg)."""
    lines = [f'title = "A story"\nlasts = "{lasts}"\n[sitter]\nmass_kg = {mass_kg}']
    for at, does, *kg in steps:
        lines.append(f'[[step]]\nat = "{at}"\ndoes = "{does}"' + "".join(f"\nkg = {each}" for each in kg))
    return parse_scenario("\n".join(lines), "this story")


class Chair:
    """What the core said while it watched: all messages in order, and the events of a kind in seconds of the story."""

    def __init__(self, inputs=None):
        self.state = seat.SeatState()
        self.said = []
        self.inputs = inputs or Inputs()
        self.now_s = 0.0

    def watch(self, scenario: Scenario, *, hz=4.0, change: Callable[[float, Load], Load] | None = None, clock_ms=None):
        """Watch a scenario from its beginning to its end; `change` spoils loads, `clock_ms` sets the wall clock."""
        begin_s = self.now_s
        for count in range(round(scenario.duration_s * hz)):
            t_s = count / hz
            self.now_s = begin_s + t_s
            load: Load = Corners(*scenario.load_kg(t_s))
            at_ms = NEW_YEAR_MS + round(1000 * self.now_s) if clock_ms is None else clock_ms(self.now_s)
            frame = SeatFrame(at_ms, UPTIME_S + self.now_s, change(t_s, load) if change else load)
            self.state, happened = seat.step(Limits(), self.state, frame, self.inputs)
            self.said += happened
        self.now_s += 1 / hz
        return self

    def end(self):
        """End as a recording does."""
        self.said += seat.finish(self.state, self.inputs)
        return self

    def of(self, kind):
        """Return the messages of one kind."""
        return [each for each in self.said if isinstance(each, kind)]

    def when(self, kind):
        """Return when each event of a kind happened, in whole seconds of the story."""
        return [round(each.uptime_s - UPTIME_S) for each in self.of(kind)]
