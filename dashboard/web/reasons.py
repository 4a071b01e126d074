"""A chair's reasons in the language of whoever asked: by the code beside them, since a chair speaks English alone.

What is said by code leaves out what the chair's own words have of one case, such as a file's name. So a reader of
English gets those words, and so does everybody where a chair gives no code or one that is not known here.
"""

from collections.abc import Mapping

import msgspec

from contract.commands import CommandResult
from dashboard.locale.catalogue import SOURCE, Catalogue
from dashboard.words import N_

REASONS: Mapping[str, str] = {
    "too_many": N_("too many commands in a minute; wait a minute"),
    "unknown_command": N_("this chair does not know that command; its software may be older than the desk's"),
    "malformed": N_("the chair cannot read the command; its software may be older than the desk's"),
    "wrong_topic": N_("the command went to the topic of another one"),
    "retained": N_("the broker keeps it; publish commands without retain"),
    "repeated": N_("it was sent before; each command needs an id of its own"),
    "late": N_("by the chair's clock it was not sent just now; check both clocks and send it again"),
    "limits": N_("these limits do not go together: the stronger reminder cannot come before the first, and hours are "
                 "written as 08:00-18:00"),
    "no_output": N_("this chair has no lamp, buzzer or motor to be found by; set one in [outputs]"),
    "taring": N_("a tare goes on already; wait for its result"),
    "uncalibrated": N_("there is no calibration yet; run sitwell-edge calibrate on the chair"),
    "occupied": N_("somebody sits on the seat; clear it and tare again"),
    "object": N_("a thing lies on the seat; clear it and tare again"),
    "loaded": N_("something is on the seat: clear it and tare again. If it is clear, the zero has moved too far for a "
                 "tare: run sitwell-edge calibrate on the chair"),
    "no_rest": N_("the seat did not come to rest: clear it, keep off, tare again. If it stays so, run sitwell-edge "
                  "check on the chair"),
    "not_written": N_("the new zero cannot be stored on the chair; its log says why"),
    "measuring": N_("a baseline is being measured already; wait for its result"),
    "nobody": N_("nobody sits on the chair. Sit down on the chair."),
    "moving": N_("Sit still for twenty seconds, as you like to sit."),
    "cell": N_("A load cell gives no reading that can be trusted: see the chair's cells, then measure again."),
    "implausible": N_("The load lies far off the middle of the seat: sit in the middle; if you did, check the "
                      "calibration and which cell is in which corner."),
    "not_stored": N_("in force, but a restart forgets it: the chair cannot store it; free space on its disk"),
    "askew": N_("well off the middle of the seat; if that is not how you like to sit, measure again"),
}  # fmt: skip
"""By `ReasonCode`, what a reader of another language is told: the chair's own text where that holds nothing more."""


def told(result: CommandResult, said: Catalogue) -> CommandResult:
    """Return a chair's answer with its reason in this language."""
    if said.language == SOURCE or result.code not in REASONS:
        return result
    return msgspec.structs.replace(result, why=said.text(REASONS[result.code]))
