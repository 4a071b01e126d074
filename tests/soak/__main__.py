"""`scripts/soak [NAME] [--days N] [--seed S]`: long simulated stretches, by hand; prints seed and duration."""

import argparse
import sys
import time
from collections.abc import Callable

from tests.soak import BrokenError, days, delivery, drift, faults, kills, memory, month, page

Soak = Callable[[float, int], dict[str, float]]

SOAKS: dict[str, Soak] = {
    "days": days.run,
    "delivery": lambda whole, seed: delivery.run(round(delivery.MESSAGES * whole / 90), seed),
    "drift": drift.run,
    "kills": lambda whole, seed: kills.run(round(kills.WHOLE * whole / 90), seed),
    "faults": lambda whole, seed: faults.run(round(faults.FAULTS * whole / 90), seed),
    "memory": lambda whole, seed: memory.run_in_full(round(memory.FRAMES * whole / 90), seed),
    "month": lambda whole, seed: month.run(whole / 3, seed),
    "page": lambda whole, _seed: page.run(page.WHOLE_S * whole / 90),
}


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
    if asked.chip is not None:
        SOAKS["faults"] = lambda whole, seed: faults.run(round(faults.FAULTS * whole / 90), seed, only=asked.chip)
    broken = 0
    for name in [asked.name] if asked.name else SOAKS:
        print(f"{name}: seed {asked.seed}, {asked.days:g} days ...", flush=True)
        begin_s = time.monotonic()
        try:
            figures = SOAKS[name](asked.days, asked.seed)
        except BrokenError as error:
            broken += 1
            print(f"{name}: BROKEN after {time.monotonic() - begin_s:.0f} s, seed {asked.seed}: {error}")
            continue
        told = ", ".join(f"{figure} {value:,.4g}" for figure, value in figures.items())
        print(f"{name}: held in {time.monotonic() - begin_s:.0f} s, seed {asked.seed}: {told}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
