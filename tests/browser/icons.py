"""`python -m tests.browser.icons`: the icons of the installed page, as PNG files made from logo.svg by Chromium."""

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS

ASSETS = Path(__file__).parents[2] / "dashboard" / "web" / "assets"
TEAL, WHITE = "#0b7075", "#ffffff"


class Icon(NamedTuple):
    """A file, its width and height, and its looks: the logo's share of it, and how round its corners are."""

    name: str
    pixels: int
    logo: float
    round_: str


ICONS = (
    Icon("app-192", 192, 0.62, "22%"),
    Icon("app-512", 512, 0.62, "22%"),
    Icon("app-180", 180, 0.58, "0"),
    Icon("app-maskable-512", 512, 0.46, "0"),  # what a phone may cut off is outside the middle 80 %
)


def main() -> None:
    """Draw them all."""
    logo = (ASSETS / "logo.svg").read_text("utf-8").replace(TEAL, WHITE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for icon in ICONS:
            page = browser.new_page(viewport={"width": icon.pixels, "height": icon.pixels})
            box = f"width: 100vw; height: 100vh; background: {TEAL}; border-radius: {icon.round_}"
            style = f"body {{ margin: 0 }} div {{ {box}; display: grid; place-items: center }}"
            size = f"svg {{ width: {100 * icon.logo}vw }}"
            page.set_content(f"<style>{style} {size}</style><div>{logo}</div>")
            page.screenshot(path=ASSETS / "icons" / f"{icon.name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
