"""`sitwell-edge corners`: press each corner when told.

Swapped cells are found, and the pins are written into the configuration in the right order.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer

from contract.errors import ConfigError
from contract.seat import CORNER_NAMES, Corners
from edge.calibration_file import set_aside
from edge.commissioning.calibrate import RESTART
from edge.commissioning.common import ConfigOption, JsonOption, config_file, opened, settings_of
from edge.commissioning.following import fresh_frames
from edge.commissioning.pictures.calibrate import press_line, press_picture
from edge.commissioning.procedures.pressing import Pressed, PressGuide, Pressing
from edge.commissioning.procedures.steadiness import words
from edge.commissioning.procedures.zeroing import Refused
from edge.commissioning.rewiring import Pins, as_lines, pins_after, write_pins
from edge.commissioning.terminal import Screen
from edge.config import EdgeSettings
from edge.parts import Parts


class CornersResult(msgspec.Struct, frozen=True):
    """For machines: which cell answered for each corner, which counts fall under load, and pins that would mend it.

    `written` is the configuration file that was changed, None when none was.
    """

    outcome: Literal["in order", "swapped", "refused"]
    why: str = ""
    answered: Corners[str] | None = None
    falls: Corners[bool] | None = None
    pins: Pins | None = None
    written: str | None = None


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def corners(
        config: ConfigOption = None,
        *,
        write: Annotated[bool, typer.Option("--write", help="write the right order without asking")] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Press each corner when told: finds swapped and reversed cells, and puts the pins in order."""
        result = press_corners(parts, settings_of(config), config_file(config), Screen(as_json=as_json), write=write)
        if result.outcome != "in order" and result.written is None:
            raise typer.Exit(1)

    return corners


def press_corners(
    parts: Parts, settings: EdgeSettings, file: Path | None, screen: Screen, *, write: bool = False
) -> CornersResult:
    """Lead somebody round the four corners, say what was found, and offer to write the right order into `file`."""
    procedure = Pressing()
    guide = PressGuide("front_left", "empty", "Keep off the seat.", Corners(None, None, None, None), 0)
    with (
        opened(parts, settings) as source,
        screen.live(lambda: press_picture(guide), lambda: press_line(guide)) as draw,
    ):
        frames = fresh_frames(source, parts.clock)
        while isinstance(end := procedure.take(next(frames)), PressGuide):
            if (end.corner, end.stage, end.warning) != (guide.corner, guide.stage, guide.warning):
                screen.tell({"do": end.do, "warning": end.warning})
            guide = end
            draw(parts.clock.uptime_s())
    if isinstance(end, Refused):
        screen.say(f"Refused: {end.why}")
        result = CornersResult("refused", end.why)
    else:
        result = _judge(end, settings, file, screen, write=write)
    screen.tell(result)
    return result


def _judge(end: Pressed, settings: EdgeSettings, file: Path | None, screen: Screen, *, write: bool) -> CornersResult:
    answered = Corners[str](*end.answered)
    for corner, cell, falls in zip(CORNER_NAMES, end.answered, end.falls, strict=True):
        turned = "; its counts fall under load, which a calibration takes care of" if falls else ""
        right = "as configured" if cell == corner else f"the cell configured as {words(cell)} answered"
        screen.say(f"{words(corner)}: {right}{turned}")
    if end.in_order:
        screen.say("Every corner has its own cell.")
        return CornersResult("in order", "", answered, end.falls)
    pins = pins_after(settings.cells, end.answered)
    written = _offer(pins, settings, file, screen, write=write)
    return CornersResult("swapped", "", answered, end.falls, pins, str(file) if written else None)


def _offer(pins: Pins, settings: EdgeSettings, file: Path | None, screen: Screen, *, write: bool) -> bool:
    """Write the pins if that is wanted and possible; else say them."""
    lines = as_lines(pins)
    if file is None:
        screen.say(
            f"No configuration file is in use. Make one (sitwell-edge config) and write there:\n[cells]\n{lines}"
        )
        return False
    screen.say(f"\nThe right order, for [cells] in {file}:\n{lines}")
    if not write and (screen.as_json or screen.ask(f"Write it into {file}?", ("yes", "no"), default="yes") != "yes"):
        return False
    refuse_overridden(pins, os.environ)
    calibration = settings.calibration_path()
    try:  # first, so that a kill in between leaves a chair that says it is uncalibrated, and no wrong kilograms
        had = calibration.exists()
        set_aside(calibration)
    except OSError as error:
        raise ConfigError(f"{calibration}: cannot be set aside: {error.strerror}; try with sudo") from error
    write_pins(file, pins)
    again = " The calibration belonged to the old order and was set aside: run sitwell-edge calibrate." if had else ""
    screen.say(f"Written.{again}\n{RESTART}")
    return True


def refuse_overridden(pins: Pins, environment: Mapping[str, str]) -> None:
    """Refuse to write what the environment would override. Raises `ConfigError`."""
    set_there = sorted(name for key in pins if (name := f"SITWELL_CELLS_{key.upper()}") in environment)
    if set_there:
        raise ConfigError(f"the environment sets {', '.join(set_there)}, which the file cannot change: change it there")
