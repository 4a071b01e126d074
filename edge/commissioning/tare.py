"""`sitwell-edge tare`: the zero of an empty seat, taken anew."""

from collections.abc import Callable
from typing import Literal

import msgspec
import typer

from contract.seat import Corners
from edge.calibration_file import read_calibration, write_calibration
from edge.commissioning.calibrate import RESTART, YesOption, seat_is_empty
from edge.commissioning.common import ConfigOption, JsonOption, opened, settings_of
from edge.commissioning.following import fresh_frames
from edge.commissioning.pictures.calibrate import tared_picture, taring_picture
from edge.commissioning.procedures.zeroing import Refused, Taring, Zeroing, meaning
from edge.commissioning.terminal import Screen
from edge.core.calibration import Calibration
from edge.parts import Parts


class TareResult(msgspec.Struct, frozen=True):
    """For machines: how it ended, how far each zero moved, and what that means. `stored` is None if nothing changed."""

    outcome: Literal["tared", "refused"]
    why: str = ""
    stored: str | None = None
    moved_kg: Corners[float] | None = None
    calibration: Calibration | None = None


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def tare(config: ConfigOption = None, *, yes: YesOption = False, as_json: JsonOption = False) -> None:
        """Take the zero of the empty seat anew; refused while anything is on it."""
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        path = settings.calibration_path()
        procedure = Zeroing(read_calibration(path))
        if not yes and not seat_is_empty(screen):
            _refuse(screen, "The seat has to be empty first.")
        now = Taring(0.0, "measuring")
        with (
            opened(parts, settings) as source,
            screen.live(lambda: taring_picture(now), lambda: f"{now.share:.0%} {now.why}") as draw,
        ):
            frames = fresh_frames(source, parts.clock)
            while isinstance(end := procedure.take(next(frames)), Taring):
                now = end
                draw(parts.clock.uptime_s())
        if isinstance(end, Refused):
            _refuse(screen, end.why)
            return
        write_calibration(path, end.calibration)
        screen.say(tared_picture(end))
        screen.say(f"\nStored in {path}.\n{RESTART}")
        screen.tell(TareResult("tared", meaning(end.moved_kg), str(path), end.moved_kg, end.calibration))

    return tare


def _refuse(screen: Screen, why: str) -> None:
    screen.say(f"Refused: {why}\nThe zero stays as it was.")
    screen.tell(TareResult("refused", why))
    raise typer.Exit(1)
