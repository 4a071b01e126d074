"""Lighthouse scores of the pages. It comes from npm into a cache folder when it is not there yet; Chromium is ours."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.conftest import CHROMIUM

VERSION = "12.8.2"
"""The last line that runs on the Node.js of Debian 12 and 13."""

KINDS = ("performance", "accessibility", "best-practices")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "speed-index", "total-blocking-time")
"""What the score for performance is made of, beside the shift of the layout."""

LOADING_MS = 10_000
"""So long Lighthouse waits for 5.25 s without a request and without a long task.

*Live* asks for its day every 5 s, and a machine at work has long tasks, so it is cut off and warns (`CUT_OFF`). By
then the page has long been drawn.
"""

CUT_OFF = "within the time limit"

PATIENCE_S = 120
END_S = 10
TRIES = 2
NO_START = ("NO_NAVSTART", "NO_FCP", "NO_TRACING_STARTED", "TRACING_ALREADY_STARTED", "TARGET_CRASHED")
"""What Lighthouse says when its browser did not answer in time; it says nothing about the page."""

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
)


def scores(address: str, pages: dict[str, str], folder: Path) -> dict[str, float]:
    """Return each score of 0 to 100, by page and preset; nothing where there is no npm. `pages` maps name to path."""
    program = _program()
    if program is None:
        sys.stderr.write("no Lighthouse: it needs Node.js with npm\n")
        return {}
    figures: dict[str, float] = {}
    for page, path in pages.items():
        for preset in ("desktop", "mobile"):
            report = _report(program, address + path, preset, folder)
            _say_why(report, address + path, preset)
            figures |= {f"{page}_{preset}_{name.replace('-', '_')}": each for name, each in _figures(report).items()}
    return figures


def _report(program: Path, url: str, preset: str, folder: Path) -> Any:
    """Return what Lighthouse says of a page; a browser that did not come up is started once more, and that is said."""
    for left in reversed(range(TRIES)):
        report = _run(program, url, preset, folder)
        error = report.get("runtimeError", {}).get("code", "")
        if not error:
            return report
        if error not in NO_START or not left:
            raise RuntimeError(f"Lighthouse could not judge {url} ({preset}): {error}")
        sys.stderr.write(f"{url} {preset}: {error}; once more\n")
    raise AssertionError


def _run(program: Path, url: str, preset: str, folder: Path) -> Any:
    """Run Lighthouse once, with a browser that knows nothing yet and goes with everything that it started."""
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as own:
        out = Path(own) / "report.json"
        command = [
            program, url, "--quiet", "--output=json", f"--output-path={out}", f"--only-categories={','.join(KINDS)}",
            f"--max-wait-for-load={LOADING_MS}", "--disable-full-page-screenshot",
            f"--chrome-flags={' '.join(FLAGS)} --user-data-dir={own}/profile",
        ]  # fmt: skip
        if preset == "desktop":
            command.append("--preset=desktop")
        with subprocess.Popen(command, env={**os.environ, "CHROME_PATH": CHROMIUM}) as running:
            try:
                running.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGINT)  # so that it ends its browser
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.wait(END_S)
                running.kill()
        return json.loads(out.read_text("utf-8")) if out.exists() else {"runtimeError": {"code": NO_START[0]}}


def _figures(report: Any) -> dict[str, float]:
    """Return scores, times and the shift of the layout."""
    found = {kind: 100 * report["categories"][kind]["score"] for kind in KINDS}
    times = {f"{name}_ms": report["audits"][name]["numericValue"] for name in TIMES}
    return found | times | {"layout_shift": report["audits"]["cumulative-layout-shift"]["numericValue"]}


def _say_why(report: Any, url: str, preset: str) -> None:
    """Name what cost points, so that a low score can be mended, and what Lighthouse itself doubts."""
    for warning in report["runWarnings"]:
        if CUT_OFF in warning:
            continue
        sys.stderr.write(f"{url} {preset}: {warning}\n")
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
