"""What the page costs: loads, lateness, server, Lighthouse. Real programs, a real Chromium, on loopback."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import web_lighthouse, web_pages
from tests.bench.web_desk import CHAIR, Desk, desk
from tests.bench.web_streams import WARM_S

STREAMS = 200
MEASURED_S = 20.0


def web() -> dict[str, float]:
    """Measure everything about the page."""
    with _desk() as running, web_pages.browser() as browser:
        figures = {"idle_rss_mb": running.cost(1.0)["rss_mb"]}
        figures |= web_pages.loads(browser, running.address)
        figures["analysing_rss_mb"] = running.rss_mb()
        figures |= web_pages.latency(browser, running)
        running.wait_for_rest()
        page = browser.new_page()
        page.goto(running.address)
        page.locator("[data-at-ms]").wait_for()
        figures |= {f"one_browser_{name}": value for name, value in running.cost(MEASURED_S).items()}
        page.close()
        return figures | streams(running, STREAMS, MEASURED_S)


def lighthouse() -> dict[str, float]:
    """Let Lighthouse judge each page, desktop and mobile."""
    with tempfile.TemporaryDirectory() as folder, _desk() as running:
        return web_lighthouse.scores(running.address, web_pages.LOOKED_AT, Path(folder))


def streams(running: Desk, count: int, seconds: float) -> dict[str, float]:
    """Open many streams on one chair at 5 Hz, from a process of their own, and watch the server meanwhile."""
    command = [sys.executable, "-m", "tests.bench.web_streams", str(running.port), CHAIR, str(count), str(seconds)]
    readers = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    time.sleep(WARM_S)
    cost = running.cost(seconds - 1)
    told, _ = readers.communicate(timeout=60 + seconds)
    if readers.returncode:
        raise ConnectionError("the streams were not served")
    figures: dict[str, float] = {**json.loads(told), **cost}
    return {f"streams_{count}_{name}": value for name, value in figures.items()}


@contextmanager
def _desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder)) as running:
        yield running
