"""A guided calibration, as a pure procedure: it is fed with frames, knows what is being done, and says what comes next.

    stage   empty | put on, hold, take off | put on, hold, take off | ... over the four corners, then in the middle
    counts  ______ ______/‾‾‾‾‾‾‾‾‾\\_______ _____/‾‾‾‾‾‾‾‾\\_______
             zero  zero   level      zero    zero

Nobody presses a key: hands are full. A mass was put down when the counts rest far from the last zero, and taken away
when they rest near it again. Each level is compared with the zeros before and after it, at the time between them, so
that drift does not count. A level is taken some five seconds after the mass came, each time, so creep is the same small
part of each (it comes to 0.1 % in minutes on cheap cells).
"""

from typing import Literal

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.fit import Fit, check_mass, fit
from edge.commissioning.procedures.steadiness import AtRest, NotAtRest, Steadiness, words
from edge.commissioning.procedures.zeroing import EMPTY_KG, Refused
from edge.core.calibration import NOMINAL_COUNTS_PER_KG, Calibration, CellCalibration, to_load
from edge.core.frame import CountsFrame
from edge.errors import CalibrationError

Stage = Literal["empty", "put_on", "hold", "take_off"]

PLACES = (*CORNER_NAMES, "middle")

PATIENCE_S = 300.0
"""A stage that lasts longer is given up: somebody was called away."""

SETTLE_S = 1.0
"""Rest is looked for no sooner than this after the mass was put down: its bounce is over then."""

LEAST_SENSITIVITY = 0.1
"""A mass counts as put down from this part on of what cells of the usual kind would show; others have 0.5 to 5."""

GONE = 0.2
"""The mass is away when each cell is as near as this to its zero, as a part of what counts as put down: 1 % of it."""

MISPLACED_LIMIT = 3
"""So often in turn the mass may be in a wrong place before the calibration is given up."""


NO_CHANGE: Corners[float | None] = Corners(None, None, None, None)


class Guide(msgspec.Struct, frozen=True):
    """What to show: which place and stage, what to do, what is waited for, how much is measured, what the cells say."""

    place: str
    stage: Stage
    do: str
    waits: str
    share: float
    """How full the four seconds of measuring are, 0..1; it means something in the stages `empty` and `hold`."""
    done: int
    """Placements behind us, of five."""
    change_counts: Corners[float | None]
    warning: str = ""


class Level(msgspec.Struct, frozen=True):
    """The mass over one place: the change of counts, how the zero came back, and seconds from load to measurement."""

    change_counts: Corners[float]
    return_counts: Corners[float]
    held_s: float


class Calibrated(msgspec.Struct, frozen=True):
    """The end: a calibration to be stored, the fit behind it, and each placement."""

    calibration: Calibration
    fit: Fit
    levels: tuple[Level, ...]


