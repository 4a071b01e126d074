"""Pages in a real Chromium: time to meaningful content, bytes and requests, and how late the page shows a frame."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench.web_desk import Desk
from tests.browser.conftest import CHROMIUM, FLAGS

ROUNDS = 5
PATIENCE_MS = 20_000
WATCHED_FRAMES = 200
CLOCK_TRIES = 60


class Shown(NamedTuple):
    """A page, and the selector of what says that it shows something true."""

    name: str
    path: str
    meaningful: str


PAGES = (
    Shown("live", "", "[data-testid=cop-dot].shown"),
    Shown("today", "today", "#hours-picture svg"),
    Shown("history", "history", "[data-testid=year-picture] svg"),
)

LOOKED_AT = {
    **{page.name: page.path for page in PAGES},
    **{name: name for name in ("back", "report", "chairs", "groups", "settings")},
}
"""What Lighthouse judges: every page, by name and path."""

MEANINGFUL = """
(() => {
    const look = () => {
        if (document.querySelector(%r)?.getClientRects().length) window.meaningfulMs = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})()
"""
"""Notes when the content is there, counted from the start of the navigation."""

CHANGES = """
() => new Promise((done) => {
    const seen = new Map();
    const seat = document.querySelector("[data-at-ms]");
    const watch = new MutationObserver(() => {
        const atMs = Number(seat.dataset.atMs);
        if (!seen.has(atMs)) seen.set(atMs, performance.timeOrigin + performance.now());
        if (seen.size > %d) { watch.disconnect(); done([...seen].slice(1)); }
    });
    watch.observe(seat, {attributes: true, attributeFilter: ["data-at-ms"]});
})
"""
"""Notes when each frame was first in the page; the first of all may have been there before."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def loads(opened: Browser, address: str) -> dict[str, float]:
    """Open each page in a browser that knows nothing yet, then again in the same; medians of some rounds."""
    figures: dict[str, float] = {}
    for page in PAGES:
        rounds = []
        for _ in range(ROUNDS):
            context = opened.new_context(viewport={"width": 1440, "height": 900})
            rounds.append([_load(context, address, page) for _ in range(2)])
            context.close()
        for at, way in enumerate(("cold", "warm")):
            for name in ("ms", "kb", "requests"):
                figures[f"{page.name}_{way}_{name}"] = median(pair[at][name] for pair in rounds)
    return figures


def _load(context: BrowserContext, address: str, shown: Shown) -> dict[str, float]:
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    transferred: dict[str, float] = {}

    def came(message: dict[str, float | str]) -> None:
        name = str(message["requestId"])
        transferred[name] = transferred.get(name, 0.0) + float(message["encodedDataLength"])

    def finished(message: dict[str, float | str]) -> None:
        transferred[str(message["requestId"])] = float(message["encodedDataLength"])  # with its headers

    line.on("Network.dataReceived", came)  # a stream never finishes
    line.on("Network.loadingFinished", finished)
    page.add_init_script(MEANINGFUL % shown.meaningful)
    page.goto(address + shown.path)
    until_s = time.monotonic() + PATIENCE_MS / 1000
    while (ms := page.evaluate("window.meaningfulMs || 0")) == 0:  # the page's own rules forbid wait_for_function
        if time.monotonic() > until_s:
            raise TimeoutError(f"{shown.name} does not show {shown.meaningful}")
        time.sleep(0.05)
    figures = {
        "ms": float(ms),
        "kb": sum(transferred.values()) / 1000,
        "requests": float(sum(size > 0 for size in transferred.values())),
    }
    page.close()
    return figures


def latency(opened: Browser, desk: Desk) -> dict[str, float]:
    """Measure from the hand-over of a frame to the broker until the page's DOM has changed.

    Two clocks: ours, and the page's, which Chromium sets once, when the page is opened. So the page is asked for its
    time again and again, before and after; the answer that came quickest says how far the clocks are apart, with an
    error of at most half of the time that it took.
    """
    page = opened.new_page(viewport={"width": 1440, "height": 900})
    page.goto(desk.address)
    page.locator("[data-testid=cop-dot].shown").wait_for(timeout=PATIENCE_MS)

    def apart_ms() -> tuple[float, float]:
        asked = []
        for _ in range(CLOCK_TRIES):
            before_ms = time.time_ns() / 1e6
            theirs_ms = float(page.evaluate("performance.timeOrigin + performance.now()"))
            after_ms = time.time_ns() / 1e6
            asked.append((after_ms - before_ms, theirs_ms - (before_ms + after_ms) / 2))
        quickest_ms, offset_ms = min(asked)
        return offset_ms, quickest_ms / 2

    first_ms, error_ms = apart_ms()
    seen = page.evaluate(CHANGES % WATCHED_FRAMES)
    last_ms, last_error_ms = apart_ms()
    offset_ms = (first_ms + last_ms) / 2
    delays_ms = sorted(
        changed_ms - offset_ms - desk.chair.sent_ms[at_ms] for at_ms, changed_ms in seen if at_ms in desk.chair.sent_ms
    )
    page.close()
    return {
        "publish_to_dom_p50_ms": delays_ms[len(delays_ms) // 2],
        "publish_to_dom_p95_ms": delays_ms[int(len(delays_ms) * 0.95)],
        "clock_error_ms": max(error_ms, last_error_ms) + abs(last_ms - first_ms) / 2,
        "clock_offset_ms": offset_ms,
    }
