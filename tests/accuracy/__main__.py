"""`scripts/accuracy [--json FILE] [--full] [--seed N]`: tables of figures beside their goals, and the same as JSON."""

import argparse
import json
import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.accuracy import recordings
from tests.accuracy.chairs import DEAD_CELL, EMPTY, FULL, OBJECTS, SHORT, SITTER, judge_chair
from tests.accuracy.figures import (
    RUNS,
    Figure,
    confusion,
    ghost_figures,
    lean_figures,
    posture_figures,
    prompt_figures,
    seat_figures,
)
from tests.accuracy.marks import Marks

SEED = 1

ByRun = dict[str, Marks]


def main() -> None:
    """Simulate, judge and print."""
    parser = argparse.ArgumentParser(prog="scripts/accuracy", description=__doc__)
    parser.add_argument("--full", action="store_true", help="200 sitters, more than 300 sitting hours: some minutes")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"another population; {SEED} if not given")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    asked = parser.parse_args()
    begin_s = time.perf_counter()
    sums, real, hours = _work(full=asked.full, seed=asked.seed)
    figures = _figures(sums, real)
    posture = {run: confusion(sums[SITTER][run]) for run in RUNS}
    duration_s = time.perf_counter() - begin_s
    console = Console(width=110)
    console.print(
        f"seed {asked.seed}, {'full' if asked.full else 'short'} form, {hours:.1f} chair hours simulated, ", end=""
    )
    console.print(f"{duration_s:.1f} s on {os.cpu_count()} cores")
    console.print("guided: with the sitter's baseline from a guided sit of 20 s; alone: without one")
    console.print(_table(figures))
    for run in RUNS:
        console.print(_matrix(run, posture[run]))
    if asked.json:
        asked.json.write_text(_json(asked.seed, asked.full, duration_s, figures, posture), "utf-8")


def _work(*, full: bool, seed: int) -> tuple[dict[str, ByRun], dict[str, dict[str, ByRun]], float]:
    """Judge all chairs and recordings, on all cores; return the sums by kind of chair, and the recordings' marks."""
    chairs = (FULL if full else SHORT).chairs()
    sums: dict[str, ByRun] = {}
    hours = 0.0
    with ProcessPoolExecutor() as pool:
        leaning = pool.submit(recordings.wheelchairs)
        others = pool.submit(recordings.board), pool.submit(recordings.beams)
        for chair, marked in zip(chairs, pool.map(judge_chair, chairs, [seed] * len(chairs)), strict=True):
            for run, marks in marked.items():
                sums.setdefault(chair.kind, {each: Marks({}, {}) for each in RUNS})[run].add(marks)
            hours += marked["alone"].of("scene_s") / 3600
        board, beams = (dict.fromkeys(RUNS, other.result()) for other in others)
        return sums, {"lean": leaning.result(), "board": {"": board}, "beams": {"": beams}}, hours


def _figures(sums: dict[str, ByRun], real: dict[str, dict[str, ByRun]]) -> list[Figure]:
    figures: list[Figure] = []
    healthy = _together(sums, (SITTER, OBJECTS))
    seat_figures("presence", healthy, figures)
    posture_figures(sums[SITTER], figures)
    prompt_figures(healthy, figures)
    ghost_figures("empty between stays", healthy, figures)
    ghost_figures("empty chairs that drift", sums[EMPTY], figures)
    seat_figures("one dead cell", sums[DEAD_CELL], figures)
    lean_figures(real["lean"], figures)
    seat_figures("board recording", real["board"][""], figures)
    seat_figures("beam recording, as things", real["beams"][""], figures)
    return [figure for figure in figures if figure.guided is not None or figure.alone is not None]


def _together(sums: dict[str, ByRun], kinds: Iterable[str]) -> ByRun:
    together = {run: Marks({}, {}) for run in RUNS}
    for kind in kinds:
        for run in RUNS:
            together[run].add(sums[kind][run])
    return together


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", "guided", "alone", "goal", "met")
    for column in table.columns[1:]:
        column.justify = "right"
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            table.add_section()
            table.add_row(f"[bold]{group}[/bold]")
        met = ["" if value is None else "yes" if value else "NO" for value in figure.met.values()]
        values = [_number(figure.guided), _number(figure.alone)]
        goal = str(figure.goal) if figure.goal else ""
        table.add_row(figure.name, *values, goal, met[0] if met[0] == met[1] else " / ".join(met))
    return table


def _matrix(run: str, hours: dict[str, dict[str, float]]) -> Table:
    table = Table("true \\ said", *next(iter(hours.values())), title=f"posture, hours of clear time, {run}")
    for true, said in hours.items():
        table.add_row(true, *(f"{value:.2f}" for value in said.values()))
    return table


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}" if abs(value) < 100 else f"{value:,.1f}"


def _json(
    seed: int, full: bool, duration_s: float, figures: list[Figure], posture: dict[str, dict[str, dict[str, float]]]
) -> str:
    rows = [
        {
            "group": figure.group,
            "figure": figure.name.strip(),
            "guided": figure.guided,
            "alone": figure.alone,
            "goal": str(figure.goal) if figure.goal else None,
            "met": figure.met,
        }
        for figure in figures
    ]
    told = {"seed": seed, "full": full, "duration_s": round(duration_s, 1), "figures": rows, "posture_hours": posture}
    return json.dumps(told, indent=2) + "\n"


if __name__ == "__main__":
    main()
