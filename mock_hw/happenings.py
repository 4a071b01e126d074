"""Events as they are drawn: spans with a beginning and an end, and marks at an instant, in seconds of a recording."""

from collections import defaultdict

from contract.delivery import Durable
from contract.events import (
    BaselineSet,
    BoutEnded,
    BoutStarted,
    CellFailed,
    CellRecovered,
    ClockStepped,
    ObjectPlaced,
    ObjectRemoved,
    ProlongedAlerted,
    ProlongedNudged,
    StillnessNudged,
    Tared,
    UnevenEnded,
    UnevenStarted,
)
from contract.minute import MinuteRecord
from contract.scalars import Presence

_MARKS = {
    ProlongedNudged: "nudge",
    ProlongedAlerted: "alert",
    StillnessNudged: "stillness",
    ClockStepped: "clock stepped",
    Tared: "tared",
    BaselineSet: "baseline set",
}

_BEGINS = {BoutStarted: "person", ObjectPlaced: "thing", UnevenStarted: "uneven load", CellFailed: "cell failed"}
_ENDS = {BoutEnded: "person", ObjectRemoved: "thing", UnevenEnded: "uneven load", CellRecovered: "cell failed"}


class Happenings:
    """Spans by name (person, thing, unknown, uneven load, cell failed) and marks by name; `start_ms` is t_s = 0."""

    def __init__(self, start_ms: int) -> None:
        self.spans: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
        self.marks: defaultdict[str, list[float]] = defaultdict(list)
        self._start_ms = start_ms
        self._open: dict[tuple[str, str], float] = {}

    def see(self, t_s: float, presence: Presence) -> None:
        """Take the presence of one frame: only that it is unknown is told by no event."""
        if presence == "unknown":
            self._open.setdefault(("unknown", ""), t_s)
        elif self._open:
            self._close("unknown", "", t_s)

    def note(self, message: Durable) -> None:
        """Take one event; minute records are not drawn."""
        if isinstance(message, MinuteRecord):
            return
        kind, t_s = type(message), (message.at_ms - self._start_ms) / 1000
        corner = message.corner if isinstance(message, CellFailed | CellRecovered) else ""
        if kind in _MARKS:
            self.marks[_MARKS[kind]].append(t_s)
        elif kind in _BEGINS:
            self._open[_BEGINS[kind], corner] = t_s
        elif kind in _ENDS:
            self._close(_ENDS[kind], corner, t_s)

    def end(self, t_s: float) -> None:
        """End at the end of the recording what goes on until then."""
        for name, corner in list(self._open):
            self._close(name, corner, t_s)

    def _close(self, name: str, corner: str, t_s: float) -> None:
        began_s = self._open.pop((name, corner), None)
        if began_s is not None:
            self.spans[name].append((began_s, t_s))
