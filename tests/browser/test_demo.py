"""The whole chain in real time: simulated chips, the real driver, daemon, broker, ingest, store, web, the page."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

STORY = """
title = "Sits, leans, sits straight, leaves"
lasts = "2:00"

[sitter]
mass_kg = 72

[[step]]
at = "0:06"
does = "sits"

[[step]]
at = "0:12"
does = "leans left"

[[step]]
at = "0:34"
does = "sits straight"

[[step]]
at = "0:54"
does = "stands"
"""


class Demo:
    """A running demo and what it left in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        story = folder / "story.toml"
        story.write_text(STORY)
        command = [sys.executable, "-m", "mock_hw", "demo", "--no-browser", "--port", "0", "--scenario", str(story)]
        self.process = subprocess.Popen(
            [*command, "--data", str(folder), "--duration", "120"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    def address(self) -> str:
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            if found:
                return found[0]
        raise AssertionError((self.folder / "logs" / "desk.log").read_text())

    def leftovers(self) -> str:
        """Return the command lines of processes that still work in the folder."""
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        return "\n".join(line for line in listed.splitlines() if str(self.folder) in line)

    def chair_processes(self) -> list[int]:
        """Return the daemon and its acquisition process: children of the demo whose command names the chair."""
        listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
        daemons = [
            int(pid) for pid, parent, args in rows if int(parent) == self.process.pid and "mock_hw chair" in args
        ]
        return daemons + [int(pid) for pid, parent, _ in rows if int(parent) in daemons]


@pytest.fixture
def demo(tmp_path):
    running = Demo(tmp_path)
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.process.send_signal(signal.SIGINT)
    code = running.process.wait(60)
    running.process.stdout.close()
    assert code in (0, 1), "1 when it noticed that a program was killed before it was told to stop"
    assert running.leftovers() == ""


def test_the_page_follows_the_sitter_and_notices_a_dead_chair(demo, browser):
    page = browser.new_page(service_workers="block")
    page.set_default_timeout(60_000)
    page.goto(demo.address())
    expect(page.get_by_text("Simulated chair")).to_be_visible()
    expect(page.get_by_test_id("cop-dot")).to_have_class(re.compile("shown"), timeout=60_000)
    expect(page.get_by_text("Sitting for")).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("warning-uneven")).to_contain_text("left", timeout=60_000)
    expect(page.get_by_test_id("warning-uneven")).to_have_count(0, timeout=60_000)
    expect(page.get_by_test_id("warning-nudge")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("warning-nudge")).to_have_count(0, timeout=20_000)
    expect(page.get_by_text("On a break for")).to_be_visible()
    chair = demo.chair_processes()
    assert len(chair) >= 2
    demo.process.send_signal(signal.SIGSTOP)  # the demo would see a program die and end the others
    for process in chair:
        os.kill(process, signal.SIGKILL)
    expect(page.get_by_test_id("connection")).to_have_text("Chair offline", timeout=30_000)
    page.close()
