"""`scripts/pictures`: the page's states as PNG files for README and docs, from the real page in Chromium."""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.states import SCENES, Stage

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, NARROW = (1440, 960), (390, 844)
SETTLE_S = 1.5
"""The dot glides and the timeline comes from the store."""

PICTURES = [
    ("live-light", "sitting", WIDE, "light"),
    ("live-dark", "nudge", WIDE, "dark"),
    ("phone-dark", "sitting", NARROW, "dark"),
]


def main() -> None:
    """Take every picture; `--all FOLDER` takes every state in both sizes and schemes instead, to be looked at."""
    everything = len(sys.argv) > 2 and sys.argv[1] == "--all"
    folder = Path(sys.argv[2]) if everything else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = PICTURES
    if everything:
        sizes = (("wide", WIDE), ("narrow", NARROW))
        wanted = [
            (f"{scene}-{label}-{scheme}", scene, size, scheme)
            for scene in SCENES
            for label, size in sizes
            for scheme in ("light", "dark")
        ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, scene, size, scheme in wanted:
            _take(browser, folder / f"{name}.png", scene, size, scheme)
            sys.stdout.write(f"{folder / name}.png\n")
        browser.close()


def _take(browser: Browser, file: Path, scene: str, size: tuple[int, int], scheme: str) -> None:
    with tempfile.TemporaryDirectory() as store, Stage(Path(store)) as stage:
        stage.play(SCENES[scene])
        width, height = size
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.goto(stage.address)
        page.get_by_test_id("connection").wait_for()
        time.sleep(SETTLE_S)
        page.screenshot(path=file, full_page=True)
        page.close()


if __name__ == "__main__":
    main()
