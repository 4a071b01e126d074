"""`sitwell-edge`: every command of the chair, in the order in which a newcomer needs them."""

import sys
from functools import partial

import typer

from contract.errors import ConfigError, SitwellError
from contract.journal import last_words, set_up_log
from contract.settings import example
from edge.app import Surroundings, run_chair
from edge.boot import this_host
from edge.commissioning import baseline, calibrate, check, corners, enroll, monitor, record, status, tare, wiring
from edge.commissioning.common import ConfigOption, settings_of
from edge.config import EdgeSettings
from edge.errors import HardwareError, NotCalibratedError
from edge.parts import Parts
from edge.shell import StopSignals, meta_of

EXIT_REFUSED = 1
EXIT_CONFIG = 3
EXIT_HARDWARE = 4

SET_UP, RUN, LOOK = "From parts to a first bout", "Every day", "Look closer"
"""How the help parts the commands; each is in the order in which it is needed."""


def build(parts: Parts) -> typer.Typer:
    """Return the command line of a chair made of these parts."""
    cli = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        help="The chair: reads four load cells and tells who sits, how and since when.",
    )

    @cli.command("config", rich_help_panel=SET_UP)
    def print_config() -> None:
        """Print an edge.toml with every key, its default and its meaning."""
        typer.echo(example(EdgeSettings), nl=False)

    cli.command("wiring", rich_help_panel=SET_UP)(wiring.command)
    cli.command("enroll", rich_help_panel=SET_UP)(enroll.command(parts))
    press = partial(corners.press_corners, parts)
    cli.command("check", rich_help_panel=SET_UP)(check.command(parts, press))
    cli.command("corners", rich_help_panel=SET_UP)(corners.command(parts))
    cli.command("calibrate", rich_help_panel=SET_UP)(calibrate.command(parts))

    @cli.command(rich_help_panel=RUN)
    def run(config: ConfigOption = None) -> None:
        """Run the chair until it is told to stop."""
        stopped = StopSignals()  # before the cells are opened, which takes seconds
        settings = settings_of(config)
        with parts.open_cells(settings) as source:
            around = Surroundings(parts.clock, this_host, stopped, parts.open_indicator(settings))
            run_chair(settings, meta_of(settings, parts.model, simulated=parts.simulated), source, around)

    cli.command("status", rich_help_panel=RUN)(status.command(parts))
    cli.command("tare", rich_help_panel=RUN)(tare.command(parts))
    cli.command("baseline", rich_help_panel=RUN)(baseline.command(parts))
    cli.command("monitor", rich_help_panel=LOOK)(monitor.command(parts))
    cli.command("record", rich_help_panel=LOOK)(record.command(parts))
    return cli


def exit_code(error: SitwellError) -> int:
    """Return the code with which a command ends after this error: 3 settings, 4 hardware, else 1."""
    if isinstance(error, ConfigError | NotCalibratedError):
        return EXIT_CONFIG
    return EXIT_HARDWARE if isinstance(error, HardwareError) else EXIT_REFUSED


def run_program(program: str, cli: typer.Typer) -> None:
    """Run a command line; expected failures end with one line and their exit code."""
    set_up_log()
    try:
        cli()
    except SitwellError as error:
        typer.echo(last_words(f"{program}: {error}"), err=True)
        sys.exit(exit_code(error))
