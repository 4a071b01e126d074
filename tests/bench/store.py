"""`scripts/bench store`: what the desk's questions to a year of 200 chairs take, on SQLite and PostgreSQL."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.bench.year import query_times
from tests.postgres.server import USER, Server, programs


def store() -> dict[str, float]:
    """Fill both databases with a year and ask; without a PostgreSQL on this computer SQLite alone."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as a user of its own
        path = Path(name) / "year.db"
        figures = {f"sqlite_{figure}": value for figure, value in query_times(f"sqlite:///{path}").items()}
        figures["sqlite_year_mb"] = path.stat().st_size / 1e6
        path.unlink()
        with postgres(Path(name) / "server") as url:
            if url:
                figures |= {f"postgres_{figure}": value for figure, value in query_times(url).items()}
    return figures


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server with an empty database and yield its URL; "" where there is none on this computer."""
    if not programs():
        yield ""
        return
    server = Server(folder)
    try:
        with psycopg.connect(host="127.0.0.1", port=server.port, user=USER, dbname="postgres", autocommit=True) as line:
            line.execute("CREATE DATABASE year")
        yield server.url("year")
    finally:
        server.stop()
