"""Four sensitivities from one mass over four corners: four equations, and a fifth placement as the check.

A plate hands a part of the mass to each cell, and nobody puts it exactly on one. But over any place the four cells
together bear all of it. With d the change of counts that cell c shows under the mass m over place p:

    sum over c of  d[p][c] * kg_per_count[c]  =  m          for p = the four corners: 4 x 4, solved by elimination

Four equations for four unknowns leave no remainder, so it is the middle that tells how good they are: the residual is
what the mass weighs there, against m. The matrix of shares d[p][c] * kg_per_count[c] / m has a condition number of 1 if
each corner bore all of the mass, about 1.7 over the corners of a seat, and grows as places move to the middle or as the
plate grows too stiff to tell its corners apart (a rigid plate on four equal springs cannot be solved at all).
"""

from collections.abc import Sequence

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.steadiness import words
from edge.core.calibration import LEAST_COUNTS_PER_KG, CalibrationCheck
from edge.errors import CalibrationError

LEAST_KG, MOST_KG = 5.0, 40.0
"""Less is too near to drift and friction; more, over one corner, too near to the 50 kg that a cell bears."""

MOST_CONDITION = 8.0
"""Errors of a placement may come out this many times as large: 0.1 % would make nearly 1 %."""

MOST_RESIDUAL_PCT, MOST_RETURN_PCT = 1.0, 0.5
UNLIKE = 2.0
"""Four cells of one kind differ by some 10 %; by more than this factor something is worth saying."""

Matrix = list[list[float]]


class Fit(msgspec.Struct, frozen=True):
    """What a calibration found: signed counts per kilogram by corner, how good it is, and what is worth saying."""

    counts_per_kg: Corners[float]
    check: CalibrationCheck
    notes: tuple[str, ...] = ()


def fit(
    mass_kg: float, corners: Corners[Corners[float]], middle: Corners[float], returns: Sequence[Corners[float]]
) -> Fit:
    """Return the sensitivities. Raises `CalibrationError` when they would be bad ones.

    `corners` and `middle` hold the change of counts of each cell under the mass there; `returns` how far the zeros were
    from where they had been, in counts, after the mass was taken away.
    """
    check_mass(mass_kg)
    rows = [list(row) for row in corners]
    kg_per_count = solve(rows, [mass_kg] * 4)
    if kg_per_count is None or not all(kg_per_count):
        raise CalibrationError(_ALIKE)
    shares = [[d * kg / mass_kg for d, kg in zip(row, kg_per_count, strict=True)] for row in rows]
    check = CalibrationCheck(
        mass_kg=mass_kg,
        residual_pct=round(100 * (sum(_times(middle, kg_per_count)) / mass_kg - 1), 2) + 0.0,
        return_pct=round(
            100 * max((_farthest(_times(each, kg_per_count)) for each in returns), default=0) / mass_kg, 3
        ),
        condition=round(condition(shares), 2),
    )
    _refuse_bad(check)
    counts_per_kg = Corners(*(1 / each for each in kg_per_count))
    for corner, each in zip(CORNER_NAMES, counts_per_kg, strict=True):
        if abs(each) < LEAST_COUNTS_PER_KG:
            raise CalibrationError(
                f"{words(corner)} shows {each:.3g} counts per kg, too few to measure with. Look at its wires, and at "
                "the mass: is it really in kilograms? Then calibrate again."
            )
    return Fit(counts_per_kg, check, tuple(_notes(counts_per_kg)))


def check_mass(mass_kg: float) -> None:
    """Refuse a mass that cannot make a good calibration. Raises `CalibrationError`."""
    if not mass_kg >= LEAST_KG:
        raise CalibrationError(
            f"{mass_kg:g} kg are too little to calibrate with: drift and friction would be a large part of it. Take "
            f"{LEAST_KG:g} kg or more, for example a canister of 10 litres of water (10 kg and its own weight)."
        )
    if mass_kg > MOST_KG:
        raise CalibrationError(
            f"{mass_kg:g} kg over one corner may be too much for its cell. Take {MOST_KG:g} kg or less."
        )


