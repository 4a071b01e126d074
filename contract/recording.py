"""A recording of loads in a file: CSV with a header, one row for each instant.

    t_s,front_left_kg,front_right_kg,rear_left_kg,rear_right_kg,note
    0.0,14.931,8.964,8.816,5.317,
    0.1,14.949,,8.82,5.331,leans

`t_s` is seconds from the start and never steps back. The four corners are in kilograms (`_kg`) or in signed
converter counts (`_counts`), all in the same. An empty cell is no reading. Every other column is a label and is left
alone. A recording lasts 31 days at most, so that one wrong time does not make it into years of empty seat.
"""

import csv
import io
import math
from array import array
from pathlib import Path
from typing import Literal

import msgspec

from contract.errors import RecordingError
from contract.seat import CORNER_NAMES, Corners

RecordedUnit = Literal["kg", "counts"]

LONGEST_S = 31 * 86_400.0
MOST = {"kg": 10_000.0, "counts": 2.0**31}
"""Beyond these, either way, a value is no load that a chair has: a converter has 24 bits, a cell is made for 50 kg."""


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """A whole recording in memory: `t_s[i]` and `corners.<corner>[i]` belong together; NaN is no reading.

    `skipped` counts bad rows left out on request; `labels` holds the other columns as text.
    """

    name: str
    unit: RecordedUnit
    t_s: "array[float]"
    corners: Corners["array[float]"]
    labels: dict[str, list[str]]
    skipped: int = 0

    @property
    def duration_s(self) -> float:
        """Seconds from the first to the last row."""
        return self.t_s[-1] - self.t_s[0]


def read_recording(path: Path, *, skip_bad: bool = False) -> Recording:
    """Read a recording, or raise `RecordingError` naming line and column.

    `skip_bad` leaves bad rows out and counts them; a bad header is an error all the same. Where time steps back, the
    row before is the bad one if it leapt ahead of both its neighbours, otherwise the row itself.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise RecordingError(str(path), 0, "", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RecordingError(
            str(path), 1 + error.object[: error.start].count(b"\n"), "", "is not UTF-8 text"
        ) from error
    reader = _Reader(str(path), text, skip_bad)
    try:
        return reader.read()
    except csv.Error as error:
        raise reader.error(None, "", f"not CSV: {error}") from error


class _Reader:
    """Reads one file; the state that its checks share."""

    def __init__(self, name: str, text: str, skip_bad: bool) -> None:
        self._name = name
        self._rows = csv.reader(io.StringIO(text))  # str.splitlines would also part rows at a form feed in a label
        self._skip_bad = skip_bad

    def read(self) -> Recording:
        """Return the recording. Nothing is handed out before the whole file was seen to be good."""
        header = self._header()
        unit, places = self._columns(header)
        label_at = {name: at for at, name in enumerate(header) if at not in places and name}
        columns = [array("d") for _ in places]
        labels: dict[str, list[str]] = {name: [] for name in label_at}
        skipped = 0
        for row in self._rows:
            if not any(cell.strip() for cell in row):
                continue
            try:
                values = self._values(row, header, places)
                if self._skip_bad and _leapt(columns[0], values[0]):
                    _drop_last(columns, labels)
                    skipped += 1
                self._check_time(values[0], columns[0])
            except RecordingError:
                if not self._skip_bad:
                    raise
                skipped += 1
                continue
            for column, value in zip(columns, values, strict=True):
                column.append(value)
            for name, at in label_at.items():
                labels[name].append(row[at].strip() if at < len(row) else "")
        if not columns[0]:
            raise self.error(self._rows.line_num, "", "there is no row with a reading")
        t_s, *corners = columns
        return Recording(name=self._name, unit=unit, t_s=t_s, corners=Corners(*corners), labels=labels, skipped=skipped)

    def _header(self) -> list[str]:
        try:
            return [cell.strip() for cell in next(self._rows)]
        except StopIteration:
            raise self.error(1, "", "the file is empty; its first line names the columns") from None

    def _columns(self, header: list[str]) -> tuple[RecordedUnit, list[int]]:
        if len(header) == 1 and ";" in header[0]:
            raise self.error(1, "", "columns are parted by ';' here; save the file with commas and decimal points")
        for name in header:
            if name and header.count(name) > 1:
                raise self.error(1, name, "this column is there twice")
        unit: RecordedUnit = "counts" if any(f"{corner}_counts" in header for corner in CORNER_NAMES) else "kg"
        wanted = ["t_s", *(f"{corner}_{unit}" for corner in CORNER_NAMES)]
        for name in wanted:
            if name not in header:
                raise self.error(1, name, f"this column is missing; a recording has {', '.join(wanted)}")
        return unit, [header.index(name) for name in wanted]

    def _values(self, row: list[str], header: list[str], places: list[int]) -> list[float]:
        line = self._rows.line_num
        if len(row) > len(header):
            raise self.error(line, "", f"{len(row)} cells, but the header names {len(header)} columns")
        if len(row) <= max(places):
            raise self.error(line, header[len(row)], "the row ends before this column")
        values = [self._number(row[at], line, header[at]) for at in places]
        if math.isnan(values[0]):
            raise self.error(line, "t_s", "a row needs its time")
        return values

    def _check_time(self, t_s: float, times: "array[float]") -> None:
        if times and t_s < times[-1]:
            raise self.error(None, "t_s", f"time steps back from {times[-1]:g} to {t_s:g}")
        if times and t_s - times[0] > LONGEST_S:
            raise self.error(
                None,
                "t_s",
                f"{t_s:g} is more than {LONGEST_S / 86_400:g} days after the first row; correct it, or part the file",
            )

    def _number(self, cell: str, line: int, column: str) -> float:
        text = cell.strip()
        if not text:
            return math.nan
        try:
            if "_" in text:  # Python's own way to write 10 as 1_0
                raise ValueError(text)  # noqa: TRY301 - one answer for all that is no number
            value = float(text)
        except ValueError:
            raise self.error(line, column, f"{text[:40]!r} is not a number") from None
        if not math.isfinite(value):
            raise self.error(line, column, f"{text!r} is no measurement; leave the cell empty for no reading")
        if abs(value) > MOST.get(column.rpartition("_")[2], math.inf):
            raise self.error(
                line, column, f"{value:g} is no load that a chair has; leave the cell empty for no reading"
            )
        return value

    def error(self, line: int | None, column: str, why: str) -> RecordingError:
        """Return an error that names this file and the line, or the line being read."""
        return RecordingError(self._name, self._rows.line_num if line is None else line, column, why)


def _leapt(times: "array[float]", next_s: float) -> bool:
    """Say whether the last row leapt ahead: the next one steps back behind it, yet lies nearer to the one before."""
    return len(times) > 1 and times[-2] <= next_s < times[-1] and times[-1] - next_s > next_s - times[-2]


def _drop_last(columns: "list[array[float]]", labels: dict[str, list[str]]) -> None:
    for column in columns:
        column.pop()
    for texts in labels.values():
        texts.pop()
