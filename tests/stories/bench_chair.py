"""`python -m tests.stories.bench_chair ORDERS COMMAND ...`: sitwell-edge on simulated pins, with a hand that is told.

Chips, driver and acquisition run on a virtual clock in a thread, at most some fifty times as fast as a real chair, so
that whoever reads the screen has time to give orders. The file ORDERS is the hand: each new line is `put KG X Y` or
`take`.

Front left and front right are swapped in the wiring: BCM 5 and 6 lead to the cell at the front right.
"""

import queue
import sys
import threading
import time
from pathlib import Path

from contract.seat import CORNER_NAMES, Corners
from edge.command_line import build, run_program
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from edge.parts import Parts
from edge.ports import NoIndicator
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock
from mock_hw.masses import Creep, Hand

WIRED = {5: "front_right", 13: "front_left", 16: "rear_left", 21: "rear_right"}
"""Which cell each DOUT leads to."""

PACE_S = 0.002
CREEP = Creep(share=Corners(0.001, -0.001, 0.001, 0.0005), drift_kg_per_h=Corners(0.3, -0.2, 0.1, 0.0))


class Cells:
    """Four cells on simulated pins: a frame source for one command."""

    counters = None

    def __init__(self, orders, clock, settings):
        self._orders, self._clock, self._settings = orders, clock, settings
        self._hand = Hand(CREEP, rigidity=0.2)
        self._obeyed = len(orders.read_text().splitlines())
        self._frames = queue.Queue(maxsize=1)
        self._closed = False

    def __enter__(self):
        chair = simulated_cells(self._hand.load_kg, self._clock, 1, 1.0)
        pins = [getattr(chair.pins, WIRED[getattr(self._settings.cells, f"{corner}_dout")]) for corner in CORNER_NAMES]
        cells = Corners(*(Hx711Cell(pair.dout, pair.sck, self._clock) for pair in pins))
        threading.Thread(
            target=acquire,
            args=(cells, self._clock, self._frames.put),
            kwargs={"stop": lambda: self._closed},
            daemon=True,
        ).start()
        return self

    def __exit__(self, *_error):
        self._closed = True

    def receive(self, timeout_s):
        lines = self._orders.read_text().splitlines(keepends=True)
        for line in lines[self._obeyed :]:
            if line.endswith("\n"):
                self._obey(line.split())
        time.sleep(PACE_S)
        return self._frames.get(timeout=30 * timeout_s)

    def _obey(self, words):
        self._obeyed += 1
        now_s = self._clock.uptime_s() + 0.5
        if words[0] == "take":
            self._hand.take(now_s)
        else:
            self._hand.put(now_s, *map(float, words[1:]))


def main():
    orders, *sys.argv[1:] = sys.argv[1:]
    clock = VirtualClock(1_767_225_600_000, 5000.0)
    run_program(
        "sitwell-edge",
        build(
            Parts(
                "on a bench",
                simulated=True,
                clock=clock,
                open_cells=lambda settings: Cells(Path(orders), clock, settings),
                open_indicator=lambda _settings: NoIndicator(),
            )
        ),
    )


if __name__ == "__main__":
    main()
