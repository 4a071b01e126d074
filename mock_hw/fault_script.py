"""Faults in a scenario: which cell, what, from when, for how long; and what its chips are like.

    [[fault]]
    at = "0:30"                    # from the start of the story
    cell = "rear_left"             # a corner, or all
    kind = "stall"                 # one of KINDS
    pulse = 12                     # what else a kind needs
    lasts = "0:10"                 # without it an edge is spoiled once, and everything else goes on to the end

    [[chip]]
    cell = "front_left"
    rate_sps = 11.4                # 9.6 to 10.4 by chance where left out
    settling = "early"             # or silent
    unfinished = "forgets"         # or waits; all three are explained in mock_hw/chip.py

docs/scenarios.md has them all. What a fault does to the lines is in `faults`, what it does to the bridge in `signals`.
"""

from typing import Annotated, Literal

import msgspec

from contract.errors import ConfigError
from contract.scalars import CornerName
from mock_hw.faults import ChipFault, EdgeFault

EDGES = {
    "stall": EdgeFault.STALL,
    "missed edge": EdgeFault.MISSED,
    "extra edge": EdgeFault.EXTRA,
    "pause": EdgeFault.PAUSE,
}
CHIPS = {each.value: each for each in ChipFault}
LINES = ("stuck high", "stuck low", "flapping")
OPENINGS = ("busy line", "no permission")
RANDOM = "at random"

KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(EDGES, ("pulse",)),
    **dict.fromkeys((*LINES, *CHIPS), ()),
    **dict.fromkeys(("frozen", "dead", "saturated high", "saturated low", "reversed"), ()),
    **dict.fromkeys(("constant", "noise", "spike", "hum", "drift", "warm-up", "preload"), ("counts",)),
    **dict.fromkeys(("supply step", "creep", RANDOM), ("share",)),
    "swapped": ("other",),
    **dict.fromkeys(OPENINGS, ()),
}
"""Each kind of fault, and the keys that it needs beside `at`, `cell`, `kind` and, if it ends, `lasts`."""

EXTRAS = ("pulse", "counts", "share", "other")


class FaultForm(msgspec.Struct, forbid_unknown_fields=True):
    """A table [[fault]] as written."""

    at: str
    cell: CornerName | Literal["all"]
    kind: str
    lasts: str | None = None
    pulse: Annotated[int, msgspec.Meta(ge=1, le=27)] | None = None
    counts: Annotated[int, msgspec.Meta(ge=-(1 << 24), le=1 << 24)] | None = None
    share: Annotated[float, msgspec.Meta(gt=0, le=1)] | None = None
    other: CornerName | None = None


class ChipForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table [[chip]]."""

    cell: CornerName | Literal["all"]
    rate_sps: Annotated[float, msgspec.Meta(ge=5, le=160)] | None = None
    settling: Literal["silent", "early"] = "silent"
    unfinished: Literal["waits", "forgets"] = "waits"


class Fault(msgspec.Struct, frozen=True):
    """A fault that has been checked; times in seconds from the start of the story, `until_s` None where it is once."""

    at_s: float
    until_s: float | None
    cell: str
    kind: str
    pulse: int = 0
    counts: int = 0
    share: float = 0.0
    other: str = ""

    def concerns(self, corner: str) -> bool:
        """Say whether this is about that corner."""
        return self.cell in (corner, "all")


def check_fault(form: FaultForm, place: str, at_s: float, lasts_s: float | None, ends_s: float) -> Fault:
    """Return the fault of a form; `place` names file and table. Raises ConfigError, which names the key."""
    if form.kind not in KINDS:
        raise ConfigError(f'{place}: kind = "{form.kind}" is none; write one of: {", ".join(KINDS)}')
    needs = KINDS[form.kind]
    for key in EXTRAS:
        if (getattr(form, key) is not None) != (key in needs):
            should = f"needs {key}" if key in needs else f"has no {key}"
            raise ConfigError(f'{place}: "{form.kind}" {should}; correct this key (docs/scenarios.md)')
    if at_s >= ends_s:
        raise ConfigError(f'{place}: at = "{form.at}" is after the end of the story; correct it, or lasts of the story')
    if form.kind in OPENINGS and (at_s or lasts_s is not None):
        raise ConfigError(f'{place}: "{form.kind}" is met when the lines are opened; write at = "0:00" and no lasts')
    if form.kind in CHIPS and lasts_s is not None:
        raise ConfigError(f'{place}: "{form.kind}" happens once; leave lasts out')
    if lasts_s == 0:
        raise ConfigError(f'{place}: lasts = "{form.lasts}" is no time; write more, or leave it out')
    once = lasts_s is None and form.kind in (*EDGES, *CHIPS)
    until_s = None if once else at_s + (lasts_s if lasts_s is not None else float("inf"))
    return Fault(
        at_s,
        until_s,
        form.cell,
        form.kind,
        form.pulse or 0,
        form.counts or 0,
        form.share or 0.0,
        form.other or "",
    )


def chip_of(chips: tuple[ChipForm, ...], corner: str) -> ChipForm:
    """Return what is said of the chip of a corner; the last word counts."""
    said = [chip for chip in chips if chip.cell in (corner, "all")]
    return said[-1] if said else ChipForm("all")
