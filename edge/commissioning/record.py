"""`sitwell-edge record FILE`: keep what the cells measure, to replay it later. Nothing is recorded unless asked for."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from contract.seat import CORNER_NAMES
from edge.calibration_file import read_calibration
from edge.commissioning.common import ConfigOption, JsonOption, config_file, opened, settings_of
from edge.commissioning.recorder import Recorder
from edge.commissioning.terminal import Screen
from edge.core.calibration import Calibration, to_load
from edge.core.frame import CountsFrame, Faults
from edge.parts import Parts
from edge.shell import StopSignals

PATIENCE_S = 0.5


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def record(  # noqa: PLR0913 - each parameter is an option of the command line
        file: Annotated[Path, typer.Argument(help="the recording, a CSV file that sitwell-mock replay reads")],
        config: ConfigOption = None,
        *,
        seconds: Annotated[float | None, typer.Option(min=0, help="end by itself after so long")] = None,
        kg: Annotated[bool, typer.Option("--kg", help="kilograms by the calibration instead of counts")] = False,
        rotate_mb: Annotated[
            float | None, typer.Option(min=0.001, help="begin FILE-2, FILE-3 ... at this size")
        ] = None,
        keep: Annotated[int, typer.Option(min=1, help="how many files of a rotating recording are kept")] = 10,
        force: Annotated[bool, typer.Option("--force", help="write over what is there")] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Record the four cells into a file, to be replayed. Ctrl-C ends it."""
        stopped = StopSignals()
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        calibration = read_calibration(settings.calibration_path()) if kg else None
        rotate_bytes = None if rotate_mb is None else round(rotate_mb * 1e6)
        began_ms = parts.clock.now_ms()
        with (
            opened(parts, settings) as source,
            Recorder(file, "kg" if kg else "counts", rotate_bytes=rotate_bytes, keep=keep, force=force) as recorder,
            screen.live(lambda: _progress(file, recorder), lambda: _progress(file, recorder)) as refresh,
        ):
            end_s = None if seconds is None else parts.clock.uptime_s() + seconds
            while not stopped() and (end_s is None or parts.clock.uptime_s() < end_s):
                frame = source.receive(PATIENCE_S)
                if frame is not None:
                    began_ms = began_ms if recorder.rows else frame.at_ms
                    take(recorder, frame, calibration)
                refresh(parts.clock.uptime_s())
        start = datetime.fromtimestamp(began_ms / 1000, UTC).isoformat(timespec="milliseconds")
        files = [str(each) for each in recorder.files]
        screen.say(f"{recorder.rows} rows, {recorder.t_s:.1f} s, in {', '.join(files)}")
        used = config_file(config)
        with_config = f" --config {used}" if used else ""
        screen.say("See what the chair makes of it, where the extra `mock` of Sitwell is installed:")
        screen.say(f"  sitwell-mock replay {files[0]} --out replayed --start {start}{with_config}")
        if not kg:
            screen.say("It is in counts, which mean something with this chair's own edge.toml and calibration only.")
        screen.tell({"rows": recorder.rows, "seconds": round(recorder.t_s, 3), "files": files, "start": start})

    return record


def take(recorder: Recorder, frame: CountsFrame, calibration: Calibration | None) -> None:
    """Record one frame: in kilograms with a calibration, else in counts."""
    values = to_load(calibration, frame).load_kg if calibration else frame.counts
    recorder.take(frame.uptime_s, values, fault_text(frame.faults))


def fault_text(faults: Faults) -> str:
    """Return what ails which cell, as a label that a replay leaves alone."""
    ails = (f"{name} {fault}" for name, fault in zip(CORNER_NAMES, faults, strict=True) if fault)
    return "; ".join(ails)


def _progress(file: Path, recorder: Recorder) -> str:
    return f"recording into {file}: {recorder.rows} rows, {recorder.t_s:.0f} s. Ctrl-C ends it."
