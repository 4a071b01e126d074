"""`sitwell-edge`: the chair's command line, and the place where the real parts are put together."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from contract.errors import ConfigError, SitwellError
from contract.seat import Corners
from contract.settings import example
from edge.app import Surroundings, run_chair
from edge.boot import boot_id, clock_synced
from edge.config import CellsTable, EdgeSettings, load_edge
from edge.core.moment import Inputs
from edge.errors import HardwareError
from edge.hardware.clock import SystemClock
from edge.hardware.pins import CellPins, PiCells
from edge.hardware.process import AcquisitionProcess
from edge.shell import StopSignals, meta_of

EXIT_CONFIG = 3
EXIT_HARDWARE = 4

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, help="The chair: reads four load cells, publishes sitting."
)


def pins_of(cells: CellsTable) -> Corners[CellPins]:
    """Return the lines of each corner."""
    return Corners(
        CellPins(cells.front_left_dout, cells.front_left_sck),
        CellPins(cells.front_right_dout, cells.front_right_sck),
        CellPins(cells.rear_left_dout, cells.rear_left_sck),
        CellPins(cells.rear_right_dout, cells.rear_right_sck),
    )


@cli.command()
def run(config: Annotated[Path | None, typer.Option(help="edge.toml; without it the defaults hold")] = None) -> None:
    """Run the chair until it is told to stop."""
    stopped = StopSignals()  # before the cells are opened, which takes seconds
    settings = load_edge(config)
    factory = PiCells(pins_of(settings.cells), settings.cells.rate_sps)
    with AcquisitionProcess(factory, rate_sps=settings.cells.rate_sps) as source:
        around = Surroundings(
            SystemClock(),
            lambda: Inputs(boot=boot_id(), clock_synced=clock_synced(), shares_weight=settings.chair.shares_weight),
            stopped,
        )
        run_chair(settings, meta_of(settings, "Raspberry Pi, four HX711"), source, around)


@cli.command()
def config() -> None:
    """Print an edge.toml with every key, its default and its meaning."""
    typer.echo(example(EdgeSettings), nl=False)


def main() -> None:
    """Run the command line; expected failures end with one line and their exit code."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        cli()
    except ConfigError as error:
        typer.echo(f"sitwell-edge: {error}", err=True)
        sys.exit(EXIT_CONFIG)
    except HardwareError as error:
        typer.echo(f"sitwell-edge: {error}", err=True)
        sys.exit(EXIT_HARDWARE)
    except SitwellError as error:
        typer.echo(f"sitwell-edge: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
