"""`sitwell-edge check`: is everything there, does it work, and if not, what mends it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
import typer

from contract.errors import ConfigError
from contract.seat import Corners
from edge.calibration_file import read_calibration
from edge.commissioning.broker import broker_findings
from edge.commissioning.cell_findings import PINS_IN, PINS_IN_OVERLAY, cell_findings
from edge.commissioning.common import ConfigOption, JsonOption, config_file, opened, settings_of
from edge.commissioning.findings import Finding, may_run, summary
from edge.commissioning.machine import machine_findings
from edge.commissioning.pictures.check import cells_picture, finding_picture, heading_picture, watching_picture
from edge.commissioning.survey import CellSeen, Survey
from edge.commissioning.terminal import Screen
from edge.config import EdgeSettings
from edge.core.calibration import Calibration
from edge.errors import HardwareError, NotCalibratedError
from edge.parts import Parts

PATIENCE_S = 0.5


class CheckReport(msgspec.Struct, frozen=True):
    """All that a check found, for machines. `cells` is None when they could not be opened."""

    may_run: bool
    findings: list[Finding]
    cells: Corners[CellSeen] | None = None


class Surroundings(NamedTuple):
    """Who is asked about what is not a cell."""

    machine: Callable[[EdgeSettings], list[Finding]] = machine_findings
    broker: Callable[[EdgeSettings], list[Finding]] = lambda settings: broker_findings(
        settings.mqtt, chair=settings.chair.id
    )


Press = Callable[[EdgeSettings, Path | None, Screen], object]
"""Leads somebody round the corners of a chair with these settings, which are in that file."""


def command(parts: Parts, press: Press | None = None) -> Callable[..., None]:
    """Return the command of a chair made of these parts; with `press` it offers at its end to press each corner."""

    def check(
        config: ConfigOption = None,
        *,
        seconds: Annotated[float, typer.Option(min=1, max=600, help="for how long the cells are watched")] = 10.0,
        as_json: JsonOption = False,
    ) -> None:
        """Look at computer, broker and cells, and say what to mend. Leave the seat empty meanwhile."""
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        report = look(parts, settings, seconds, screen)
        screen.say()
        screen.say(summary(report.findings))
        screen.tell(report)
        if press and wants_to_press(report, screen):
            press(settings, config_file(config), screen)
        raise typer.Exit(0 if report.may_run else 1)

    return check


def wants_to_press(report: CheckReport, screen: Screen) -> bool:
    """Ask whether to press each corner now, if all four cells read and somebody is there to be asked."""
    if report.cells is None or any(cell.median_counts is None for cell in report.cells) or not screen.can_offer:
        return False
    screen.say()
    return screen.ask("Press each corner now, to see that each has its own cell?", ("yes", "no"), default="no") == "yes"


def look(
    parts: Parts, settings: EdgeSettings, seconds: float, screen: Screen, surroundings: Surroundings | None = None
) -> CheckReport:
    """Look at everything, showing each finding as it comes. `surroundings` is this computer unless another is given."""
    around = surroundings or Surroundings()
    found: list[Finding] = []

    def add(*findings: Finding) -> None:
        for finding in findings:
            found.append(finding)
            screen.say(finding_picture(finding))

    screen.say(heading_picture("This computer"))
    add(*around.machine(settings))
    screen.say(heading_picture("\nThe way to the broker"))
    add(*around.broker(settings))
    screen.say(heading_picture(f"\nThe cells: leave the seat empty and still for {seconds:g} s"))
    calibration, finding = calibration_finding(settings)
    add(finding)
    try:
        cells = watch(parts, settings, calibration, seconds, screen)
    except HardwareError as error:
        said, _, remedy = str(error).partition(". ")  # such an error says what is so, and then what mends it
        add(Finding("cells", "failed", said, remedy))
        return CheckReport(may_run(found), found)
    pins_in = PINS_IN_OVERLAY if settings.cells.backend == "iio" else PINS_IN
    findings = cell_findings(cells, settings.cells.rate_sps, pins_in)
    found += findings
    screen.say(cells_picture(cells, findings))
    for finding in findings:
        if finding.verdict != "ok":
            screen.say(finding_picture(finding))
    return CheckReport(may_run(found), found, cells)


def watch(
    parts: Parts, settings: EdgeSettings, calibration: Calibration | None, seconds: float, screen: Screen
) -> Corners[CellSeen]:
    """Watch the cells for some seconds and return what each has shown. Raises `HardwareError`."""
    survey = Survey(calibration)
    left_s = seconds
    with (
        opened(parts, settings) as source,
        screen.live(lambda: watching_picture(survey.cells(), left_s)) as refresh,
    ):
        end_s = parts.clock.uptime_s() + seconds
        while left_s > 0:
            frame = source.receive(PATIENCE_S)
            if frame is not None:
                survey.take(frame, source.counters)
            now_s = parts.clock.uptime_s()
            left_s = end_s - now_s
            refresh(now_s)
    return survey.cells()


def calibration_finding(settings: EdgeSettings) -> tuple[Calibration | None, Finding]:
    """Return the stored calibration, if there is a good one, and the finding about it."""
    path = settings.calibration_path()
    try:
        calibration = read_calibration(path)
    except NotCalibratedError as error:
        return None, Finding("calibration", "warning", str(error), "Calibrate: sitwell-edge calibrate.")
    except ConfigError as error:  # with which the chair does not start
        return None, Finding("calibration", "failed", str(error), "Calibrate again: sitwell-edge calibrate.")
    if calibration.rate_sps != settings.cells.rate_sps:
        said = f"{path} was made at {calibration.rate_sps:g} SPS, the cells run at {settings.cells.rate_sps:g}"
        return calibration, Finding("calibration", "warning", said, "Calibrate again: sitwell-edge calibrate.")
    return calibration, Finding("calibration", "ok", str(path))
