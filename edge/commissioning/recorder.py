"""A recording as it is written: rows gathered in memory, and written whole, some seconds at a time.

    frames   ..........|..........|..........|      ten rows a second, 300 to 500 bytes
    file               ^          ^          ^      one write each `flush_s`; a kill loses the rows since

A card wears with each write, so there is one every ten seconds, and only the last one waits for the card. A power
cut loses what the system still held back, some 30 s more.
"""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from contract.errors import SitwellError
from contract.recording import RecordedUnit
from contract.seat import CORNER_NAMES, Corners

FLUSH_S = 10.0


class RecordError(SitwellError, OSError):
    """The recording cannot be written: the text says why and what to do."""


class Recorder:
    """Writes the form that contract/recording.py reads. Use it in a `with`: leaving writes the rest.

    `rotate_bytes` begins a new file, FILE-2.csv and so on, when the one before has grown so far, and keeps the newest
    `keep` of them; time goes on through all of them. Raises `RecordError` for what exists already unless `force`.
    """

    def __init__(  # noqa: PLR0913 - the file and its unit are the recording; the rest is by name and has a default
        self,
        path: Path,
        unit: RecordedUnit,
        *,
        rotate_bytes: int | None = None,
        keep: int = 10,
        force: bool = False,
        flush_s: float = FLUSH_S,
        remove: Callable[[Path], None] = Path.unlink,
    ) -> None:
        self.rows = 0
        self.t_s = 0.0
        self._path = path
        self._header = ",".join(["t_s", *(f"{name}_{unit}" for name in CORNER_NAMES), "fault"]) + "\n"
        self._unit = unit
        self._rotate_bytes = rotate_bytes
        self._keep = keep
        self._flush_s = flush_s
        self._remove = remove
        self._waiting: list[str] = []
        self._written = 0
        self._start_s: float | None = None
        self._due_s = 0.0
        earlier = [path, *_parts(path)] if rotate_bytes else [path]
        standing = [each for each in earlier if os.path.lexists(each)]  # in a closed folder: no, and making it says why
        if standing and not force:
            raise RecordError(f"{standing[0]} is there already; give another name, or --force to write over it")
        for each in standing:
            remove(each)
        self._number = 1
        self._files = [path]
        self._file = _create(path)
        self._write_whole(self._header)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that this recording consists of now, in their order."""
        return tuple(self._files)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            self._flush()
            os.fsync(self._file)
        finally:
            os.close(self._file)

    def take(self, uptime_s: float, values: Corners[float | None], fault: str = "") -> None:
        """Take one row. `values` are in the recording's unit, None without a reading."""
        if self._start_s is None:
            self._start_s = uptime_s
            self._due_s = uptime_s + self._flush_s
        self.t_s = max(self.t_s, uptime_s - self._start_s)  # a recording's time never steps back
        cells = (self._cell(value) for value in values)
        self._waiting.append(f"{self.t_s:.3f},{','.join(cells)},{fault}\n")
        self.rows += 1
        if uptime_s >= self._due_s:
            self._due_s = uptime_s + self._flush_s
            self._flush()
            if self._rotate_bytes and self._written >= self._rotate_bytes:
                self._rotate()

    def _cell(self, value: float | None) -> str:
        if value is None:
            return ""
        return f"{value:z.3f}" if self._unit == "kg" else f"{value:z.0f}"

    def _flush(self) -> None:
        if self._waiting:
            self._write_whole("".join(self._waiting))
            self._waiting.clear()

    def _write_whole(self, text: str) -> None:
        """Write all of it or none: what a full disk tore is cut off again."""
        data = text.encode("ascii")
        try:
            done = os.write(self._file, data)
            if done != len(data):
                done += os.write(self._file, data[done:])  # says why it stopped
        except OSError as error:
            os.ftruncate(self._file, self._written)
            self._waiting.clear()
            raise RecordError(
                f"{self._files[-1]} cannot be written further: {error.strerror}; it is whole up to here. "
                "Free some space, or let it rotate: --rotate-mb 10 --keep 5."
            ) from error
        self._written += done

    def _rotate(self) -> None:
        """Go on in a new file. The one before stays open until there is one, so that leaving has one to close."""
        part = _part(self._path, self._number + 1)
        fresh = _create(part)
        os.close(self._file)
        self._file, self._written = fresh, 0
        self._number += 1
        self._files.append(part)
        self._write_whole(self._header)
        while len(self._files) > self._keep:
            with contextlib.suppress(FileNotFoundError):  # somebody has moved it away already, to keep it
                self._remove(self._files.pop(0))


def _create(path: Path) -> int:
    """Make a file that is its owner's alone: loads over time are somebody's weight."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise RecordError(f"{path} cannot be made: {error.strerror}; record into a folder that is yours") from error


def _part(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


def _parts(path: Path) -> list[Path]:
    """Return the later files of a rotating recording that are there."""
    return [each for each in path.parent.glob(f"{path.stem}-*{path.suffix}") if _number(each, path)]


def _number(each: Path, path: Path) -> bool:
    return each.stem.removeprefix(f"{path.stem}-").isdecimal()
