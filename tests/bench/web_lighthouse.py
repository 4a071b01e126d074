"""Lighthouse scores of the pages. It comes from npm into a cache folder when it is not there yet; Chromium is ours."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import CHROMIUM

VERSION = "12.8.2"
"""The last line that runs on the Node.js of Debian 12 and 13."""

KINDS = ("performance", "accessibility", "best-practices")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "speed-index", "total-blocking-time")
"""What the score for performance is made of, beside the shift of the layout."""

PATIENCE_S = 180


def scores(address: str, pages: dict[str, str], folder: Path) -> dict[str, float]:
    """Return each score of 0 to 100, by page and preset; nothing where there is no npm. `pages` maps name to path."""
    program = _program()
    if program is None:
        sys.stderr.write("no Lighthouse: it needs Node.js with npm\n")
        return {}
    figures: dict[str, float] = {}
    for page, path in pages.items():
        for preset in ("desktop", "mobile"):
            found = _run(program, address + path, preset, folder / "lighthouse.json")
            figures |= {f"{page}_{preset}_{name.replace('-', '_')}": value for name, value in found.items()}
    return figures


def _run(program: Path, url: str, preset: str, out: Path) -> dict[str, float]:
    command = [
        program, url, "--quiet", "--output=json", f"--output-path={out}", f"--only-categories={','.join(KINDS)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic",
    ]  # fmt: skip
    if preset == "desktop":
        command.append("--preset=desktop")
    subprocess.run(command, check=True, timeout=PATIENCE_S, env={**os.environ, "CHROME_PATH": CHROMIUM})
    report = json.loads(out.read_text("utf-8"))
    _say_why(report, url, preset)
    found = {kind: 100 * report["categories"][kind]["score"] for kind in KINDS}
    return found | {f"{name}_ms": report["audits"][name]["numericValue"] for name in TIMES}


def _say_why(report: dict[str, dict[str, dict[str, object]]], url: str, preset: str) -> None:
    """Name what cost points, so that a low score can be mended."""
    for name, audit in report["audits"].items():
        score = audit["score"]
        if isinstance(score, int | float) and score < 0.9:
            sys.stderr.write(f"{url} {preset}: {name} {score} {audit.get('displayValue', '')}\n")


def _program() -> Path | None:
    """Return Lighthouse's command, installed if it was missing; None without npm."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sitwell" / "lighthouse"
    program = cache / "node_modules" / ".bin" / "lighthouse"
    npm = shutil.which("npm")
    if not program.exists() and npm:
        cache.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache, f"lighthouse@{VERSION}"]
        subprocess.run(
            install, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
        )
    return program if program.exists() else None
