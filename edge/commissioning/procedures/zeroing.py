"""Tare, as a pure procedure: take the zero of an empty seat anew and keep counts_per_kg.

    take(frame) -> Taring ... Taring -> Tared(calibration, moved_kg)
                                    '-> Refused(why)

It is refused while anything moves or lies on the seat, told by the old calibration. It is asked for by somebody and
never happens by itself: a chair that tares at its start with somebody seated measures nonsense from then on.

`sitwell-edge tare` uses it, and the daemon for the command `tare`: make one `Zeroing` for each request, give it every
frame, end at the first answer that is not `Taring`. It needs about four seconds of frames and gives up after twenty.
The words of a refusal hold no kilograms: they may travel.
"""

from typing import Literal

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.steadiness import AtRest, NotAtRest, Steadiness, words
from edge.core.calibration import Calibration, CellCalibration, to_load
from edge.core.frame import CountsFrame

EMPTY_KG = 3.0
"""More than this on a cell, or on all four together, is a load and not drift: the least load that is called a thing."""

LOADED_FRAMES = 10
"""A second of frames above it in turn, so that neither a spike nor a hand that is just leaving refuses."""

PATIENCE_S = 20.0


class Taring(msgspec.Struct, frozen=True):
    """Not done yet: how far, 0..1, and what is waited for."""

    share: float
    why: str


class Refused(msgspec.Struct, frozen=True):
    """Nothing was changed; why, and what to do about it. `code` is that of `CommandResult`."""

    why: str
    code: Literal["loaded", "no_rest", ""] = ""


class Tared(msgspec.Struct, frozen=True):
    """The new calibration, to be stored and put in force, and how far each zero moved, in kilograms."""

    calibration: Calibration
    moved_kg: Corners[float]


class Zeroing:
    """One request to tare. The new calibration's `made_ms` is the last frame's wall time."""

    def __init__(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._steadiness = Steadiness()
        self._began_uptime_s: float | None = None
        self._loaded_frames = 0

    def take(self, frame: CountsFrame) -> Taring | Refused | Tared:
        """Return how things stand after one more frame."""
        if self._began_uptime_s is None:
            self._began_uptime_s = frame.uptime_s
        seen = self._steadiness.take(frame)
        self._loaded_frames = self._loaded_frames + 1 if self._is_loaded(frame) else 0
        if self._loaded_frames >= LOADED_FRAMES:
            return Refused(
                f"something is on the seat (over {EMPTY_KG:g} kg by the calibration in force): clear it and tare "
                "again. If it is clear, the zero has moved too far for a tare: run sitwell-edge calibrate",
                "loaded",
            )
        if isinstance(seen, AtRest) and not self._loaded_frames:
            return tared(self._calibration, seen)
        why = seen.why if isinstance(seen, NotAtRest) else "something is on the seat"
        if frame.uptime_s - self._began_uptime_s > PATIENCE_S:
            said = f"the seat did not come to rest in {PATIENCE_S:g} s ({why}): clear it, keep off, tare again"
            return Refused(said, "no_rest")
        return Taring(seen.filled if isinstance(seen, NotAtRest) else 1.0, why)

    def _is_loaded(self, frame: CountsFrame) -> bool:
        valid_kg = [kg for kg in to_load(self._calibration, frame).load_kg if kg is not None]
        return abs(sum(valid_kg)) > EMPTY_KG or any(abs(kg) > EMPTY_KG for kg in valid_kg)


def tared(calibration: Calibration, rest: AtRest) -> Tared:
    """Return the calibration with the zero of an empty seat at rest. counts_per_kg and their date stay."""
    cells, moved_kg = [], []
    for cell, counts in zip(calibration.cells, rest.counts, strict=True):
        cells.append(CellCalibration(tare_counts=round(counts, 1), counts_per_kg=cell.counts_per_kg))
        moved_kg.append((counts - cell.tare_counts) / cell.counts_per_kg)
    new = msgspec.structs.replace(calibration, made_ms=rest.until_ms, cells=Corners(*cells))
    return Tared(new, Corners(*moved_kg))


def meaning(moved_kg: Corners[float]) -> str:
    """Say what it means that the zeros moved so far."""
    corner, most_kg = max(zip(CORNER_NAMES, moved_kg, strict=True), key=lambda pair: abs(pair[1]))
    if abs(most_kg) <= 0.2:
        return "That is the usual drift of good cells."
    if abs(most_kg) <= 1.0:
        return (
            f"{words(corner)} moved by more than good cells drift; a cushion, or cells still warming up, would do that."
        )
    return (
        f"{words(corner)} moved far. If nothing was mounted or taken off since, look at its screws and cables, and "
        "calibrate again."
    )
