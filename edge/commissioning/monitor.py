"""`sitwell-edge monitor`: what the four cells feel, now."""

from collections.abc import Callable
from typing import Annotated

import typer

from edge.commissioning.common import ConfigOption, JsonOption, calibration_of, opened, settings_of
from edge.commissioning.pictures.monitor import monitor_picture
from edge.commissioning.seat_view import NO_READING, Looker, view_line
from edge.commissioning.terminal import Screen
from edge.core.frame import CountsFrame
from edge.parts import Parts
from edge.shell import StopSignals

PATIENCE_S = 0.5


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def monitor(
        config: ConfigOption = None,
        *,
        seconds: Annotated[float | None, typer.Option(min=0, help="end by itself after so long")] = None,
        as_json: JsonOption = False,
    ) -> None:
        """Show the four cells and the centre of pressure as they are now. Ctrl-C ends it."""
        stopped = StopSignals()
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        looker = Looker(calibration_of(settings))
        with (
            opened(parts, settings) as source,
            screen.live(lambda: monitor_picture(looker.view), lambda: view_line(looker.view), whole=True) as refresh,
        ):
            end_s = None if seconds is None else parts.clock.uptime_s() + seconds
            while not stopped() and (end_s is None or parts.clock.uptime_s() < end_s):
                frame = source.receive(PATIENCE_S)
                now_s = parts.clock.uptime_s()
                if frame is None:  # what was seen before is no longer so
                    frame = CountsFrame(parts.clock.now_ms(), now_s, NO_READING)
                screen.tell(looker.take(frame, source.counters))
                refresh(now_s)

    return monitor
