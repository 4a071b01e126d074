"""The one place that knows the detectors: frames in, what they answered out. The judges see only `Heard`."""

import statistics
from collections.abc import Iterable

import msgspec

from contract.delivery import Durable
from contract.events import BoutEnded, BoutStarted, ProlongedAlerted, ProlongedNudged, UnevenEnded, UnevenStarted
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Baseline, Inputs
from mock_hw.population.render import AT_MS, UPTIME_S
from tests.accuracy.spans import Said, Span

BREAK_RULE = Limits().sitting


class Prompt(msgspec.Struct, frozen=True):
    """A prompt to stand up: `kind` is nudge or alert, `known_s` is when it was said."""

    kind: str
    known_s: float


class Claim(msgspec.Struct, frozen=True):
    """A claim that the load is uneven, from `known_s` on until it was taken back."""

    side: str
    known_s: float
    until_s: float


class Heard(msgspec.Struct):
    """All that the detectors said about one chair, in seconds of the scene."""

    presence: Said
    posture: Said
    begins_s: list[float]
    bouts: list[Span]
    measured_s: float
    prompts: list[Prompt]
    claims: list[Claim]
    duration_s: float


def listen(frames: Iterable[SeatFrame], baseline: Baseline | None = None, baseline_from_s: float = 0.0) -> Heard:
    """Give the frames to the core with default limits, and the baseline from an instant on; return what it said."""
    limits, state, inputs = Limits(), seat.SeatState(), Inputs()
    presence, posture = Said(), Said()
    last_presence = last_posture = ""
    said: list[Durable] = []
    guided = Inputs(baseline=baseline)
    t_s = 0.0
    for frame in frames:
        t_s = frame.uptime_s - UPTIME_S
        if t_s >= baseline_from_s:
            inputs = guided
        state, happened = seat.step(limits, state, frame, inputs)
        if happened:
            said += happened
        if state.presence.presence != last_presence:
            last_presence = state.presence.presence
            presence.note(t_s, last_presence)
        if state.posture.posture != last_posture:
            last_posture = state.posture.posture
            posture.note(t_s, last_posture)
    said += seat.finish(state, inputs)
    presence.close(t_s)
    posture.close(t_s)
    ended = [event for event in said if isinstance(event, BoutEnded)]
    return Heard(
        presence,
        posture,
        [event.uptime_s - UPTIME_S for event in said if isinstance(event, BoutStarted)],
        [Span(event.uptime_s - UPTIME_S - event.duration_s, event.uptime_s - UPTIME_S) for event in ended],
        sum(event.measured_s for event in ended),
        [
            Prompt("nudge" if isinstance(event, ProlongedNudged) else "alert", _known_s(event.known_ms))
            for event in said
            if isinstance(event, ProlongedNudged | ProlongedAlerted)
        ],
        _claims(said, t_s),
        t_s,
    )


def guided_baseline(frames: Iterable[SeatFrame], begin_s: float, end_s: float) -> Baseline:
    """Return where the sitter sat in a guided window: the median, so that a spoilt reading is not how somebody sits."""
    xs: list[float] = []
    ys: list[float] = []
    for frame in frames:
        fl, fr, rl, rr = frame.load_kg
        if not begin_s <= frame.uptime_s - UPTIME_S < end_s or fl is None or fr is None or rl is None or rr is None:
            continue
        total_kg = fl + fr + rl + rr
        if total_kg > 1:
            xs.append((fr + rr - fl - rl) / total_kg)
            ys.append((fl + fr - rl - rr) / total_kg)
    return Baseline(statistics.median(xs), statistics.median(ys))


def _claims(said: list[Durable], duration_s: float) -> list[Claim]:
    claims: list[Claim] = []
    open_claim: UnevenStarted | None = None
    for event in said:
        if open_claim is not None and isinstance(event, UnevenStarted | UnevenEnded):
            claims.append(Claim(open_claim.side, _known_s(open_claim.known_ms), _known_s(event.known_ms)))
            open_claim = None
        if isinstance(event, UnevenStarted):
            open_claim = event
    if open_claim is not None:
        claims.append(Claim(open_claim.side, _known_s(open_claim.known_ms), duration_s))
    return claims


def _known_s(known_ms: int) -> float:
    return (known_ms - AT_MS) / 1000
