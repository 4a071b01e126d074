"""`sitwell-mock`: a chair without a chair. Replays recordings and runs the demo."""

import contextlib
import logging
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from contract.errors import ConfigError, RecordingError, SitwellError
from contract.recording import read_recording
from edge.app import Surroundings, run_chair
from edge.boot import Host, boot_id
from edge.calibration_file import read_calibration, write_calibration
from edge.command_line import exit_code
from edge.config import load_edge
from edge.hardware.clock import SystemClock
from edge.hardware.process import AcquisitionProcess
from edge.shell import StopSignals, meta_of
from mock_hw.demo import DemoPlan, run_demo
from mock_hw.edge_commands import edge_commands
from mock_hw.indicator import SimulatedIndicator
from mock_hw.replay import Outcome, Plan, Way, grid, replay
from mock_hw.replay_files import ReplayFiles
from mock_hw.scenario import scenario_names
from mock_hw.simulated import MODEL, SimulatedCells
from mock_hw.summary import Summary
from mock_hw.track import Track

if TYPE_CHECKING:  # at run time only where a picture is asked for
    from mock_hw.plot import Picture

EXIT_USAGE = 2
LATEST_MS = 4_102_444_800_000

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="A chair without a chair: replay and demo.")
cli.add_typer(edge_commands(), name="edge")


@cli.command("replay")
def replay_command(  # noqa: PLR0913 - each parameter is an option of the command line
    file: Annotated[Path, typer.Argument(help="a recording: CSV with t_s and four corners in _kg or _counts")],
    out: Annotated[Path, typer.Option(help="folder for events.jsonl and minutes.jsonl")],
    *,
    through: Annotated[
        str, typer.Option(help="pins: the real driver on simulated chips; frames: straight to the core")
    ] = "pins",
    config: Annotated[Path | None, typer.Option(help="edge.toml with limits and calibration_file")] = None,
    start: Annotated[str, typer.Option(help="wall time of t_s = 0, ISO 8601")] = "2026-01-01T00:00:00Z",
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="leave bad rows out and count them")] = False,
    frames: Annotated[bool, typer.Option("--frames", help="also write frames.jsonl, the live frames")] = False,
    plot: Annotated[Path | None, typer.Option(help="also draw a picture: FILE.png, or FILE.html as a page")] = None,
) -> None:
    """Replay a recording as fast as it goes; write the events and minutes that the chair would have sent; sum up."""
    signal.signal(signal.SIGTERM, _leave)
    if through not in ("pins", "frames"):
        raise typer.BadParameter(f"{through!r} is neither pins nor frames", param_hint="--through")
    if plot is not None and plot.suffix not in (".png", ".html"):
        raise typer.BadParameter(f"{plot.name!r} ends in neither .png nor .html", param_hint="--plot")
    start_ms = _start_ms(start)
    settings = load_edge(config)
    recording = read_recording(file, skip_bad=skip_bad)
    if not 0 <= start_ms + recording.t_s[0] * 1000 <= start_ms + recording.t_s[-1] * 1000 <= LATEST_MS:
        raise typer.BadParameter(
            "with this recording's t_s the time leaves the years 1970 to 2100", param_hint="--start"
        )
    calibration = None
    if recording.unit == "counts" and config is not None:
        calibration = read_calibration(settings.calibration_path())
    track = Track(recording)
    plan = Plan(track, cast("Way", through), settings.limits(), calibration, start_ms, settings.chair.shares_weight)
    first, last = grid(track)
    summary = Summary(start_ms)
    picture = _picture(f"{file.name} through {through}", start_ms, last - first + 1) if plot else None
    bar = Progress(
        TextColumn(f"replay through {through}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar, ReplayFiles(out, with_frames=frames) as files:
        task = bar.add_task("", total=last - first + 1)

        def take(outcome: Outcome) -> None:
            files.take(outcome)
            summary.take(outcome)
            if picture:
                picture.take(outcome)
            bar.advance(task, 0 if outcome.live is None else 1)

        replay(plan, take)
    if picture and plot:
        picture.write(plot)
    summary.show(Console())
    skipped = f", {recording.skipped} bad rows skipped" if skip_bad else ""
    typer.echo(files.totals() + skipped + (f", {plot}" if plot else ""))


@cli.command()
def scenarios() -> None:
    """List the scenarios that come with Sitwell."""
    for name in scenario_names():
        typer.echo(name)


@cli.command()
def demo(  # noqa: PLR0913 - each parameter is an option of the command line
    *,
    port: Annotated[
        int, typer.Option(help="port of the page; another is found when it is taken", min=0, max=65535)
    ] = 8050,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="only print the address")] = False,
    duration: Annotated[float | None, typer.Option(help="seconds after which it stops by itself", min=0)] = None,
    scenario: Annotated[str, typer.Option(help="one of `sitwell-mock scenarios`, or a TOML file")] = "demo",
    recording: Annotated[Path | None, typer.Option(help="a recording in kg to sit instead of a scenario")] = None,
    data: Annotated[Path | None, typer.Option(help="folder to keep; without it everything is thrown away")] = None,
    history_weeks: Annotated[
        int,
        typer.Option(
            help="weeks of made-up history before the demo; 0: none; a kept folder has its own", min=0, max=156
        ),
    ] = 8,
) -> None:
    """Show Sitwell at work without a chair: broker, desk, page and one simulated chair."""
    stopped = StopSignals()
    with contextlib.ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sitwell-demo-")))
        cells = SimulatedCells(scenario, str(recording.resolve()) if recording else "")
        run_demo(DemoPlan(port, folder, cells, not no_browser, duration, history_weeks), typer.echo, stopped)


