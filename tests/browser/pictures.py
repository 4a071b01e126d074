"""`scripts/pictures`: the page's states as PNG files for README and docs, from the real page in Chromium."""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from dashboard.web.pages import PAGES
from tests.browser.back_stage import Words
from tests.browser.conftest import CHROMIUM, FLAGS, settled
from tests.browser.states import SCENES, Stage
from tests.dashboard.history_store import fill, year

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, NARROW = (1440, 960), (390, 844)
TOP = (1240, 1270)
"""The first cards of a long page: the whole of it would be a quarter of a megabyte."""
SETTLE_S = 1.5
"""The dot glides and the timeline comes from the store."""


OF_A_YEAR = ("/history", "/back", "/report")
"""Pages of a chair that has measured for a year, where the scene has no day of its own."""


class Picture(NamedTuple):
    """What to take: a state of the chair, the path of a page, a size and a scheme."""

    name: str
    scene: str
    path: str
    size: tuple[int, int]
    scheme: str
    press: str = ""


PICTURES = (
    Picture("live-light", "sitting", "/", WIDE, "light"),
    Picture("live-dark", "nudge", "/", WIDE, "dark"),
    Picture("phone-dark", "sitting", "/", NARROW, "dark"),
    Picture("break-light", "nudge", "/", WIDE, "light", "#start-break"),
    Picture("today-light", "sitting", "/today", WIDE, "light"),
    Picture("today-dark", "sitting", "/today", WIDE, "dark"),
    Picture("today-phone", "sitting", "/today", NARROW, "light"),
    Picture("history-light", "vacant", "/history", TOP, "light"),
    Picture("history-dark", "vacant", "/history", TOP, "dark"),
    Picture("history-phone", "vacant", "/history", NARROW, "dark"),
    Picture("back-light", "vacant", "/back", TOP, "light"),
    Picture("back-phone", "vacant", "/back", NARROW, "dark"),
    Picture("report-light", "vacant", "/report", TOP, "light"),
)


def every_state() -> Iterator[Picture]:
    """Yield every page in every state, size and scheme, to be looked at."""
    sizes = {"wide": WIDE, "narrow": NARROW}
    for page, scene, label, scheme in product(PAGES, SCENES, sizes, ("light", "dark")):
        yield Picture(f"{page.name}-{scene}-{label}-{scheme}", scene, page.path, sizes[label], scheme)


def main() -> None:
    """Take the pictures of the docs; `--all FOLDER` takes every state instead; names take only these."""
    everything = len(sys.argv) > 2 and sys.argv[1] == "--all"
    folder = Path(sys.argv[2]) if everything else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    named = set() if everything else set(sys.argv[1:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for picture in every_state() if everything else PICTURES:
            if not named or picture.name in named:
                _take(browser, folder / f"{picture.name}.png", picture)
                sys.stdout.write(f"{folder / picture.name}.png\n")
        browser.close()


def _write_diary(url: str) -> None:
    """Write down eleven weeks of a back, most days of them."""
    words = Words(url)
    for days_ago in range(1, 78):
        if days_ago % 5:
            words.write(days_ago, (2 + days_ago // 16 + days_ago % 3) % 8, "" if days_ago > 2 else "long meetings")
    words.engine.dispose()


def _take(browser: Browser, file: Path, picture: Picture) -> None:
    with tempfile.TemporaryDirectory() as store, Stage(Path(store)) as stage:
        stage.play(SCENES[picture.scene])
        if picture.path in OF_A_YEAR and not SCENES[picture.scene].day:
            fill(stage.url, year(date(2026, 7, 22)))  # up to the stage's afternoon
        if picture.path == "/back":
            _write_diary(stage.url)
        width, height = picture.size
        page = browser.new_page(
            service_workers="block",
            viewport={"width": width, "height": height},
            color_scheme=picture.scheme,
            locale="en-GB",
        )
        page.goto(stage.address + picture.path.lstrip("/"))
        page.locator(".page-section:not([hidden]) h1").wait_for()
        settled(page)
        time.sleep(SETTLE_S)
        if picture.press:
            page.locator(picture.press).click()
            time.sleep(SETTLE_S)
        # On a phone as it is seen: a bar at the bottom of a long picture would stand in its middle.
        whole = picture.size == WIDE and not picture.press
        if whole:
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, tall)})
            time.sleep(SETTLE_S)
        page.screenshot(path=file)
        page.close()


if __name__ == "__main__":
    main()
