"""What a replay leaves behind: `events.jsonl` and `minutes.jsonl`, whole or not at all."""

import contextlib
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from contract.errors import SitwellError
from contract.events import BoutEnded
from contract.minute import MinuteRecord
from mock_hw.replay import Outcome

EVENTS, MINUTES, FRAMES = "events.jsonl", "minutes.jsonl", "frames.jsonl"


class OutputError(SitwellError, OSError):
    """The folder for the results cannot be written."""


class ReplayFiles:
    """Writes beside the final names and moves the files there when all went well; a context manager."""

    def __init__(self, folder: Path, *, with_frames: bool) -> None:
        self._folder = folder
        self._names = [EVENTS, MINUTES] + ([FRAMES] if with_frames else [])
        self._files: dict[str, IO[bytes]] = {}
        self.kinds: Counter[str] = Counter()
        self.sitting_s = 0.0
        self.frames = 0

    def __enter__(self) -> Self:
        """Open the files under their passing names."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name in self._names:
                self._files[name] = (self._folder / f"{name}.part").open("wb")
        except OSError as error:
            self._discard()
            raise self._error(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Keep the files after success, and remove every trace of them after a failure."""
        if kind is not None:
            self._discard()
            return
        try:
            for file in self._files.values():
                file.close()
            for name in self._names:
                (self._folder / f"{name}.part").replace(self._folder / name)
        except OSError as error:
            self._discard()
            raise self._error(error) from error

    def take(self, outcome: Outcome) -> None:
        """Write what one frame led to. Raises `OutputError` on a full disk."""
        if outcome.live is not None:
            self.frames += 1
            if FRAMES in self._files:
                self._write(FRAMES, outcome.live)
        for message in outcome.happened:
            self._write(MINUTES if isinstance(message, MinuteRecord) else EVENTS, message)
            self.kinds[message.__struct_config__.tag if isinstance(message.__struct_config__.tag, str) else ""] += 1
            if isinstance(message, BoutEnded):
                self.sitting_s += message.measured_s

    def _write(self, name: str, message: msgspec.Struct) -> None:
        try:
            self._files[name].write(msgspec.json.encode(message) + b"\n")
        except OSError as error:
            raise self._error(error) from error

    def _discard(self) -> None:
        for name, file in self._files.items():
            with contextlib.suppress(OSError):  # a full disk fails again when the rest is flushed
                file.close()
            with contextlib.suppress(OSError):
                (self._folder / f"{name}.part").unlink()

    def _error(self, error: OSError) -> OutputError:
        return OutputError(f"{self._folder}: cannot be written: {error.strerror}; give another --out")

    def totals(self) -> str:
        """Return the closing line."""
        events = sum(self.kinds.values()) - self.kinds["minute"]
        return (
            f"{self.frames} frames, {self.kinds['bout_ended']} bouts, {self.sitting_s:.0f} s measured sitting, "
            f"{events} events, {self.kinds['minute']} minutes -> {self._folder}"
        )
