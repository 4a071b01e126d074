"""A recording of loads in a file: CSV with a header, one row for each instant.

    t_s,front_left_kg,front_right_kg,rear_left_kg,rear_right_kg,note
    0.0,14.931,8.964,8.816,5.317,
    0.1,14.949,,8.82,5.331,leans

`t_s` is seconds from the start and never steps back. The four corners are in kilograms (`_kg`) or in signed
converter counts (`_counts`), all in the same. An empty cell is no reading. Every other column is a label and is left
alone.
"""

import csv
import io
import math
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from contract.errors import RecordingError
from contract.seat import CORNER_NAMES, Corners

RecordedUnit = Literal["kg", "counts"]


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

    `skip_bad` leaves bad rows out and counts them; a bad header is an error all the same.
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
        try:
            header = [cell.strip() for cell in next(self._rows)]
        except StopIteration:
            raise self.error(1, "", "the file is empty; its first line names the columns") from None
        unit, places = self._columns(header)
        label_at = {name: at for at, name in enumerate(header) if at not in places and name}
        columns = [array("d") for _ in places]
        labels: dict[str, list[str]] = {name: [] for name in label_at}
        skipped = 0
        for row in self._rows:
            if not any(cell.strip() for cell in row):
                continue
            try:
                values = self._values(row, header, places, columns[0])
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

    def _values(self, row: list[str], header: list[str], places: list[int], times: "array[float]") -> Iterator[float]:
        line = self._rows.line_num
        if len(row) > len(header):
            raise self.error(line, "", f"{len(row)} cells, but the header names {len(header)} columns")
        if len(row) <= max(places):
            raise self.error(line, header[len(row)], "the row ends before this column")
        values = [self._number(row[at], line, header[at]) for at in places]
        if math.isnan(values[0]):
            raise self.error(line, "t_s", "a row needs its time")
        if times and values[0] < times[-1]:
            raise self.error(line, "t_s", f"time steps back from {times[-1]:g} to {values[0]:g}")
        return iter(values)

    def _number(self, cell: str, line: int, column: str) -> float:
        text = cell.strip()
        if not text:
            return math.nan
        try:
            value = float(text)
        except ValueError:
            raise self.error(line, column, f"{text[:40]!r} is not a number") from None
        if not math.isfinite(value):
            raise self.error(line, column, f"{text!r} is no measurement; leave the cell empty for no reading")
        return value

    def error(self, line: int | None, column: str, why: str) -> RecordingError:
        """Return an error that names this file and the line, or the line being read."""
        return RecordingError(self._name, self._rows.line_num if line is None else line, column, why)
