"""`scripts/bench [NAME ...] [--json FILE]`: a table of figures, and the same as JSON."""

import argparse
import json
import platform
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import compute, delivery, faults, recordings, running, store, web, web_views

Figures = dict[str, float]

BENCHES: dict[str, Callable[[], Figures]] = {
    "core": compute.core,
    "pins": compute.pins,
    "daemon": running.daemon,
    "faults": faults.faults,
    "recordings": recordings.recordings,
    "page": running.page,
    "start": running.start,
    "delivery": delivery.delivery,
    "store": store.store,
    "web": web.web,
    "lighthouse": web.lighthouse,
    "views": web_views.views,
}


def main() -> None:
    """Run the benches asked for and print what they measured."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], help=f"some of {', '.join(BENCHES)}; all if none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    asked = parser.parse_args()
    figures: dict[str, Figures] = {}
    table = Table("bench", "figure", "value", title=f"{platform.machine()}, Python {platform.python_version()}")
    for name in asked.names or BENCHES:
        figures[name] = BENCHES[name]()
        for figure, value in figures[name].items():
            table.add_row(name, figure, f"{value:,.4g}" if abs(value) < 100 else f"{value:,.0f}")
    Console().print(table)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
