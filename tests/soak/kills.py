"""SIGKILL at random moments of storing: the file is always one of the two whole versions.

    child    ready | write A | write B | write A | wr...        parent   ready ... random wait ... SIGKILL, look

Three things are stored: a calibration (with those before it kept), a tare, and the pins in edge.toml. The child writes
without a pause, so that nearly every kill falls into a write.
"""

import random
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from contract.seat import CORNER_NAMES, Corners
from contract.settings import example
from edge.calibration_file import KEPT_OLDER, older_calibrations, read_calibration, write_calibration
from edge.commissioning.rewiring import pins_after, write_pins
from edge.commissioning.settings_edit import changed
from edge.config import CellsTable, EdgeSettings
from edge.core.calibration import Calibration, CellCalibration
from tests.soak import BrokenError

ROOT = Path(__file__).parents[2]
WHOLE = 600
"""200 of each kind."""

LONGEST_WAIT_S = 0.05

CALIBRATIONS = tuple(
    Calibration(
        made_ms=made_ms,
        cells=Corners(
            *(CellCalibration(tare_counts=made_ms + place, counts_per_kg=43_000.0 + made_ms) for place in range(4))
        ),
    )
    for made_ms in (1, 2)
)
PINS = tuple(
    pins_after(CellsTable(), order)
    for order in (Corners(*CORNER_NAMES), Corners("rear_right", "rear_left", "front_right", "front_left"))
)
TEXTS = tuple(changed(example(EdgeSettings), {"cells": pins}, "edge.toml") for pins in PINS)


def store(kind: str, folder: Path, which: int) -> None:
    """Store one of the two versions."""
    if kind == "config":
        write_pins(folder / "edge.toml", PINS[which])
    else:
        write_calibration(folder / "calibration.json", CALIBRATIONS[which], keep=kind == "calibrate")


def look(kind: str, folder: Path) -> None:
    """Raise `BrokenError` unless what is stored is one of the two versions, and every older one kept is whole."""
    try:
        if kind == "config":
            text = (folder / "edge.toml").read_text()
            tomllib.loads(text)
            whole = text in TEXTS
        else:
            path = folder / "calibration.json"
            kept = older_calibrations(path)
            whole = all(read_calibration(each) in CALIBRATIONS for each in [path, *kept])
            if len(kept) > KEPT_OLDER + 1:
                raise BrokenError(f"{len(kept)} older calibrations are kept after a kill")
    except (OSError, ValueError, LookupError) as error:
        raise BrokenError(f"a {kind} that was killed left a file that cannot be read: {error}") from error
    if not whole:
        raise BrokenError(f"a {kind} that was killed left neither of the two versions")


KINDS = ("calibrate", "tare", "config")


def run(
    kills: int,
    seed: int,
    begin: Callable[[str, Path], "subprocess.Popen[str]"] | None = None,
) -> dict[str, float]:
    """Kill so many writers, the three kinds in turn. Raises `BrokenError` at the first file that is not whole."""
    chance = random.Random(f"kills {seed}")
    leftovers = writes = 0
    with tempfile.TemporaryDirectory(prefix="sitwell-kills-") as parent:
        for kind in KINDS:
            folder = Path(parent, kind)
            folder.mkdir()
            (folder / "edge.toml").write_text(TEXTS[0])
            store(kind, folder, 0)
        for number in range(kills):
            kind = KINDS[number % len(KINDS)]
            folder = Path(parent, kind)
            writes += _killed((begin or _begin)(kind, folder), chance.uniform(0.0, LONGEST_WAIT_S))
            leftovers += any(each.name.startswith(".") for each in folder.iterdir())
            look(kind, folder)
            store(kind, folder, chance.randrange(2))  # and the next writer is not in its way
            look(kind, folder)
    return {"kills": kills, "amid_a_write": leftovers, "writes": writes}


def _begin(kind: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.soak.kills", kind, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _killed(writer: "subprocess.Popen[str]", after_s: float) -> int:
    """Kill the writer so long after it is ready; return how many writes it has told of."""
    with writer:
        if writer.stdout is None or writer.stdout.readline() != "ready\n":
            raise BrokenError("the writer ended before it wrote anything")
        time.sleep(after_s)
        writer.kill()
        return len(writer.stdout.read())


def main() -> None:
    """Be the writer: write until killed, telling each write with a dot."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        store(kind, folder, number % 2)
        print(".", end="", flush=True)


if __name__ == "__main__":
    main()
