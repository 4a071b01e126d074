"""docs/hardware.md against the code: its pins, its words, its figures."""

import re
from pathlib import Path

import pytest

from contract.mqtt import BrokerSettings
from contract.seat import CORNER_NAMES, Corners
from edge.commissioning import machine
from edge.commissioning.broker import BrokerWay, broker_findings
from edge.commissioning.cell_findings import cell_findings
from edge.commissioning.header import PIN_OF_BCM
from edge.commissioning.survey import CellSeen
from edge.config import CellsTable

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "hardware.md").read_text("utf-8")


def rows(heading):
    """The cells of each row of a section's tables."""
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, heading
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section[1].splitlines() if line[:1] == "|"
    ]


def test_the_wiring_table_has_the_default_pins():
    cells = CellsTable()

    def words(bcm):
        return f"GPIO{bcm}, pin {PIN_OF_BCM[bcm]}"

    wanted = [
        [corner.replace("_", " "), words(getattr(cells, f"{corner}_dout")), words(getattr(cells, f"{corner}_sck"))]
        for corner in CORNER_NAMES
    ]
    assert rows("Wiring")[2:] == wanted


def nobody_listens(_address, _port):
    raise ConnectionRefusedError


def said_by_check():
    """What `check` says in each case that the page explains: (name, words)."""
    one = Path("/dev/gpiochip0")
    nowhere = BrokerWay(lambda host, _port: host, nobody_listens, lambda *_: "", lambda *_: "")
    findings = [
        machine.gpio_permission([one], lambda _: False),
        machine.gpio_permission([], lambda _: False),
        machine.pins_in_use({"front_left_dout": 5}, {5: "another program"}),
        machine.real_time(0, 0),
        machine.wall_clock(synced=False),
        machine.undervoltage(machine.NOW_BITS),
        machine.undervoltage(machine.SINCE_BOOT_BITS),
        broker_findings(BrokerSettings(), nowhere)[-1],
    ]
    missing = [CellSeen(fault=fault) for fault in ("timeout", "saturated", "frozen", "desync", "stalled")]
    good = {"readings": 100, "median_counts": 1000.0, "rate_sps": 10.0, "noise_counts": 20.0, "counts_per_kg": 43_000.0}
    seen = [
        *missing,
        CellSeen(**{**good, "readings": 700, "bad": 300}),
        CellSeen(**{**good, "noise_counts": 2000.0}),
        CellSeen(**{**good, "rate_sps": 80.0}),
        CellSeen(**{**good, "load_kg": 5.0}),
        CellSeen(**{**good, "load_kg": -5.0}),
    ]
    for each in seen:
        found = cell_findings(Corners(each, each, each, each), 10.0)
        findings += [finding for finding in found if finding.verdict != "ok" and finding.name.startswith("front left")]
    return [(finding.name.rpartition(": ")[2], finding.said) for finding in findings]


@pytest.mark.parametrize(("name", "words"), said_by_check())
def test_the_page_explains_it_in_the_words_of_check(name, words):
    told = [row[1] for row in rows("When something is wrong")]
    label = "broker" if name == "port" else name
    assert any(cell.startswith(f"{label}: ") and f"`{words}`" in cell for cell in told), f"{label}: `{words}`"


def test_no_row_of_the_page_quotes_what_nobody_says():
    source = "".join(path.read_text() for path in (ROOT / "edge").rglob("*.py"))
    said = {words for _, words in said_by_check()}
    for row in rows("When something is wrong")[2:]:
        for quoted in re.findall(r"`([^`]+)`", row[1]):
            known = quoted in said or quoted in source or quoted.removeprefix("/var/lib/sitwell ") in source
            assert known, quoted


def test_the_hours_of_a_power_bank_follow_from_the_formula():
    watts, *banks = [row for row in rows("Power on a chair that rolls") if not row[0].startswith("--")]
    for bank in banks:
        held_wh = float(bank[0].split()[0])
        for hours, watt in zip(bank[1:], watts[1:], strict=True):
            assert float(hours) == pytest.approx(held_wh * 0.85 / float(watt.split()[0]), abs=0.5)
    assert "*h = Wh x 0.85 / W*" in PAGE


def test_the_files_that_the_page_names_are_those_of_the_installer():
    installer = (ROOT / "scripts" / "install-pi").read_text() + (ROOT / "scripts" / "pi.sh").read_text()
    for path in (
        "/opt/sitwell",
        "/var/lib/sitwell-desk",
        "/etc/sitwell/edge.toml",
        "/etc/security/limits.d/sitwell.conf",
    ):
        assert path in PAGE
        assert path in installer
