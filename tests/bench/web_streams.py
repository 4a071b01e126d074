"""Many browsers without a window: open event streams in one process, read, and printed as one line of JSON.

    python -m tests.bench.web_streams PORT CHAIR COUNT SECONDS

Frames say when they were published in `at_ms`, on this machine's clock, so each tells how long it took to get here.
"""

import asyncio
import json
import sys
import time

import msgspec

WARM_S = 3.0
"""Streams are opened in so long, and only what comes later counts."""

REQUEST = (
    "GET /live?chair={chair} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n\r\n"
)


class Reading:
    """What all streams together have read since the count began."""

    def __init__(self, begin_s: float) -> None:
        self.begin_s = begin_s
        self.delays_ms: list[float] = []
        self.bytes = 0

    def take(self, line: bytes) -> None:
        if time.monotonic() < self.begin_s:
            return
        self.bytes += len(line)
        if line.startswith(b"data: ") and b'"frame"' in line:
            at_ms = msgspec.json.decode(line[6:])["frame"]["at_ms"]
            self.delays_ms.append(time.time_ns() / 1e6 - at_ms)


async def one(port: int, chair: str, wait_s: float, reading: Reading) -> None:
    """Open a stream after `wait_s`, and read until cancelled."""
    await asyncio.sleep(wait_s)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST.format(port=port, chair=chair).encode())
    status = await reader.readline()
    if b" 200 " not in status:
        raise ConnectionError(f"the stream was refused: {status!r}")
    while line := await reader.readline():
        reading.take(line)
    raise ConnectionError("the server ended a stream")


async def read(port: int, chair: str, count: int, seconds: float) -> dict[str, float]:
    """Read `count` streams for `seconds`; raises when one is refused or ends."""
    reading = Reading(time.monotonic() + WARM_S)
    streams = [asyncio.create_task(one(port, chair, WARM_S * at / count / 2, reading)) for at in range(count)]
    ended, _ = await asyncio.wait(streams, timeout=WARM_S + seconds, return_when=asyncio.FIRST_EXCEPTION)
    for stream in ended:
        stream.result()
    for stream in streams:
        stream.cancel()
    delays_ms = sorted(reading.delays_ms)
    events = len(delays_ms)
    return {
        "events_per_s": events / seconds,
        "bytes_per_event": reading.bytes / max(1, events),
        "delay_p50_ms": delays_ms[events // 2],
        "delay_p95_ms": delays_ms[int(events * 0.95)],
    }


def main() -> None:
    port, chair, count, seconds = sys.argv[1:5]
    sys.stdout.write(json.dumps(asyncio.run(read(int(port), chair, int(count), float(seconds)))) + "\n")


if __name__ == "__main__":
    main()
