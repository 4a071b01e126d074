"""What a replay comes to, as two tables: each bout with the break after it, and the figures of the whole recording."""

from collections import Counter
from datetime import UTC, datetime
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from contract.events import (
    BoutEnded,
    BoutStarted,
    CellFailed,
    CellRecovered,
    ObjectPlaced,
    ProlongedAlerted,
    ProlongedNudged,
    SeatEvent,
    StillnessNudged,
    UnevenEnded,
)
from contract.minute import MinuteRecord
from mock_hw.replay import Outcome

MOST_BOUTS, MOST_FAULTS = 40, 8
"""A longer list is no summary; all of them are in events.jsonl."""

PLAIN_WIDTH = 100
"""Columns where there is no terminal to ask."""


class Summary:
    """Takes every outcome of a replay and keeps what the tables need. `start_ms` is the wall time of t_s = 0."""

    def __init__(self, start_ms: int) -> None:
        self._start_ms = start_ms
        self._bouts: list[BoutEnded] = []
        self._breaks_s: list[float] = []
        self._kinds: Counter[type[SeatEvent]] = Counter()
        self._uneven: list[str] = []
        self._failed: dict[str, tuple[str, int]] = {}
        self._faults: dict[tuple[str, str, str], list[str]] = {}
        self._shifts = 0
        self._sitting_s = self._measured_s = self._unmeasured_s = 0.0

    def take(self, outcome: Outcome) -> None:
        """Count what one frame led to."""
        for each in outcome.happened:
            if isinstance(each, MinuteRecord):
                self._sitting_s += each.occupied_s
                self._measured_s += each.measured_s
                self._unmeasured_s += each.unmeasured_s
                self._shifts += each.shifts
            else:
                self._kinds[type(each)] += 1
                self._note(each)

    def show(self, console: Console) -> None:
        """Print both tables: with lines and colours on a terminal, in plain columns elsewhere."""
        plain = not console.is_terminal
        if plain:
            console.width = max(console.width, PLAIN_WIDTH)
        for table in (self._bout_table(), self._figure_table()):
            table.box = None if plain else box.SIMPLE_HEAD
            console.print(table)
            if plain:
                console.print()

    def _note(self, event: SeatEvent) -> None:
        match event:
            case BoutStarted() if self._bouts:
                self._breaks_s.append((event.at_ms - self._bouts[-1].at_ms) / 1000)
            case BoutEnded():
                self._bouts.append(event)
            case UnevenEnded():
                self._uneven.append(f"{event.side} for {clock(event.duration_s)}")
            case CellFailed():
                self._failed[event.corner] = event.fault, event.at_ms
            case CellRecovered() if event.corner in self._failed:
                fault, at_ms = self._failed.pop(event.corner)
                self._remember(event.corner, fault, at_ms, self._clock(event.at_ms))
            case _:
                pass

    def _remember(self, corner: str, fault: str, at_ms: int, until: str) -> None:
        """Keep a fault; cells that failed and recovered together are told together."""
        self._faults.setdefault((fault, self._clock(at_ms), until), []).append(corner)

    def _cells(self) -> str:
        for corner, (fault, at_ms) in self._failed.items():
            self._remember(corner, fault, at_ms, "the end")
        self._failed.clear()
        told = [
            f"{'all four' if len(corners) == 4 else ', '.join(corners)} {fault} {begin} to {until}"
            for (fault, begin, until), corners in self._faults.items()
        ]
        more = [f"and {len(told) - MOST_FAULTS} more"] if len(told) > MOST_FAULTS else []
        return "\n".join([*told[:MOST_FAULTS], *more]) or "all well"

    def _bout_table(self) -> Table:
        table = Table("bout", "at t_s", "start (UTC)", "duration", "measured", "break after")
        for column in table.columns[3:]:
            column.justify = "right"
        breaks = [clock(break_s) for break_s in self._breaks_s] + ["-"]
        for number, bout in enumerate(self._bouts[:MOST_BOUTS], 1):
            started = datetime.fromtimestamp(round(bout.started_at_ms / 1000), UTC)
            table.add_row(
                str(number),
                self._clock(bout.started_at_ms),
                f"{started:%Y-%m-%d %H:%M:%S}",
                clock(bout.duration_s),
                clock(bout.measured_s),
                breaks[min(number, len(breaks)) - 1],
            )
        if len(self._bouts) > MOST_BOUTS:
            table.add_row("...", "", f"and {len(self._bouts) - MOST_BOUTS} more")
        if not self._bouts:
            table.add_row("none")
        return table

    def _figure_table(self) -> Table:
        table = Table("figure", "value")
        bouts, breaks, kinds = self._bouts, self._breaks_s, self._kinds
        measured_s = sum(bout.measured_s for bout in bouts)
        longest = f", longest {clock(max(bout.duration_s for bout in bouts))}" if bouts else ""
        table.add_row("chair sitting", f"{clock(measured_s)} measured, bouts: {len(bouts)}{longest}")
        table.add_row("breaks", f"{len(breaks)}, median {clock(median(breaks))}" if breaks else "0")
        prompts = f"nudges: {kinds[ProlongedNudged]}, alerts: {kinds[ProlongedAlerted]}"
        table.add_row("prompts", f"{prompts}, for stillness: {kinds[StillnessNudged]}")
        table.add_row("uneven load", "; ".join(self._uneven) or "never")
        per_hour = f", {self._shifts * 3600 / self._sitting_s:.1f} per sitting hour" if self._sitting_s else ""
        table.add_row("postural shifts", f"{self._shifts}{per_hour}")
        table.add_row("things on the seat", str(kinds[ObjectPlaced]))
        table.add_row("unmeasured", f"{clock(self._unmeasured_s)} of {clock(self._measured_s + self._unmeasured_s)}")
        table.add_row("cells", self._cells())
        return table

    def _clock(self, at_ms: int) -> str:
        """Return an instant as the recording counts it."""
        return clock((at_ms - self._start_ms) / 1000)


def clock(span_s: float) -> str:
    """Return seconds as h:mm:ss, with a sign when negative."""
    minutes, seconds = divmod(round(abs(span_s)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if span_s <= -0.5 else ''}{hours}:{minutes:02}:{seconds:02}"
