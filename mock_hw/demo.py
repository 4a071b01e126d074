"""The demo: broker, desk and one simulated chair, on this machine alone.

    broker <- chair (daemon) <- acquisition process <- simulated chips <- scenario or recording
       '----> desk: ingest, store, web ------> the page

The same programs as in earnest, with configuration files that stand in the data folder to be looked at. Limits are
short, so that three minutes show everything; the page says so.
"""

import importlib.util
import json
import os
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from contract.errors import ConfigError
from edge.atomic import replace_file
from edge.calibration_file import calibration_text
from edge.config import load_edge
from edge.shell import meta_of
from mock_hw.broker import broker_command
from mock_hw.processes import ProgramError, Programs, answers
from mock_hw.scenario import load_scenario
from mock_hw.simulated import MODEL, SimulatedCells, recorded_load

CHAIR = "demo"

DESK_PACKAGES = (
    "a2wsgi", "alembic", "apprise", "argon2", "babel", "cryptography", "dash", "fastapi", "jinja2", "numpy",
    "pandas", "sqlalchemy", "uvicorn",
)  # fmt: skip
"""What the desk imports and a chair's installation lacks."""

LIMITS = """\
[presence]
occupied_s = 1.0

[sitting]
nudge_s = 40
alert_s = 80
repeat_s = 80
break_s = 15
reset_s = 40

[balance]
uneven_s = 15
"""


class DemoPlan(NamedTuple):
    """What the demo's options say."""

    port: int
    folder: Path
    cells: SimulatedCells
    browser: bool
    duration_s: float | None
    history_weeks: int = 0


def run_demo(plan: DemoPlan, say: Callable[[str], None], stopped: Callable[[], bool]) -> None:
    """Run the demo until `stopped`, or for its duration. Raises `ConfigError`, `RecordingError` and `ProgramError`."""
    missing = [name for name in DESK_PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise ProgramError(f"the demo needs {', '.join(missing)}: pip install 'sitwell[demo]'")
    if plan.cells.recording:
        recorded_load(plan.cells.recording)
    else:
        load_scenario(plan.cells.scenario)
    logs = plan.folder / "logs"
    fresh = not _database(plan).exists()
    python = [sys.executable, "-m"]
    with Programs(logs) as programs:
        broker_port, web_port = programs.free_port(1883), programs.free_port(plan.port)
        try:
            logs.mkdir(parents=True, exist_ok=True)
            edge_toml, desk_toml = _write_configs(plan, broker_port, web_port)
            name, command = broker_command(plan.folder, broker_port)
        except ProgramError:  # an OSError too, and it says what to do
            raise
        except OSError as error:
            raise ConfigError(f"{plan.folder}: cannot be written: {error.strerror}; give another --data") from error
        say(f"broker: {name} on 127.0.0.1:{broker_port}")
        programs.start("broker", command)
        say(f"desk: ingest and web, data in {plan.folder}")
        programs.start("desk", [*python, "dashboard", "run", "--config", str(desk_toml)])
        programs.wait_until(lambda: answers(broker_port), "the broker")
        what = plan.cells.recording or f"scenario {plan.cells.scenario!r}"
        say(f"chair: four simulated HX711, {what}")
        story = ["--recording", plan.cells.recording] if plan.cells.recording else ["--scenario", plan.cells.scenario]
        programs.start("chair", [*python, "mock_hw", "chair", "--config", str(edge_toml), *story])
        if fresh and plan.history_weeks:  # while the others load their packages
            _fill_history(plan, edge_toml, stopped)
            say(f"history: {plan.history_weeks} weeks of a simulated office worker")
        page = f"http://127.0.0.1:{web_port}/"
        programs.wait_until(lambda: _healthy(page), "the page")
        say("")
        say(f"  Sitwell is at {page}")
        say("  Limits are short here: nudge after 40 s, alert after 80 s, uneven load after 15 s. Ctrl-C ends it.")
        if plan.browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            webbrowser.open(page)
        _wait(programs, plan.duration_s, stopped)
        say("stopping")


def _wait(programs: Programs, duration_s: float | None, stopped: Callable[[], bool]) -> None:
    end_s = None if duration_s is None else time.monotonic() + duration_s
    while not stopped() and (end_s is None or time.monotonic() < end_s):
        programs.check()
        time.sleep(0.1)


def _healthy(page: str) -> bool:
    try:
        with urllib.request.urlopen(f"{page}healthz", timeout=1.0) as answer:  # noqa: S310 - our own page
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _write_configs(plan: DemoPlan, broker_port: int, web_port: int) -> tuple[Path, Path]:
    folder = plan.folder.resolve()
    edge_toml, desk_toml = folder / "edge.toml", folder / "desk.toml"
    chair = {"id": CHAIR, "name": "Demo chair", "zone": local_zone(), "data_dir": str(folder / "chair")}
    chair["runtime_dir"] = str(folder / "chair")
    mqtt = f'[mqtt]\nhost = "127.0.0.1"\nport = {broker_port}\n'
    edge_toml.write_text(f"{_table('chair', chair)}\n{mqtt}\n{LIMITS}", "utf-8")
    url = f"sqlite:///{_database(plan)}"
    web = f"[web]\nport = {web_port}\nopen_on_loopback = true\n"
    desk_toml.write_text(f"{mqtt}\n{_table('store', {'url': url})}\n{web}", "utf-8")
    replace_file(folder / "chair" / "calibration.json", calibration_text(plan.cells.calibration()))
    return edge_toml, desk_toml


def _database(plan: DemoPlan) -> Path:
    return plan.folder.resolve() / "sitwell.db"


def _fill_history(plan: DemoPlan, edge_toml: Path, stopped: Callable[[], bool]) -> None:
    """Put into the store what the chair would have sent before the demo began."""
    from mock_hw.history.fill import Plan, fill  # noqa: PLC0415 - it needs the desk's packages, a replay does not

    meta = meta_of(load_edge(edge_toml), MODEL, simulated=True)
    past = Plan(plan.history_weeks, time.time_ns() // 1_000_000)
    fill(f"sqlite:///{_database(plan)}", meta, past, stopped)


def _table(name: str, keys: dict[str, str]) -> str:
    """Return a TOML table of strings; JSON's strings are TOML's basic strings."""
    return f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())


def local_zone() -> str:
    """Return this machine's IANA time zone as far as /etc tells it, else UTC."""
    target = Path("/etc/localtime").resolve()
    _, found, zone = str(target).partition("zoneinfo/")
    return zone if found and zone else "Etc/UTC"
