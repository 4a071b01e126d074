"""A scenario: a short story in TOML of who does what on the chair and when, and the load on each corner that follows.

    title = "A first visit"
    lasts = "1:30"                 # m:ss or h:mm:ss
    loops = false                  # true: begins again at the end; the chair has to be empty then

    [sitter]                       # who, if anybody
    mass_kg = 72
    shifts_per_hour = 20           # resettles by itself so often; 0 where left out
    seed = 1                       # another seed sways and fidgets otherwise

    [[step]]
    at = "0:04"
    does = "sits"                  # one of VERBS

    [[step]]
    at = "0:50"
    does = "puts bag down"
    kg = 6                         # the bag's mass; for this verb only
    over = "front left"            # where it lies, if that matters: a corner, or the middle

    [[fault]]                      # what goes wrong with a cell: mock_hw/fault_script.py
    at = "0:20"
    cell = "rear_left"
    kind = "stuck high"
    lasts = "0:10"

What lasts beyond the last step goes on: somebody who sits at the end of a story that does not loop stays seated.
"""

import bisect
import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import msgspec

from contract.errors import ConfigError
from contract.seat import Corners
from mock_hw.fault_script import ChipForm, Fault, FaultForm, check_fault
from mock_hw.scripted import Trouble
from mock_hw.sitter import Bag, Load, Sitter, Stay
from mock_hw.story import STEP_S, Step, tell

_CLOCK_TIME = re.compile(r"(?:(?P<h>\d+):(?=\d\d:))?(?P<m>\d+):(?P<s>[0-5]\d(?:\.\d+)?)")


class _SitterForm(msgspec.Struct, forbid_unknown_fields=True):
    mass_kg: Annotated[float, msgspec.Meta(ge=20, le=200)]
    shifts_per_hour: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    seed: int = 1


class _StepForm(msgspec.Struct, forbid_unknown_fields=True):
    at: str
    does: str
    kg: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    over: str | None = None


class _ScenarioForm(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    lasts: str
    loops: bool = False
    sitter: _SitterForm | None = None
    step: list[_StepForm] = []
    fault: list[FaultForm] = []
    chip: list[ChipForm] = []


class Scenario(msgspec.Struct, frozen=True):
    """A story that has been checked. `steps` is what happens, in words; `visits` what lies on the seat, in order."""

    title: str
    duration_s: float
    loops: bool
    steps: tuple[Step, ...]
    visits: tuple[Stay | Bag, ...]
    sitter: Sitter | None = None
    faults: tuple[Fault, ...] = ()
    chips: tuple[ChipForm, ...] = ()

    @property
    def trouble(self) -> Trouble:
        """What goes wrong with the cells, for `mock_hw.chair.simulated_cells`."""
        return Trouble(self.faults, self.chips, self.duration_s if self.loops else 0.0)

    def load_kg(self, t_s: float) -> Corners[float]:
        """Return the load on each corner in kilograms, `t_s` seconds into the story. A pure function of time."""
        if self.loops:
            t_s %= self.duration_s
        return self._load(t_s).corners()

    def _load(self, t_s: float) -> Load:
        visit = self.visits[bisect.bisect_right(self.visits, t_s, key=_begins_s) - 1] if self.visits else None
        if isinstance(visit, Bag):
            return visit.load(t_s)
        if visit is None or self.sitter is None:
            return Load(0.0, 0.0, 0.0)
        return self.sitter.load(visit, t_s)


def _begins_s(visit: Stay | Bag) -> float:
    return visit.at_s if isinstance(visit, Bag) else visit.turns[0].at_s


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Read a bundled scenario by its name, or any file by its path (with a folder or `.toml` in it).

    Raises ConfigError, which names the file, the key or step, and the remedy.
    """
    path = Path(name_or_path)
    file: Traversable = path
    if path.suffix != ".toml" and path.name == str(name_or_path):
        if path.name not in scenario_names():
            known = ", ".join(scenario_names())
            raise ConfigError(f'there is no scenario "{path}"; take one of {known}, or the path of a .toml file')
        file = _bundled() / f"{path.name}.toml"
    try:
        return parse_scenario(file.read_bytes(), str(name_or_path))
    except OSError as error:
        raise ConfigError(f"{path}: the scenario cannot be read ({error.strerror}); check the path") from error


def scenario_names() -> list[str]:
    """Return the names of the bundled scenarios."""
    return sorted(file.name.removesuffix(".toml") for file in _bundled().iterdir() if file.name.endswith(".toml"))


def parse_scenario(text: bytes | str, file: str) -> Scenario:
    """Read a scenario from TOML; `file` is its name for messages. Raises ConfigError."""
    try:
        form = msgspec.toml.decode(text, type=_ScenarioForm)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}; the form is shown at the top of mock_hw/scenario.py") from error
    steps = tuple(
        Step(_seconds(step.at, f"{file}, step {k}: at"), step.at, step.does, step.kg, step.over)
        for k, step in enumerate(form.step, 1)
    )
    duration_s = _seconds(form.lasts, f"{file}: lasts")
    visits = tell(steps, file, somebody=form.sitter is not None, loops=form.loops)
    ends_s = steps[-1].at_s + STEP_S if steps else STEP_S
    if duration_s < ends_s:
        raise ConfigError(f'{file}: lasts = "{form.lasts}" is too short for its steps; give it {ends_s:g} s or more')
    who = form.sitter
    sitter = Sitter(who.mass_kg, who.seed, who.shifts_per_hour) if who else None
    faults = tuple(_fault(each, f"{file}, fault {number}", duration_s) for number, each in enumerate(form.fault, 1))
    return Scenario(form.title, duration_s, form.loops, steps, visits, sitter, faults, tuple(form.chip))


def _fault(form: FaultForm, place: str, ends_s: float) -> Fault:
    lasts_s = None if form.lasts is None else _seconds(form.lasts, f"{place}: lasts")
    return check_fault(form, place, _seconds(form.at, f"{place}: at"), lasts_s, ends_s)


def _bundled() -> Traversable:
    return resources.files("mock_hw") / "scenarios"


def _seconds(text: str, key: str) -> float:
    match = _CLOCK_TIME.fullmatch(text)
    if match is None or (match["h"] and int(match["m"]) > 59):
        raise ConfigError(f'{key} = "{text}" is no time; write it as m:ss or h:mm:ss, like "0:04" or "1:30:00"')
    return int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + float(match["s"])
