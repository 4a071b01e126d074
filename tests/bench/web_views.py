"""A year of 200 chairs behind the server: how long it takes to answer what pages and people ask of it.

Each question is asked of many chairs and days at random: once when nobody has asked it yet, and once more.
"""

import http.client
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from tests.bench import year
from tests.bench.store import postgres
from tests.bench.web_desk import desk

TIMES = 40

Dice = random.Random
Asked = Callable[[Dice], str]


def views() -> dict[str, float]:
    """Ask one view after another on one connection, on SQLite and, where there is one, on PostgreSQL."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as a user of its own
        folder = Path(name) / "sqlite"
        folder.mkdir()
        figures = {f"sqlite_{figure}": value for figure, value in on(f"sqlite:///{folder / 'year.db'}", folder).items()}
        (folder / "year.db").unlink()
        with postgres(Path(name) / "server") as url:
            if url:
                folder = Path(name) / "postgres"
                folder.mkdir()
                figures |= {f"postgres_{figure}": value for figure, value in on(url, folder).items()}
    return figures


def on(url: str, folder: Path) -> dict[str, float]:
    """Fill an empty database and return, for each question, p50 and p95 of the first time and of the second, in ms.

    `_cpu_ms` is the server's processor time for an answer, the same however much else the computer does.
    """
    _fill(url)
    figures: dict[str, float] = {}
    dice = Dice(1)
    with (
        desk(folder, url=url) as running,
        closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)) as line,
    ):
        begin_s = time.perf_counter()
        _ask(line, f"/api/v1/chairs/{year.name_of(199)}/history")
        figures["first_of_all_ms"] = 1000 * (time.perf_counter() - begin_s)
        for view, asked in QUESTIONS.items():
            paths = list(dict.fromkeys(asked(dice) for _ in range(TIMES)))
            before_s = running.cpu_s()
            first_ms = sorted(_ask(line, path) for path in paths)
            figures[f"{view}_first_cpu_ms"] = 1000 * (running.cpu_s() - before_s) / len(paths)
            again_ms = sorted(_ask(line, path) for path in paths)
            for name, times_ms in (("first", first_ms), ("again", again_ms)):
                figures[f"{view}_{name}_p50_ms"] = times_ms[len(times_ms) // 2]
                figures[f"{view}_{name}_p95_ms"] = times_ms[int(len(times_ms) * 0.95)]
        return figures | {"rss_mb": running.cost(1.0)["rss_mb"]}


def _chair(dice: Dice, most: int = year.CHAIRS_COUNT) -> str:
    return f"/api/v1/chairs/{year.name_of(dice.randrange(most))}"


def _with_minutes(dice: Dice) -> str:
    return _chair(dice, year.MINUTES_CHAIRS)


def _day(dice: Dice, last: int = year.DAYS_COUNT) -> date:
    """Return one of the last days of the year."""
    return (year.BEGIN + timedelta(days=year.DAYS_COUNT - 1 - dice.randrange(last))).date()


def _span(dice: Dice, days: int) -> str:
    last = _day(dice, year.DAYS_COUNT - days)
    return f"from={last - timedelta(days=days - 1)}&to={last}"


def _compared(dice: Dice) -> str:
    last = _day(dice, year.DAYS_COUNT - 56)
    days = [last - timedelta(days=n) for n in (55, 28, 27, 0)]
    return f"before={days[0]}..{days[1]}&after={days[2]}..{days[3]}"


def _figures(dice: Dice) -> str:
    last = _day(dice, year.DAYS_COUNT - 56)
    days = [last - timedelta(days=n) for n in (27, 0, 55, 28)]
    return "from={}&to={}&against_from={}&against_to={}".format(*days)


QUESTIONS: dict[str, Asked] = {
    "live_today": lambda dice: f"{_with_minutes(dice)}/today",
    "today": lambda dice: f"{_with_minutes(dice)}/day/{_day(dice, year.MINUTES_DAYS)}",
    "old_day": lambda dice: f"{_chair(dice)}/day/{_day(dice)}",
    "history": lambda dice: f"{_chair(dice)}/history",
    "compare": lambda dice: f"{_chair(dice)}/compare?{_compared(dice)}",
    "chairs": lambda _: "/api/v1/chairs",
    "chair": _chair,
    "minutes": lambda dice: f"{_with_minutes(dice)}/minutes?from={_day(dice, year.MINUTES_DAYS)}",
    "events": lambda dice: f"{_chair(dice)}/events?{_span(dice, 28)}",
    "bouts": lambda dice: f"{_chair(dice)}/bouts?{_span(dice, 28)}",
    "quarters": lambda dice: f"{_chair(dice)}/quarters?{_span(dice, 7)}",
    "days": lambda dice: f"{_chair(dice)}/days?{_span(dice, 28)}",
    "days_of_a_year": lambda dice: f"{_chair(dice)}/days?from={year.BEGIN.date()}",
    "figures": lambda dice: f"{_chair(dice)}/figures?{_figures(dice)}",
}


def _fill(url: str) -> None:
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        migrate(connection)
    year.fill(engine)
    with transaction(engine, database_path(url)) as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _ask(line: http.client.HTTPConnection, path: str) -> float:
    begin_s = time.perf_counter()
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise ConnectionError(f"{path}: {answer.status} {body[:200]!r}")
    return 1000 * (time.perf_counter() - begin_s)
