"""What the core's state looks like from outside: the live frame and the retained state. Pure, like all of the core."""

import msgspec

from contract.seat import Corners, LiveFrame
from contract.state import CellState, ChairState
from edge.core.calibration import Calibration
from edge.core.frame import SeatFrame, weigh
from edge.core.health import CellHealth
from edge.core.limits import Limits
from edge.core.moment import Inputs, clock_ms
from edge.core.seat import SeatState
from edge.core.sitting import next_prompt_s
from edge.core.trust import taken

LEAST_TOLD_KG = -50.0
"""The messages know no total below; one that is needs a new tare, not a reader."""

SOMETHING_KG = 3.0
"""From here on something is on the seat, though presence is not sure yet what: the page shows it at once."""

NEWS_MS = 10_000

SLOW_NEWS_MS = 300_000
"""Figures that creep are told no oftener by themselves: somebody keeps every state in a database."""

CREEPS = ("shifts_per_h", "total_kg", "spooled_minutes", "dropped_minutes")

RATE_FROM_S = 600.0
"""Two shifts in the first half minute are not 240 an hour."""


def live_frame(frame: SeatFrame, state: SeatState, inputs: Inputs) -> LiveFrame:
    """Return the frame as it may travel: shares of the load, kilograms only when the owner opted in."""
    presence = state.presence.presence
    frame = taken(state.trust, frame)
    load = weigh(frame.load_kg)
    at_ms = clock_ms(frame.at_ms)
    total_kg = load.total_kg if inputs.shares_weight and (load.total_kg or 0.0) >= LEAST_TOLD_KG else None
    if load.total_kg is None or load.total_kg < SOMETHING_KG or load.cop_lateral is None:
        return LiveFrame(at_ms=at_ms, presence=presence, total_kg=total_kg)
    x, y = load.cop_lateral, load.cop_fore_aft or 0.0
    fl, fr, rl, rr = (round((kg or 0.0) / load.total_kg, 4) for kg in frame.load_kg)
    return LiveFrame(
        at_ms=at_ms,
        presence=presence,
        shares=Corners(fl, fr, rl, rr),
        cop_lateral=round(x, 4),
        cop_fore_aft=round(y, 4),
        total_kg=total_kg,
    )


def chair_state(state: SeatState, limits: Limits, inputs: Inputs) -> ChairState:
    """Return what is retained about the chair. Instants, so that the message changes only when something does."""
    uptime_s = state.uptime_s or 0.0

    def ms_at(other_s: float) -> int:
        return clock_ms(state.at_ms + round((other_s - uptime_s) * 1000))

    started_s = state.bout.started_uptime_s
    sits = state.presence.presence == "occupied"
    due_s = next_prompt_s(limits.sitting, state.sitting.prompted_s) - state.sitting.sitting_s
    return ChairState(
        at_ms=clock_ms(state.at_ms),
        boot=inputs.boot,
        clock_synced=inputs.clock_synced,
        presence=state.presence.presence,
        bout_started_ms=None if started_s is None else ms_at(started_s),
        sitting_s=round(state.sitting.sitting_s, 1),
        next_break_ms=ms_at(uptime_s + max(0.0, due_s)) if sits else None,
        cue=state.sitting.cue,
        posture=state.posture.posture,
        uneven=state.balance.side if state.balance.said else None,
        asymmetry_pct=state.balance.asymmetry_pct if state.balance.said else None,
        cells=state.health.cells.map(_cell_state),
        zero_kg=state.trust.zero.zero_kg.map(lambda kg: round(kg, 2)),
        shifts_per_h=_shifts_per_h(state) if sits else None,
    )


def calibrated(calibration: Calibration | None) -> dict[str, int | float | None]:
    """Return what the retained state says of a calibration; what is not known is None."""
    if calibration is None:
        return {}
    check = calibration.check
    return {
        "calibrated_ms": calibration.calibrated_ms,
        "tared_ms": calibration.made_ms or None,
        "residual_pct": None if check is None else round(min(abs(check.residual_pct), 300.0), 2),
    }


def is_news(told: ChairState | None, now: ChairState) -> bool:
    """Say whether a state is worth a message after the last one told.

    What moves all the time is no news by itself: the time of the message, sitting, the figure of a lean, the zero that
    follows the empty seat. The instants move by the seconds that went unmeasured, so only `NEWS_MS` count. What creeps
    counts after `SLOW_NEWS_MS`.
    """
    if told is None or _still(told) != _still(now):
        return True
    crept = any(getattr(told, name) != getattr(now, name) for name in CREEPS)
    if crept and abs(now.at_ms - told.at_ms) >= SLOW_NEWS_MS:
        return True
    instants = ("bout_started_ms", "next_break_ms", "silent_until_ms", "paused_until_ms")
    return any(_moved(getattr(told, name), getattr(now, name)) for name in instants)


def _still(state: ChairState) -> ChairState:
    """Return the state without what moves."""
    return msgspec.structs.replace(
        state,
        at_ms=0,
        sitting_s=0.0,
        asymmetry_pct=None,
        bout_started_ms=None,
        next_break_ms=None,
        silent_until_ms=None,
        paused_until_ms=None,
        zero_kg=None,
        shifts_per_h=None,
        total_kg=None,
        spooled_minutes=0,
        dropped_minutes=0,
    )


def _shifts_per_h(state: SeatState) -> float | None:
    """Return the shifts of this bout per hour of it, whole."""
    measured_s = state.bout.measured_s
    return round(state.shifts.shifts * 3600 / measured_s) if measured_s >= RATE_FROM_S else None


def _moved(told_ms: int | None, now_ms: int | None) -> bool:
    if told_ms is None or now_ms is None:
        return told_ms is not now_ms
    return abs(now_ms - told_ms) >= NEWS_MS


def _cell_state(cell: CellHealth) -> CellState:
    return cell.fault or "ok"
