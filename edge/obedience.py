"""What the chair does when it is told something: commands from the desk, and the button on the chair.

    command -> Gate -> snooze, pause, do_not_disturb   attention, at once
                       limits                          checked, in force at once, published under config
                       identify                        blinks
                       tare, baseline                  a procedure of some seconds, fed with each frame
            <- result, when it is done or refused

What is changed is stored at once (`commanded.py`). When that fails, it is in force all the same and the answer says so.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from contract.codec import encode
from contract.commands import (
    Baseline,
    CommandResult,
    DoNotDisturb,
    Identify,
    Pause,
    SetLimits,
    Snooze,
    Tare,
)
from contract.scalars import Presence
from edge.attention import Attention, Now
from edge.commanded import FILE, Commanded, changed, fitting, read_commanded, with_limits, write_commanded
from edge.commissioning.procedures.zeroing import Refused, Tared, Zeroing
from edge.config import EdgeSettings
from edge.core.calibration import Calibration
from edge.core.frame import CountsFrame
from edge.core.guided import REMEDIES, GuidedState
from edge.delivery.commands import Arrived, CommandCounts, Gate, Reason, Refusal
from edge.hours import Hours
from edge.ports import Indicator, PressAnswer

log = logging.getLogger(__name__)

WHY_LENGTH = 200
"""As much as a result holds."""

ASKEW = Reason("askew", "well off the middle of the seat; if that is not how you like to sit, measure again")

Answer = Callable[[str, bytes], None]


class Situation(NamedTuple):
    """The chair when it is told something."""

    now: Now
    counts: CountsFrame
    presence: Presence
    calibration: Calibration | None


class Obedience:
    """Obeys; `settings` are those in force, `attention` knows who asked for silence."""

    def __init__(self, settings: EdgeSettings, indicator: Indicator, answer: Answer) -> None:
        self.counts = CommandCounts()
        self._path: Path = settings.data_path(FILE)
        commanded = read_commanded(self._path)
        self._limits = commanded.limits
        self._file = settings
        self.settings = self._in_force()
        self.attention = Attention(self._hours(), commanded.attention)
        self._gate = Gate(commanded.ids)
        self._indicator = indicator
        self._answer = answer
        self._zeroing: tuple[str, Zeroing] | None = None
        self.measuring: str | None = None
        """The command for which a baseline is being measured: the core does that."""
        self.pressed: PressAnswer | None = None
        """What a press of the button has just done, until it is answered."""
        self._said_malformed = False

    def wake(self, now: Now, last_uptime_s: float | None) -> None:
        """Take what was asked for in an earlier boot into this one, and store it so: it is done once."""
        before = self.attention.state
        self.attention.carry_over(now, last_uptime_s)
        if self.attention.state != before:
            self._store()

    def press(self, now: Now) -> None:
        """Do what the button asks for: a short press snoozes, a long one pauses, and ends a pause."""
        press = self._indicator.pressed()
        if press is None:
            return
        outputs = self._file.outputs
        if press == "short":
            self.attention.snooze(outputs.snooze_s, now)
            self.pressed = "snoozed"
        elif self.attention.paused(now):
            self.attention.pause(0.0, now)
            self.pressed = "resumed"
        else:
            self.attention.pause(outputs.pause_s, now)
            self.pressed = "paused"
        log.info("the button was pressed: %s", self.pressed)
        self._store()

    def answer_press(self) -> None:
        """Let the hand at the button know; only after the cue that follows from the press is shown, or it ends this."""
        if self.pressed is not None:
            self._indicator.answer(self.pressed)
            self.pressed = None

    def obey(self, arrived: Arrived, about: Situation) -> None:
        """Obey one command, or answer why not."""
        order = self._gate.admit(arrived, about.now)
        if isinstance(order, Refusal):
            self._refused(arrived.name, order)
            return
        if isinstance(order, Tare):
            reason = self._why_no_tare(about)
            if reason is None and about.calibration:
                self._zeroing = (order.id, Zeroing(about.calibration))
                return
        elif isinstance(order, Baseline):
            reason = self._why_no_baseline(about)
            if reason is None:
                self.measuring = order.id
                return
        else:
            reason = self._at_once(order, about.now)
        if reason is not None:
            self._refused(arrived.name, Refusal(order.id, *reason))
        else:
            self._accepted(arrived.name, order.id, self._store())

    def tare(self, counts: CountsFrame, store: Callable[[Calibration], str]) -> None:
        """Go on with a tare, if one was asked for. `store` puts the new calibration in force, or says why not."""
        if self._zeroing is None:
            return
        id_, zeroing = self._zeroing
        answer = zeroing.take(counts)
        if isinstance(answer, Tared):
            self._zeroing = None
            why = store(answer.calibration)
            if why:
                self._refused("tare", Refusal(id_, "not_written", why))
            else:
                self._accepted("tare", id_, self._store())
        elif isinstance(answer, Refused):
            self._zeroing = None
            self._refused("tare", Refusal(id_, answer.code or "no_rest", answer.why))

    def baseline(self, measured: GuidedState) -> None:
        """Answer once the core has measured a baseline, or has given up."""
        if self.measuring is None or measured.phase not in ("done", "refused"):
            return
        id_, self.measuring = self.measuring, None
        if measured.phase == "done":
            self._accepted("baseline", id_, self._store() or (ASKEW if measured.askew else None))
        else:
            reason = measured.reason or "moving"
            self._refused("baseline", Refusal(id_, reason, REMEDIES[reason]))

    def _at_once(self, order: Snooze | Pause | DoNotDisturb | SetLimits | Identify, now: Now) -> Reason | None:
        """Do what takes no time; return why not."""
        if isinstance(order, Snooze):
            self.attention.snooze(order.snooze_s, now)
        elif isinstance(order, Pause):
            self.attention.pause(order.pause_s, now)
        elif isinstance(order, DoNotDisturb):
            self.attention.do_not_disturb(now, quiet=order.quiet, span_s=order.quiet_s)
        elif isinstance(order, SetLimits):
            limits = changed(self._limits, order)
            try:
                self.settings = with_limits(self._file, limits)
            except ValueError as error:  # msgspec's ValidationError is one
                return Reason("limits", f"these limits cannot be: {str(error).partition(' - at `$')[0]}")
            self._limits = limits
            self.attention.work(self._hours())
        elif not self._indicator.identify():
            return Reason("no_output", "this chair has no lamp, buzzer or motor to be found by; set one in [outputs]")
        return None

    def _why_no_tare(self, about: Situation) -> Reason | None:
        if self._zeroing is not None:
            return Reason("taring", "a tare goes on already; wait for its result")
        if about.calibration is None:
            return Reason("uncalibrated", "there is no calibration yet; run sitwell-edge calibrate on the chair")
        if about.presence in ("occupied", "object"):
            what = "somebody sits" if about.presence == "occupied" else "a thing lies"
            return Reason(about.presence, f"{what} on the seat; clear it and tare again")
        return None

    def _why_no_baseline(self, about: Situation) -> Reason | None:
        if self.measuring is not None:
            return Reason("measuring", "a baseline is being measured already; wait for its result")
        if about.presence != "occupied":
            return Reason("nobody", f"nobody sits on the chair. {REMEDIES['nobody']}")
        return None

    def _accepted(self, name: str, id_: str, but: Reason | None) -> None:
        self.counts.accepted += 1
        log.info("told: %s", name)
        self._answer(name, encode(_result(id_, but, accepted=True)))

    def _refused(self, name: str, refusal: Refusal) -> None:
        if refusal.malformed:
            self.counts.malformed += 1
            if not self._said_malformed:
                log.warning("a malformed command is refused, others are only counted: %s", refusal.why)
            self._said_malformed = True
        else:
            self.counts.refused += 1
        if refusal.id is not None:
            self._answer(name, encode(_result(refusal.id, Reason(refusal.code, refusal.why), accepted=False)))

    def _store(self) -> Reason | None:
        """Store what was told; return what is wrong with that."""
        told = Commanded(limits=self._limits, attention=self.attention.state, ids=self._gate.ids)
        try:
            write_commanded(self._path, told)
        except OSError as error:
            log.warning("%s: cannot be written: %s; a restart forgets what was told", self._path, error.strerror)
            why = f"in force, but a restart forgets it: it cannot be stored ({error.strerror}); free space on the disk"
            return Reason("not_stored", why)
        return None

    def _hours(self) -> Hours:
        return Hours(self.settings.hours, self.settings.chair.zone)

    def _in_force(self) -> EdgeSettings:
        settings, self._limits, left_out = fitting(self._file, self._limits)
        if left_out:
            log.warning(
                "told earlier and left out, it does not fit edge.toml any more: %s. Tell it anew, or change the file",
                left_out,
            )
        return settings


def _result(id_: str, reason: Reason | None, *, accepted: bool) -> CommandResult:
    code, why = reason or ("", "")
    return CommandResult(id=id_, accepted=accepted, why=why[:WHY_LENGTH], code=code)
