"""`scripts/soak [NAME] [--days N] [--seed S]`: long simulated stretches, by hand; prints seed and duration."""

import argparse
import sys
import time
from importlib import import_module

from tests.soak import BrokenError

SOAKS = ("days", "delivery", "drift", "kills", "faults", "memory", "month", "page")


def run(name: str, whole: float, seed: int, chip: int | None) -> dict[str, float]:
    """Run one soak, 90 `whole` days being all of it. It alone is imported: some of them measure this process."""
    soak = import_module(f"tests.soak.{name}")
    part = whole / 90
    found: dict[str, float]
    match name:
        case "delivery":
            found = soak.run(round(soak.MESSAGES * part), seed)
        case "kills":
            found = soak.run(round(soak.WHOLE * part), seed)
        case "faults":
            found = soak.run(round(soak.FAULTS * part), seed, only=chip)
        case "memory":
            found = soak.run_in_full(round(soak.FRAMES * part), seed)
        case "month":
            found = soak.run(whole / 3, seed)
        case "page":
            found = soak.run(soak.WHOLE_S * part)
        case _:
            found = soak.run(whole, seed)
    return found


def main() -> int:
    """Run the soaks asked for; return 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("name", nargs="?", choices=SOAKS, help="which one; all if none")
    parser.add_argument(
        "--days",
        type=float,
        default=90.0,
        help="simulated days; 90 are 10 million frames of memory, 110 000 messages, a million faults, 600 kills, "
        "ten minutes of the page",
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed is another sitter")
    parser.add_argument("--chip", type=int, help="of the soak of faults this chip alone, as a long one numbers them")
    asked = parser.parse_args()
    broken = 0
    for name in [asked.name] if asked.name else SOAKS:
        print(f"{name}: seed {asked.seed}, {asked.days:g} days ...", flush=True)
        begin_s = time.monotonic()
        try:
            figures = run(name, asked.days, asked.seed, asked.chip)
        except BrokenError as error:
            broken += 1
            print(f"{name}: BROKEN after {time.monotonic() - begin_s:.0f} s, seed {asked.seed}: {error}")
            continue
        told = ", ".join(f"{figure} {value:,.4g}" for figure, value in figures.items())
        print(f"{name}: held in {time.monotonic() - begin_s:.0f} s, seed {asked.seed}: {told}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
