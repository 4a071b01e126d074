"""`sitwell-edge baseline`: "sit as you like to sit", and that is even from then on. The running chair measures it."""

import uuid
from collections.abc import Callable
from typing import Literal

import msgspec
import typer

from contract.commands import Baseline, CommandResult
from edge.commissioning.common import ConfigOption, JsonOption, settings_of
from edge.commissioning.pictures.calibrate import measuring_picture
from edge.commissioning.terminal import Screen
from edge.core.guided import REMEDIES, SAMPLE_S, SAMPLES
from edge.door import FILE, Caller, Said
from edge.parts import Parts

SIT = "Sit as you like to sit, for twenty quiet seconds."


class BaselineResult(msgspec.Struct, frozen=True):
    """For machines: how it ended, and what the chair says to it."""

    outcome: Literal["measured", "refused"]
    why: str = ""


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def baseline(config: ConfigOption = None, *, as_json: JsonOption = False) -> None:
        """Take the way somebody sits now as even; the chair has to be running."""
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        with Caller(settings.runtime_path(FILE)) as chair:
            chair.ask(Baseline(id=uuid.uuid4().hex, sent_ms=parts.clock.now_ms()))
            result = _followed(screen, chair, parts.clock.uptime_s)
        if not result.accepted:
            screen.say(f"Refused: {result.why}\nWhat is even stays as it was.")
            screen.tell(BaselineResult("refused", result.why))
            raise typer.Exit(1)
        screen.say(f"Measured: this is even from now on.{f' But: {result.why}.' if result.why else ''}")
        screen.tell(BaselineResult("measured", result.why))

    return baseline


def _followed(screen: Screen, chair: Caller, uptime_s: Callable[[], float]) -> CommandResult:
    """Show how far it is until the chair says how it ended."""
    now = Said()

    def line() -> str:
        return f"{_share(now):.0%} {_why(now)}"

    with screen.live(lambda: measuring_picture(SIT, _share(now), _why(now)), line) as draw:
        while (said := chair.hear()).result is None:
            now = said
            draw(uptime_s())
    return said.result


def _share(now: Said) -> float:
    whole_s = SAMPLES * SAMPLE_S
    return 0.0 if now.seconds_left is None else 1 - now.seconds_left / whole_s


def _why(now: Said) -> str:
    return REMEDIES[now.reason] if now.reason else "measuring"