class Placements:
    """One guided calibration with a known mass. `old` is the calibration so far, by which the seat must look empty."""

    def __init__(self, mass_kg: float, rate_sps: float, old: Calibration | None = None) -> None:
        check_mass(mass_kg)
        self._mass_kg = mass_kg
        self._rate_sps = rate_sps
        self._old = old
        self._put_counts = LEAST_SENSITIVITY * mass_kg * NOMINAL_COUNTS_PER_KG / 2  # a corner bears half of it or more
        self._steadiness = Steadiness()
        self._stage: Stage = "empty"
        self._levels: list[Level] = []
        self._zero: AtRest | None = None
        self._loaded: AtRest | None = None
        self._loaded_uptime_s: float | None = None
        self._stage_uptime_s: float | None = None
        self._misplaced = 0
        self._warning = ""

    def take(self, frame: CountsFrame) -> Guide | Refused | Calibrated:
        """Return how things stand after one more frame. Ends with `Refused` or `Calibrated`."""
        if self._stage_uptime_s is None:
            self._stage_uptime_s = frame.uptime_s
        change = self._change(frame)
        if self._stage in ("put_on", "hold"):
            self._follow(change, frame)
        seen = self._steadiness.take(frame)
        waits = seen.why if isinstance(seen, NotAtRest) else self._turn(seen, frame)
        if isinstance(waits, Refused):
            return waits
        if len(self._levels) == len(PLACES):
            return self._end()
        if frame.uptime_s - self._stage_uptime_s > PATIENCE_S:
            return Refused(f"Given up after {PATIENCE_S / 60:g} minutes of waiting ({waits}); calibrate again.")
        return self._guide(change, waits, seen.filled if isinstance(seen, NotAtRest) else 1.0)

    def _turn(self, rest: AtRest, frame: CountsFrame) -> str | Refused:
        """The seat rests: see what that means in this stage; say what is waited for now."""
        if self._zero is None or self._stage == "empty":
            return self._first_zero(rest, frame)
        change = _minus(rest.counts, self._zero.counts)
        if self._stage in ("put_on", "hold"):
            return self._put_down(rest, change, frame)
        return self._taken_away(rest, change, frame)

    def _first_zero(self, rest: AtRest, frame: CountsFrame) -> str | Refused:
        if self._old is not None and _looks_loaded(self._old, rest, frame):
            return Refused(
                f"By the calibration in force more than {EMPTY_KG:g} kg are on the seat: clear it and calibrate again. "
                "If it is clear, that calibration is wrong: disregard it with --anew."
            )
        self._zero = rest
        self._enter("put_on", frame)
        return "the mass"

    def _put_down(self, rest: AtRest, change: Corners[float], frame: CountsFrame) -> str | Refused:
        if _largest(change) < self._put_counts:
            self._loaded_uptime_s = None
            if _largest(change) < GONE * self._put_counts:
                self._zero = rest  # still empty: the newest zero is the best one
            return "the mass"
        if self._loaded_uptime_s is None or rest.since_uptime_s < self._loaded_uptime_s + SETTLE_S:
            return "the mass to settle"
        wrong = self._wrong_place(change)
        if wrong:
            self._misplaced += 1
            self._warning = wrong
            if self._misplaced == MISPLACED_LIMIT:
                return Refused(wrong)
        else:
            self._misplaced, self._warning = 0, ""
        self._loaded = None if wrong else rest
        self._enter("take_off", frame)
        return "the mass to be taken away"

    def _wrong_place(self, change: Corners[float]) -> str:
        """Say what is wrong when another cell than the one below the mass feels most of it; nothing for the middle."""
        place = PLACES[len(self._levels)]
        if place == "middle":
            return ""
        felt = [abs(each) for each in change]
        strongest = CORNER_NAMES[felt.index(max(felt))]
        if strongest == place:
            return ""
        own = abs(getattr(change, place)) / max(felt)
        little = "next to nothing" if own < 0.02 else f"{own:.0%} of that"
        return (
            f"{words(strongest)} felt most of the mass, {words(place)} {little}. Put it right over {words(place)}. If "
            "it was there, corners are swapped or that cell is dead or has a wire off: sitwell-edge corners finds out."
        )

    def _taken_away(self, rest: AtRest, change: Corners[float], frame: CountsFrame) -> str:
        if _largest(change) > GONE * self._put_counts:
            return "the mass to be taken away; something of it is still on the seat"
        if self._loaded and self._zero:
            self._levels.append(_level(self._zero, self._loaded, rest, self._loaded_uptime_s or 0.0))
        self._zero = rest
        self._loaded_uptime_s = None
        self._enter("put_on", frame)
        return "the mass"

    def _enter(self, stage: Stage, frame: CountsFrame) -> None:
        self._stage = stage
        self._stage_uptime_s = frame.uptime_s

    def _change(self, frame: CountsFrame) -> Corners[float | None]:
        """Return how far each cell is from its last zero."""
        if self._zero is None:
            return NO_CHANGE
        pairs = zip(frame.counts, self._zero.counts, strict=True)
        return Corners(*(None if now is None else now - was for now, was in pairs))

    def _guide(self, change: Corners[float | None], waits: str, share: float) -> Guide:
        place = PLACES[len(self._levels)]
        where = "in the middle of the seat" if place == "middle" else f"over the {words(place)} cell"
        do = {
            "empty": "Leave the seat empty and keep off.",
            "put_on": f"Put the mass {where} and let go of it.",
            "hold": "Keep off: measuring.",
            "take_off": "Take the mass away and keep off.",
        }[self._stage]
        return Guide(place, self._stage, do, waits, share, len(self._levels), change, self._warning)

    def _follow(self, change: Corners[float | None], frame: CountsFrame) -> None:
        """See the mass come, or a hand come and go; a frame in which a cell has no reading shows nobody going."""
        if max((abs(each) for each in change if each is not None), default=0.0) < self._put_counts:
            if None not in change:
                self._stage, self._loaded_uptime_s = "put_on", None
        elif self._loaded_uptime_s is None:
            self._loaded_uptime_s = frame.uptime_s
            self._steadiness.forget()
            self._enter("hold", frame)

    def _end(self) -> Refused | Calibrated:
        zero = self._zero
        if zero is None:  # cannot be: five levels have five zeros
            return Refused("nothing was measured; calibrate again")
        *corners, middle = (level.change_counts for level in self._levels)
        try:
            found = fit(self._mass_kg, Corners(*corners), middle, [level.return_counts for level in self._levels])
        except CalibrationError as error:
            return Refused(str(error))
        calibration = Calibration(
            made_ms=zero.until_ms,
            calibrated_ms=zero.until_ms,
            rate_sps=self._rate_sps,
            cells=Corners(
                *(
                    CellCalibration(tare_counts=round(tare, 1), counts_per_kg=round(per_kg, 2))
                    for tare, per_kg in zip(zero.counts, found.counts_per_kg, strict=True)
                )
            ),
            reference_counts=zero.counts.map(lambda tare: round(tare, 1)),
            check=found.check,
        )
        return Calibrated(calibration, found, tuple(self._levels))


def _looks_loaded(old: Calibration, rest: AtRest, frame: CountsFrame) -> bool:
    level = CountsFrame(frame.at_ms, frame.uptime_s, rest.counts.map(round))
    loads_kg = [kg for kg in to_load(old, level).load_kg if kg is not None]
    return abs(sum(loads_kg)) > EMPTY_KG or _largest(Corners(*loads_kg)) > EMPTY_KG


def _level(before: AtRest, loaded: AtRest, after: AtRest, loaded_uptime_s: float) -> Level:
    """Compare a level with the zero of its own instant, on the line from the zero before to the one after."""
    span_s = after.middle_uptime_s - before.middle_uptime_s
    part = (loaded.middle_uptime_s - before.middle_uptime_s) / span_s
    back = _minus(after.counts, before.counts)
    zero = Corners(*(was + part * moved for was, moved in zip(before.counts, back, strict=True)))
    return Level(_minus(loaded.counts, zero), back, round(loaded.middle_uptime_s - loaded_uptime_s, 1))


def _minus(counts: Corners[float], other: Corners[float]) -> Corners[float]:
    return Corners(*(one - two for one, two in zip(counts, other, strict=True)))


def _largest(counts: Corners[float]) -> float:
    return max(abs(each) for each in counts)