def solve(matrix: Matrix, right: Sequence[float]) -> list[float] | None:
    """Return x with matrix * x = right, by Gauss elimination with the largest pivot; None where there is none."""
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    scale = max((abs(value) for row in matrix for value in row), default=0.0)
    for column in range(size):
        best = max(range(column, size), key=lambda place: abs(rows[place][column]))
        rows[column], rows[best] = rows[best], rows[column]
        pivot = rows[column]
        if abs(pivot[column]) <= 1e-9 * scale:
            return None
        for row in rows[column + 1 :]:
            factor = row[column] / pivot[column]
            for place in range(column, size + 1):
                row[place] -= factor * pivot[place]
    found = [0.0] * size
    for column in reversed(range(size)):
        known = sum(rows[column][place] * found[place] for place in range(column + 1, size))
        found[column] = (rows[column][size] - known) / rows[column][column]
    return found


def condition(matrix: Matrix) -> float:
    """Return the condition number in the norm of row sums; infinite for a matrix that cannot be inverted."""
    size = len(matrix)
    columns = []
    for place in range(size):
        column = solve(matrix, [float(row == place) for row in range(size)])
        if column is None:
            return float("inf")
        columns.append(column)
    inverse = [list(row) for row in zip(*columns, strict=True)]
    return _row_sum(matrix) * _row_sum(inverse)


def _row_sum(matrix: Matrix) -> float:
    return max(sum(abs(value) for value in row) for row in matrix)


def _times(counts: Corners[float], kg_per_count: Sequence[float]) -> list[float]:
    return [each * kg for each, kg in zip(counts, kg_per_count, strict=True)]


def _farthest(cells_kg: list[float]) -> float:
    return max(abs(sum(cells_kg)), *(abs(kg) for kg in cells_kg))


def _refuse_bad(check: CalibrationCheck) -> None:
    if check.condition > MOST_CONDITION:
        raise CalibrationError(f"{_ALIKE} (The condition number is {check.condition:.3g}; up to {MOST_CONDITION:g}.)")
    if check.return_pct > MOST_RETURN_PCT:
        raise CalibrationError(
            f"The empty seat did not come back to where it had been: {check.return_pct:.2f} % of the mass is missing "
            f"or too much (up to {MOST_RETURN_PCT:g} %). Look for a seat plate that rubs or is caught, a cable that "
            "pulls, a loose screw; let the boards warm up for some minutes; then calibrate again."
        )
    if abs(check.residual_pct) > MOST_RESIDUAL_PCT:
        raise CalibrationError(
            f"In the middle the mass weighs {check.residual_pct:+z.2f} % of what it weighs over the corners (up to "
            f"{MOST_RESIDUAL_PCT:g} %). Use the same mass each time, let it touch nothing but the seat plate, and see "
            "that the plate rests on its four cells alone; then calibrate again."
        )


def _notes(counts_per_kg: Corners[float]) -> list[str]:
    notes = [
        f"{words(corner)} is wired the other way round (its counts fall under load); that is taken care of."
        for corner, each in zip(CORNER_NAMES, counts_per_kg, strict=True)
        if each < 0
    ]
    sizes = [abs(each) for each in counts_per_kg]
    if max(sizes) > UNLIKE * min(sizes):
        weak = words(CORNER_NAMES[sizes.index(min(sizes))])
        notes.append(
            f"{weak} is {max(sizes) / min(sizes):.1f} times less sensitive than the best one; cells of one kind differ "
            "by some 10 %. Look at its wiring and at what type it is."
        )
    return notes


_ALIKE = (
    "The four places look too much alike to the cells to tell these apart. Put the mass right over each cell, not near "
    "the middle. If it was there, the plate is too stiff: calibrate each cell before it goes under the seat "
    "(docs/calibration.md, by hand)."
)
