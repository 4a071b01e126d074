"""A chair for tests of commands: parts whose cells are frames made beforehand."""

from contextlib import nullcontext

from typer.testing import CliRunner

from edge.command_line import build
from edge.errors import HardwareError
from edge.parts import Parts
from edge.ports import NoIndicator
from mock_hw.clock import VirtualClock


class Made:
    """A frame source that hands out frames one after another; time passes with them."""

    counters = None

    def __init__(self, frames, clock):
        self._frames, self._clock = frames, clock

    def receive(self, _timeout_s):
        frame = next(self._frames, None)
        if frame is None:
            raise HardwareError("no more frames were made for this test")
        self._clock.sleep_until(frame.uptime_s)
        return frame


def run(folder, arguments, frames, *, answers="", since_s=0.0):
    """Run one command of a chair that gives these frames; return how it ended."""
    clock = VirtualClock(0, since_s)
    config = folder / "edge.toml"
    if not config.exists():
        config.write_text('[chair]\ndata_dir = "."\n')
    parts = Parts(
        "made for a test",
        True,
        clock,
        lambda _settings: nullcontext(Made(iter(frames), clock)),
        lambda _: NoIndicator(),
    )
    ended = CliRunner().invoke(build(parts), [*arguments, "--config", str(config)], input=answers)
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception  # an expected one too: the program that runs the command line says it in one line
    return ended
