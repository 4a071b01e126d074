"""Who asked for silence, and until when: working hours, do-not-disturb, a pause, a snooze.

Pure: the time is given. What was asked for is kept on disk (`commanded.py`) and outlives a restart. An end is an
uptime, because a Pi's wall clock jumps; but uptime begins anew with each boot:

    boot A  |----- pause asked ------x  power off      boot B  |----------|
                        1 h          20 min to go                  20 min at most, less when the clock is set
                                                                   and says that the hour is over

Nobody knows how long the power was off until the clock is set, so a pause may last longer than asked by that time, and
never by more.
"""

from typing import NamedTuple

import msgspec

from contract.scalars import BootId
from contract.state import QuietBecause
from edge.core.moment import clock_ms
from edge.hours import Hours


class Now(NamedTuple):
    """One instant on this chair: wall time, uptime, the boot it counts from, and whether the wall clock is set."""

    at_ms: int
    uptime_s: float
    boot: BootId
    clock_synced: bool


class Until(msgspec.Struct, frozen=True):
    """When a silence ends: an uptime of a boot, and by the wall clock if that was set when it was asked for.

    `span_s` is how long it was asked for. `carried` over from another boot, the wall clock ends it too.
    """

    uptime_s: float
    boot: BootId
    span_s: float
    wall_ms: int | None = None
    carried: bool = False

    def left_s(self, now: Now) -> float:
        """Return the seconds to go, 0 when it is over."""
        left_s = self.uptime_s - now.uptime_s
        if self.carried and self.wall_ms is not None and now.clock_synced:
            left_s = min(left_s, (self.wall_ms - now.at_ms) / 1000)
        return max(0.0, left_s)


class AttentionState(msgspec.Struct, frozen=True):
    """What was asked for. `snoozes` were asked for on `snoozed_day`, a day of the chair's zone (its ordinal).

    `do_not_disturb` has no end, a `meeting` has one; there is one of the two at most.
    """

    do_not_disturb: bool = False
    meeting: Until | None = None
    pause: Until | None = None
    snooze: Until | None = None
    snoozes: int = 0
    snoozed_day: int = 0


class Silence(NamedTuple):
    """What holds now. The two ends are uptimes, 0 for none; `until_ms` is None for no end that is known."""

    quiet: bool
    paused_until_uptime_s: float
    snoozed_until_uptime_s: float
    because: QuietBecause | None
    until_ms: int | None
    snoozes: int


class Attention:
    """Answers whether prompts wait. While the clock is not set nobody knows the hour, and hours silence nothing."""

    def __init__(self, hours: Hours, state: AttentionState) -> None:
        self.state = state
        self._hours = hours
        self._minute = -1
        self._off_hours = False
        self._next_ms: int | None = None
        self._today = 0

    def work(self, hours: Hours) -> None:
        """Let other working hours hold from now on."""
        self._hours = hours
        self._minute = -1

    def carry_over(self, now: Now, last_uptime_s: float | None) -> None:
        """Take what was asked for in an earlier boot into this one. `last_uptime_s` is when that was last alive."""
        state = self.state
        self.state = msgspec.structs.replace(
            state,
            meeting=_carried(state.meeting, now, last_uptime_s),
            pause=_carried(state.pause, now, last_uptime_s),
            snooze=_carried(state.snooze, now, last_uptime_s),
        )

    def pause(self, span_s: float, now: Now) -> None:
        """No prompts for so long; 0 ends a pause."""
        self.state = msgspec.structs.replace(self.state, pause=_until(span_s, now) if span_s else None)

    def snooze(self, span_s: float, now: Now) -> None:
        """Ask again after so long; counted."""
        today = self._hours.local(now.at_ms).toordinal()
        snoozes = self.state.snoozes + 1 if self.state.snoozed_day == today else 1
        self.state = msgspec.structs.replace(self.state, snooze=_until(span_s, now), snoozes=snoozes, snoozed_day=today)

    def do_not_disturb(self, now: Now, *, quiet: bool, span_s: float | None = None) -> None:
        """Silence until told otherwise, or for so long; not `quiet` ends both."""
        meeting = _until(span_s, now) if quiet and span_s else None
        endless = quiet and meeting is None
        self.state = msgspec.structs.replace(self.state, do_not_disturb=endless, meeting=meeting)

    def paused(self, now: Now) -> bool:
        """Say whether a pause goes on."""
        return self.state.pause is not None and self.state.pause.left_s(now) > 0

    def look(self, now: Now) -> Silence:
        """Return what holds now."""
        self._look_at_the_clock(now)
        state = self.state
        off_hours = self._off_hours and now.clock_synced
        meeting_s = state.meeting.left_s(now) if state.meeting else 0.0
        pause_s = state.pause.left_s(now) if state.pause else 0.0
        snooze_s = state.snooze.left_s(now) if state.snooze else 0.0
        ends: list[tuple[float, QuietBecause]] = []
        if state.do_not_disturb:
            ends.append((float("inf"), "do_not_disturb"))
        if meeting_s:
            ends.append((now.at_ms + meeting_s * 1000, "do_not_disturb"))
        if off_hours:
            ends.append((float("inf") if self._next_ms is None else self._next_ms, "hours"))
        if pause_s:
            ends.append((now.at_ms + pause_s * 1000, "pause"))
        if snooze_s:
            ends.append((now.at_ms + snooze_s * 1000, "snooze"))
        end_ms, because = max(ends, key=lambda end: end[0]) if ends else (float("inf"), None)
        return Silence(
            quiet=state.do_not_disturb or meeting_s > 0 or off_hours,
            paused_until_uptime_s=now.uptime_s + pause_s if pause_s else 0.0,
            snoozed_until_uptime_s=now.uptime_s + snooze_s if snooze_s else 0.0,
            because=because,
            until_ms=None if end_ms == float("inf") else clock_ms(round(end_ms)),
            snoozes=state.snoozes if state.snoozed_day == self._today else 0,
        )

    def _look_at_the_clock(self, now: Now) -> None:
        """Working hours change with the minute, so they are not asked for with each frame."""
        minute = now.at_ms // 60_000
        if minute == self._minute:
            return
        self._minute = minute
        self._today = self._hours.local(now.at_ms).toordinal()
        self._off_hours = not self._hours.within(now.at_ms)
        self._next_ms = self._hours.next_ms(now.at_ms) if self._off_hours else None


def _until(span_s: float, now: Now) -> Until:
    wall_ms = now.at_ms + round(span_s * 1000) if now.clock_synced else None
    return Until(now.uptime_s + span_s, now.boot, span_s, wall_ms)


def _carried(until: Until | None, now: Now, last_uptime_s: float | None) -> Until | None:
    if until is None or until.boot == now.boot:
        return until
    left_s = until.span_s if last_uptime_s is None else min(until.span_s, until.uptime_s - last_uptime_s)
    if left_s <= 0:
        return None
    return Until(now.uptime_s + left_s, now.boot, until.span_s, until.wall_ms, carried=True)
