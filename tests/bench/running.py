"""What the running product costs and how fast it is: the demo's own programs, in real time, on loopback."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS

WARM_S, MEASURED_S = 8.0, 20.0
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PAINTED = """
() => new Promise((done) => {
    const delays = [];
    const seat = document.querySelector("[data-at-ms]");
    const watch = new MutationObserver(() => {
        const atMs = Number(seat.dataset.atMs);
        requestAnimationFrame(() => setTimeout(() => delays.push(Date.now() - atMs), 0));
        if (delays.length >= 60) { watch.disconnect(); done(delays); }
    });
    watch.observe(seat, {attributes: true, attributeFilter: ["data-at-ms"]});
})
"""


@contextmanager
def _demo(scenario: str) -> Iterator[tuple["subprocess.Popen[str]", str, Path]]:
    """Run the demo with a scenario; yield its process, the page's address and its folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mock_hw", "demo", "--no-browser", "--port", "0", "--duration", "120"]
        process = subprocess.Popen(
            [*command, "--scenario", scenario, "--data", folder],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            assert process.stdout
            lines = iter(process.stdout.readline, "")
            address = next(found[0] for found in map(re.compile(r"http://\S+/").search, lines) if found)
            yield process, address, Path(folder)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser.new_page()
        browser.close()


def daemon() -> dict[str, float]:
    """Watch the chair's two processes at 10 Hz with somebody seated: share of one core, and memory."""
    with _demo("sitting") as (process, _, _folder):
        listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
        main = next(int(pid) for pid, parent, args in rows if int(parent) == process.pid and "mock_hw chair" in args)
        acquisition = next(int(pid) for pid, parent, args in rows if int(parent) == main and "spawn_main" in args)
        time.sleep(WARM_S)
        before = [cpu_s(pid) for pid in (main, acquisition)]
        time.sleep(MEASURED_S)
        after = [cpu_s(pid) for pid in (main, acquisition)]
        shares = [100 * (b - a) / MEASURED_S for a, b in zip(before, after, strict=True)]
        return {
            "daemon_cpu_pct": shares[0],
            "acquisition_cpu_pct": shares[1],
            "daemon_rss_mb": rss_mb(main),
            "acquisition_rss_mb": rss_mb(acquisition),
        }


def page() -> dict[str, float]:
    """Measure from the conversion of a load to its paint in the browser. The load changed up to 0.1 s earlier."""
    with _demo("sitting") as (_, address, _folder), _browser() as page:
        page.goto(address)
        page.locator("[data-testid=cop-dot].shown").wait_for(timeout=15_000)
        delays_ms = sorted(page.evaluate(PAINTED))
    return {
        "conversion_to_paint_p50_ms": delays_ms[len(delays_ms) // 2],
        "conversion_to_paint_p95_ms": delays_ms[int(len(delays_ms) * 0.95)],
    }


def start() -> dict[str, float]:
    """Measure from the demo's command to the first live value on the page, with everything installed."""
    with _browser() as page:
        begin_s = time.perf_counter()
        with _demo("sitting") as (_, address, _folder):
            address_s = time.perf_counter() - begin_s
            page.goto(address)
            page.get_by_text("Connected").wait_for(timeout=15_000)
            return {"address_printed_s": address_s, "first_live_value_s": time.perf_counter() - begin_s}


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def rss_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
