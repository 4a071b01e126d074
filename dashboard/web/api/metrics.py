"""What a Prometheus wants to know of the desk: that it works. Nothing of anybody who sits, and no mass.

The text format is a line a number, so it is written by hand: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.errors import StoreError
from dashboard.store import queries, refused, work
from dashboard.store.engine import database_path
from dashboard.web.api.desk import Desk

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]


class Metric(NamedTuple):
    """A number with a name, or several that differ by their labels."""

    name: str
    kind: str
    help: str
    samples: Iterable[tuple[Labels, float]]


class Requests:
    """Counts answers by method, route and status. Outermost of all, so that what the guard refuses counts too."""

    def __init__(self, app: ASGIApp, counted: "Counter[tuple[str, str, int]]") -> None:
        self.app = app
        self.counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                path = getattr(scope.get("route"), "path", "") or "other"
                method = scope["method"] if scope["method"] in _METHODS else "other"
                self.counted[method, path, message["status"]] += 1
            await send(message)

        await self.app(scope, receive, noted)


_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def add_metrics(server: FastAPI, desk: Desk, counted: "Counter[tuple[str, str, int]]") -> None:
    """Add the route to the server."""

    @server.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    def metrics() -> Response:
        """Return figures about the desk for Prometheus: chairs, broker, store, what was refused, requests."""
        return Response(text(_metrics(desk, counted)), media_type=MEDIA_TYPE, headers={"cache-control": "no-store"})


def text(metrics: Iterable[Metric]) -> str:
    """Return metrics in Prometheus' text format."""
    return "".join(line for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.help}\n# TYPE {metric.name} {metric.kind}\n"
    for labels, value in metric.samples:
        told = ",".join(f'{name}="{_escaped(label)}"' for name, label in labels.items())
        yield f"{metric.name}{{{told}}} {value:.17g}\n" if told else f"{metric.name} {value:.17g}\n"


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _metrics(desk: Desk, counted: Mapping[tuple[str, str, int], int]) -> Iterator[Metric]:
    yield Metric("sitwell_broker_up", "gauge", "Whether the broker is heard.", [({}, desk.hub.broker_online)])
    try:
        stored = list(_stored(desk))
    except StoreError:
        yield Metric("sitwell_store_up", "gauge", "Whether the store can be read.", [({}, 0)])
    else:
        yield Metric("sitwell_store_up", "gauge", "Whether the store can be read.", [({}, 1)])
        yield from stored
    online = [({"chair": id_}, float(now.availability is True)) for id_, now in sorted(desk.hub.chairs().items())]
    yield Metric("sitwell_chair_online", "gauge", "Whether a chair is connected to the broker.", online)
    path = database_path(desk.reader.url)
    files = [path, path.with_name(f"{path.name}-wal")]
    bytes_ = sum(file.stat().st_size for file in files if file.is_file())
    yield Metric("sitwell_store_bytes", "gauge", "Size of the SQLite file and its log.", [({}, bytes_)])
    requests = [
        ({"method": method, "route": route, "status": str(status)}, float(times))
        for (method, route, status), times in sorted(counted.items())
    ]
    yield Metric("sitwell_http_requests_total", "counter", "Answers of the web server.", requests)


def _stored(desk: Desk) -> Iterator[Metric]:
    with desk.open() as connection:
        for meta in queries.chairs(connection).values():
            desk.hub.remember(meta)
        heard = sorted(queries.last_heard(connection).items())
        refusals = [({"kind": kind}, float(times)) for kind, times in refused.counts(connection).items()]
        beyond = [({"chair": id_}, float(times)) for id_, times in queries.beyond_gaps(connection).items()]
        waiting = len(work.waiting(connection, 1000))
    yield Metric(
        "sitwell_chair_last_stored_seconds",
        "gauge",
        "Unix time by the chair's clock of the newest thing stored of it.",
        [({"chair": id_}, at_ms / 1000) for id_, at_ms in heard],
    )
    yield Metric("sitwell_refused_messages_total", "counter", "Messages that ingest refused, by cause.", refusals)
    yield Metric("sitwell_waiting_messages", "gauge", "Stored messages beyond a gap that is not closed yet.", beyond)
    yield Metric("sitwell_work_waiting", "gauge", "What ingest was asked to do and has not done.", [({}, waiting)])