@cli.command()
def chair(
    config: Annotated[Path, typer.Option(help="edge.toml of the simulated chair")],
    scenario: Annotated[str, typer.Option(help="who sits")] = "demo",
    recording: Annotated[str, typer.Option(help="a recording in kg instead")] = "",
) -> None:
    """Run the chair's daemon on simulated chips, as the demo does."""
    stopped = StopSignals()  # before the cells are opened, which takes seconds
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = load_edge(config)
    cells = SimulatedCells(scenario, recording)
    if not settings.calibration_path().exists():  # somebody calibrated this chair before it was simulated
        write_calibration(settings.calibration_path(), cells.calibration())
    with AcquisitionProcess(cells) as source:
        around = Surroundings(
            SystemClock(),
            lambda: Host(boot_id(), clock_synced=True),
            stopped,
            SimulatedIndicator(),
        )
        run_chair(settings, meta_of(settings, MODEL, simulated=True), source, around)


def _picture(title: str, start_ms: int, frames: int) -> "Picture":
    try:
        from mock_hw.plot import Picture  # noqa: PLC0415 - matplotlib is for those who want a picture
    except ModuleNotFoundError as error:
        raise ConfigError(f"--plot needs {error.name}: pip install 'sitwell[demo]', or leave --plot out") from error
    return Picture(title, start_ms, frames)


def _leave(number: int, _frame: object) -> None:
    """End by an exception, so that files half-written are removed; the exit code is the one that shells expect."""
    sys.exit(128 + number)


def _start_ms(text: str) -> int:
    try:
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no ISO 8601 time like 2026-01-01T00:00:00Z", param_hint="--start"
        ) from error
    return round((start if start.tzinfo else start.replace(tzinfo=UTC)).timestamp() * 1000)


def main() -> None:
    """Run the command line; expected failures end with one line and their exit code."""
    try:
        cli()
    except SitwellError as error:
        typer.echo(f"sitwell-mock: {error}", err=True)
        sys.exit(_exit_code(error))


def _exit_code(error: SitwellError) -> int:
    return EXIT_USAGE if isinstance(error, RecordingError) else exit_code(error)


if __name__ == "__main__":
    main()
