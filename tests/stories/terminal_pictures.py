"""What `sitwell-edge check`, `calibrate` and `monitor` look like, as SVG: their own pictures, on simulated pins.

`scripts/pictures` writes them into docs/pictures. Of a Raspberry Pi, which nobody here has seen, only the words about
the computer are made up; cells and seat are simulated and read by the real driver.
"""

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from contract.seat import Corners
from edge.calibration_file import write_calibration
from edge.commissioning import machine
from edge.commissioning.broker import BrokerWay, broker_findings
from edge.commissioning.check import Surroundings, look
from edge.commissioning.findings import summary
from edge.commissioning.pictures.calibrate import calibrated_picture, guide_picture
from edge.commissioning.pictures.monitor import monitor_picture
from edge.commissioning.procedures.placements import Guide, Placements
from edge.commissioning.seat_view import Looker
from edge.commissioning.terminal import Screen
from edge.config import ChairTable, EdgeSettings
from mock_hw.scenario import load_scenario
from tests.edge.commissioning.virtual_parts import virtual_parts
from tests.stories.hand_bench import Bench

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
GB = 1_000_000_000
EMPTY = Corners(0.0, 0.0, 0.0, 0.0)


def on_a_pi(settings):
    """Return what a Raspberry Pi in good order would say of itself."""
    return [
        machine.gpio_permission([Path("/dev/gpiochip0")], lambda _path: True),
        machine.pins_in_use(settings.cells.lines(), {}),
        machine.real_time(0, 0),
        machine.wall_clock(synced=True),
        machine.Finding("data folder", "ok", "/var/lib/sitwell is writable, 21.4 GB free"),
        machine.undervoltage(0),
    ]


def nobody_listens(settings):
    """Return the way to a broker that is not running."""

    def refuse(_address, _port):
        raise ConnectionRefusedError

    return broker_findings(settings.mqtt, BrokerWay(lambda _host, _port: "127.0.0.1", refuse, None, None))


class StillScreen(Screen):
    """A screen on paper: what a terminal redraws in place would stand there again and again."""

    @contextlib.contextmanager
    def live(self, _picture, _line=None, **_options):
        yield lambda _uptime_s: None


def console(width):
    return Console(record=True, file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor",
                   highlight=False)  # fmt: skip


def check_picture():
    """Return a check that finds a cell without a reading, and a broker that is not there."""
    paper = console(104)
    parts, source = virtual_parts(lambda _at_s: EMPTY, 12, dead=("rear_right",))
    with tempfile.TemporaryDirectory() as folder:
        settings = EdgeSettings(chair=ChairTable(data_dir=folder))
        write_calibration(Path(folder) / "calibration.json", source.calibration)
        screen = StillScreen(console=paper)
        report = look(parts, settings, 10.0, screen, Surroundings(on_a_pi, nobody_listens))
        screen.say()
        screen.say(summary(report.findings))
        svg = paper.export_svg(title="sitwell-edge check", theme=MONOKAI, unique_id="check")
        return svg.replace(folder, "/var/lib/sitwell")


def calibrate_svg():
    """Return a calibration on its way, and its end, of a seat whose hand follows what it is told."""
    paper = console(90)
    bench = Bench(seed=2)
    hand, shown = bench.place(12.5, off=0.1), []

    def follow(guide):
        hand(guide)
        if isinstance(guide, Guide) and (guide.place, guide.stage) == ("rear_left", "hold") and guide.share > 0.7:
            shown.append(guide)

    done = bench.lead(Placements(12.5, 10.0), Guide, follow)
    paper.print("Mass in kilograms, 5 or more, known to a percent (10): 12.5")
    paper.print("Is the seat empty, with nobody touching it? [yes/no] (yes): ", markup=False)
    for place in ("front left", "front right"):
        paper.print(f"{place}: measured, and back to zero")
    paper.print(guide_picture(shown[0]))
    paper.print("\n... and when the middle is done\n", style="dim")
    paper.print(calibrated_picture(done, None))
    return paper.export_svg(title="sitwell-edge calibrate", theme=MONOKAI)


def monitor_view():
    """Return a look at somebody who leans to the left."""
    story = load_scenario("lean")
    _, source = virtual_parts(lambda at_s: story.load_kg(40.0 + at_s), 5)
    looker = Looker(source.calibration)
    for _ in range(45):
        frame = source.receive(0.5)
        if frame:
            looker.take(frame, source.counters)
    return looker.view


def monitor_svg():
    paper = console(100)
    paper.print(monitor_picture(monitor_view()))
    return paper.export_svg(title="sitwell-edge monitor", theme=MONOKAI, unique_id="monitor")


def without_fonts(svg):
    """Return the picture without the fonts that it would fetch from the web; a browser's own monospace will do."""
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main(folder=FOLDER):
    """Write the pictures."""
    drawn = (
        ("terminal-check", check_picture()),
        ("terminal-calibrate", calibrate_svg()),
        ("terminal-monitor", monitor_svg()),
    )
    for name, svg in drawn:
        (folder / f"{name}.svg").write_text(without_fonts(svg), "utf-8")
        sys.stdout.write(f"{folder / name}.svg\n")


if __name__ == "__main__":
    main()
