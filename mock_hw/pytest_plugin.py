"""Fixtures for projects that listen to a chair: `pip install sitwell[mock]`, and pytest finds them by itself.

    def test_the_lamp_goes_out_when_the_chair_is_left(sitwell_chair, sitwell_scenario):
        chair, lamp = sitwell_chair(sitwell_scenario("lean")), Lamp()
        for event in chair.run(360):
            lamp.take(event)
        assert not lamp.lit

    sitwell_clock      time that passes only when told to
    sitwell_scenario   who does what: a bundled name, TOML text or a file      --.
    sitwell_recording  or what a real chair measured                           --+-> sitwell_chair

pytest imports this file in every project where Sitwell is installed, so all else is imported when a fixture is used.
`-p no:sitwell` leaves it out.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contract.errors import ConfigError

if TYPE_CHECKING:  # at run time these cost a tenth of a second and the driver, in projects that do not ask for them
    from mock_hw.clock import VirtualClock
    from mock_hw.scenario import Scenario
    from mock_hw.track import Track
    from mock_hw.virtual_chair import VirtualChair

START_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z, where `sitwell_clock` begins."""


@pytest.fixture
def sitwell_clock() -> "VirtualClock":
    """Return a clock at 2026-01-01T00:00:00Z that never waits; `step_wall` makes its wall time jump."""
    from mock_hw.clock import VirtualClock  # noqa: PLC0415 - see the top of this file

    return VirtualClock(START_MS)


@pytest.fixture
def sitwell_scenario() -> "Callable[[str | Path], Scenario]":
    """Return a function that makes a scenario of a bundled name ("day"), of TOML text, or of the path of a file.

    It raises `ConfigError`, which says what to correct. The form stands at the top of mock_hw/scenario.py.
    """
    from mock_hw.scenario import load_scenario, parse_scenario  # noqa: PLC0415 - see the top of this file

    def make(source: str | Path) -> "Scenario":
        if isinstance(source, str) and "\n" in source:
            return parse_scenario(source, "the scenario in this test")
        return load_scenario(source)

    return make


@pytest.fixture
def sitwell_recording() -> "Callable[[str | Path], Track]":
    """Return a function that reads a recording in kilograms; it raises `RecordingError` with line and column."""
    from contract.recording import read_recording  # noqa: PLC0415 - see the top of this file
    from mock_hw.track import Track  # noqa: PLC0415 - see the top of this file

    return lambda path: Track(read_recording(Path(path)))


@pytest.fixture
def sitwell_chair(sitwell_clock: "VirtualClock") -> "Callable[..., VirtualChair]":
    """Return a function that makes a simulated chair on `sitwell_clock`: `sitwell_chair(scenario_or_recording)`.

    `limits`, `inputs`, `through` and `seed` are optional; see `mock_hw.virtual_chair.VirtualChair`.
    """
    try:
        from mock_hw.virtual_chair import VirtualChair  # noqa: PLC0415 - see the top of this file
    except ModuleNotFoundError as error:
        raise ConfigError(f"sitwell_chair needs {error.name}: pip install 'sitwell[mock]'") from error
    return partial(VirtualChair, sitwell_clock)
