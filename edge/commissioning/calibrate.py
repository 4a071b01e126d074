"""`sitwell-edge calibrate`: one known mass over each corner and in the middle."""

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
import typer

from contract.errors import ConfigError
from edge.calibration_file import older_calibrations, write_calibration
from edge.commissioning.common import ConfigOption, JsonOption, calibration_of, opened, settings_of
from edge.commissioning.following import fresh_frames
from edge.commissioning.pictures.calibrate import calibrated_picture, guide_line, guide_picture
from edge.commissioning.procedures.fit import LEAST_KG, check_mass
from edge.commissioning.procedures.placements import NO_CHANGE, Calibrated, Guide, Level, Placements, Stage
from edge.commissioning.procedures.steadiness import words
from edge.commissioning.procedures.zeroing import Refused
from edge.commissioning.terminal import Screen
from edge.config import EdgeSettings
from edge.core.calibration import Calibration
from edge.errors import CalibrationError
from edge.parts import Parts

DEFAULT_KG = "10"

RESTART = "Start the service anew, so that it takes force: sudo systemctl restart sitwell-edge"


class CalibrateStep(msgspec.Struct, frozen=True, tag="step"):
    """For machines: what is to be done now; one for each new place, stage or warning."""

    place: str
    stage: Stage
    do: str
    warning: str


class CalibrateResult(msgspec.Struct, frozen=True, tag="result"):
    """For machines: how it ended. `stored` is the file, None when nothing was changed."""

    outcome: Literal["calibrated", "refused"]
    why: str = ""
    stored: str | None = None
    calibration: Calibration | None = None
    notes: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()


YesOption = Annotated[bool, typer.Option("--yes", help="the seat is empty: do not ask")]


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def calibrate(
        config: ConfigOption = None,
        *,
        kg: Annotated[
            float | None, typer.Option(help=f"the mass, in kilograms, {LEAST_KG:g} or more; asked if not given")
        ] = None,
        yes: YesOption = False,
        anew: Annotated[bool, typer.Option("--anew", help="disregard the calibration in force")] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Find what each cell shows per kilogram: one known mass over each corner, then in the middle."""
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        old = None if anew else _old(settings, screen)
        mass_kg = kg if kg is not None else asked_kg(screen)
        check_mass(mass_kg)
        if not yes and not seat_is_empty(screen):
            _end(screen, Refused("The seat has to be empty first. Nothing was changed."))
        _end(screen, calibrate_chair(parts, settings, screen, mass_kg, old), settings, old)

    return calibrate


def calibrate_chair(
    parts: Parts, settings: EdgeSettings, screen: Screen, mass_kg: float, old: Calibration | None
) -> Calibrated | Refused:
    """Lead somebody through it and return what came of it; nothing is stored yet. Raises `HardwareError`."""
    procedure = Placements(mass_kg, settings.cells.rate_sps, old)
    guide = Guide("front_left", "empty", "Leave the seat empty and keep off.", "the cells", 0.0, 0, NO_CHANGE)
    with (
        opened(parts, settings) as source,
        screen.live(lambda: guide_picture(guide), lambda: guide_line(guide)) as draw,
    ):
        told: CalibrateStep | None = None
        frames = fresh_frames(source, parts.clock)
        while isinstance(now := procedure.take(next(frames)), Guide):
            if now.done > guide.done:
                screen.say(f"{words(guide.place)}: measured, and back to zero")
            step = CalibrateStep(now.place, now.stage, now.do, now.warning)
            if step != told:
                screen.tell(step)
            guide, told = now, step
            draw(parts.clock.uptime_s())
    return now


def asked_kg(screen: Screen) -> float:
    """Ask for the mass until it is one that can be used."""
    while True:
        answer = screen.ask(f"Mass in kilograms, {LEAST_KG:g} or more, known to a percent", default=DEFAULT_KG)
        try:
            mass_kg = float(answer.lower().removesuffix("kg").strip().replace(",", "."))
            check_mass(mass_kg)
        except CalibrationError as error:
            screen.say(str(error))
        except ValueError:
            screen.say(f"{answer!r} is no number of kilograms, like 10 or 12.5.")
        else:
            return mass_kg


def seat_is_empty(screen: Screen) -> bool:
    """Have somebody say so: before a calibration the counts alone cannot tell an empty seat from a bag on it."""
    return screen.ask("Is the seat empty, with nobody touching it?", ("yes", "no"), default="yes") == "yes"


def _old(settings: EdgeSettings, screen: Screen) -> Calibration | None:
    try:
        return calibration_of(settings)
    except ConfigError as error:
        screen.say(f"The calibration so far is disregarded: {error}")
        return None


def _end(
    screen: Screen, end: Calibrated | Refused, settings: EdgeSettings | None = None, old: Calibration | None = None
) -> None:
    if isinstance(end, Refused) or settings is None:
        why = end.why if isinstance(end, Refused) else ""
        screen.say(f"\nRefused. {why}\nWhat was stored before stays as it is.")
        screen.tell(CalibrateResult("refused", why))
        raise typer.Exit(1)
    path = settings.calibration_path()
    screen.say()
    screen.say(calibrated_picture(end, old))
    write_calibration(path, end.calibration, keep=True)
    screen.say(f"\nStored in {path}{_kept(len(older_calibrations(path)))}.\n{RESTART}")
    screen.tell(CalibrateResult("calibrated", "", str(path), end.calibration, end.fit.notes, end.levels))


def _kept(older: int) -> str:
    if not older:
        return ""
    return "; the one before it is kept beside it" if older == 1 else f"; the {older} before it are kept beside it"
