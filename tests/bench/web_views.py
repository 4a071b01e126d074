"""A year of 200 chairs behind the server: how long it takes to answer what the pages ask."""

import http.client
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from tests.bench import year
from tests.bench.web_desk import desk

TIMES = 40


def views() -> dict[str, float]:
    """Ask one view after another on one connection; the first time, when nothing is kept yet, by itself."""
    chair, midst = year.name_of(0), (year.BEGIN + timedelta(days=year.DAYS_COUNT // 2)).date()
    last = (year.BEGIN + timedelta(days=year.DAYS_COUNT - 1)).date()
    asked = {
        "chairs": "/api/v1/chairs",
        "day": f"/api/v1/chairs/{chair}/day/{midst}",
        "history": f"/api/v1/chairs/{chair}/history?from={year.BEGIN.date()}&to={last}",
    }
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        _fill(f"sqlite:///{Path(name) / 'sitwell.db'}")
        with (
            desk(Path(name)) as running,
            closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)) as line,
        ):
            for view, path in asked.items():
                first_ms, size = _ask(line, path)
                times_ms = sorted(_ask(line, path)[0] for _ in range(TIMES))
                figures |= {
                    f"{view}_first_ms": first_ms,
                    f"{view}_p50_ms": times_ms[TIMES // 2],
                    f"{view}_p95_ms": times_ms[int(TIMES * 0.95)],
                    f"{view}_kb": size / 1000,
                }
            return figures | {"rss_mb": running.cost(1.0)["rss_mb"]}


def _fill(url: str) -> None:
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        migrate(connection)
    year.fill(engine)
    engine.dispose()


def _ask(line: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    begin_s = time.perf_counter()
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise ConnectionError(f"{path}: {answer.status} {body[:200]!r}")
    return 1000 * (time.perf_counter() - begin_s), len(body)
