"""A chair on simulated pins and a virtual clock, and a hand that does what a guided procedure says."""

import random

from edge.commissioning.procedures.placements import Guide
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock
from mock_hw.masses import Hand

MADE_MS = 1_767_225_600_000
WHERE = {"front_left": (-1, 1), "front_right": (1, 1), "rear_left": (-1, -1), "rear_right": (1, -1), "middle": (0, 0)}


class Bench:
    """A chair on a virtual clock and a hand; `lead` feeds a procedure until it ends, and the hand follows."""

    def __init__(self, seed=1, creep=None, rigidity=0.2):
        self.clock = VirtualClock(MADE_MS, 5000.0)
        self.hand = Hand(creep, rigidity)
        self.chance = random.Random(seed)
        chair = simulated_cells(self.hand.load_kg, self.clock, seed, 1.0)
        self.truth = chair.calibration
        self.cells = chair.pins.map(lambda pair: Hx711Cell(pair.dout, pair.sck, self.clock))

    def lead(self, procedure, going, follow=lambda _answer: None):
        answers = []

        def emit(frame):
            if not answers or isinstance(answers[-1], going):
                answers.append(procedure.take(frame))
                follow(answers[-1])

        acquire(
            self.cells,
            self.clock,
            emit,
            stop=lambda: bool(answers) and not isinstance(answers[-1], going),
            period_s=0.1,
        )
        return answers[-1]

    def place(self, kg, off=0.0):
        """A hand that puts a disc near each place it is told, some seconds later, and takes it away again."""
        told = None

        def follow(guide):
            nonlocal told
            if not isinstance(guide, Guide) or told == (guide.place, guide.stage):
                return
            told = (guide.place, guide.stage)
            later_s = self.clock.uptime_s() + self.chance.uniform(2, 6)
            if guide.stage == "put_on":
                x, y = (0.8 * each + self.chance.uniform(-off, off) for each in WHERE[guide.place])
                self.hand.put(later_s, kg, x, y)
            elif guide.stage == "take_off":
                self.hand.take(later_s)

        return follow
