"""`sitwell-edge`: the place where the parts of a real chair are put together."""

from contract.seat import Corners
from edge.command_line import build, run_program
from edge.config import CellsTable, EdgeSettings
from edge.hardware.clock import SystemClock
from edge.hardware.iio import IioCells
from edge.hardware.outputs import open_indicator
from edge.hardware.pins import CellPins, PiCells
from edge.hardware.process import AcquisitionProcess
from edge.parts import Parts
from edge.ports import CellFactory


def pins_of(cells: CellsTable) -> Corners[CellPins]:
    """Return the lines of each corner."""
    return Corners(
        CellPins(cells.front_left_dout, cells.front_left_sck),
        CellPins(cells.front_right_dout, cells.front_right_sck),
        CellPins(cells.rear_left_dout, cells.rear_left_sck),
        CellPins(cells.rear_right_dout, cells.rear_right_sck),
    )


def factory_of(cells: CellsTable) -> CellFactory:
    """Return what opens the cells: the pins, or the kernel's driver."""
    if cells.backend == "iio":
        names = Corners(cells.iio_front_left, cells.iio_front_right, cells.iio_rear_left, cells.iio_rear_right)
        return IioCells(names, cells.rate_sps)
    return PiCells(pins_of(cells), cells.rate_sps)


def open_cells(settings: EdgeSettings) -> AcquisitionProcess:
    """Return the four cells at this computer's pins, in a process of their own; entering opens them."""
    cells = settings.cells
    return AcquisitionProcess(factory_of(cells), rate_sps=cells.rate_sps)


cli = build(
    Parts(
        "Raspberry Pi, four HX711",
        simulated=False,
        clock=SystemClock(),
        open_cells=open_cells,
        open_indicator=open_indicator,
    )
)


def main() -> None:
    """Run the command line."""
    run_program("sitwell-edge", cli)


if __name__ == "__main__":
    main()
