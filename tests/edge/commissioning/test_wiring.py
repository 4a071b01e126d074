import re
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
from typer.testing import CliRunner

from edge.__main__ import cli
from edge.commissioning.header import FIRST_3V3, FIRST_5V, GROUNDS, PIN_OF_BCM
from edge.commissioning.wiring import PictureError, drawing, wires
from edge.config import CellsTable

PICTURE = Path(__file__).parents[3] / "docs" / "pictures" / "wiring.svg"


def test_the_picture_in_the_documents_shows_the_default_pins():
    assert PICTURE.read_text("utf-8") == drawing(CellsTable()), "make it anew: sitwell-edge wiring --out " + str(
        PICTURE
    )


def test_each_line_of_the_settings_is_drawn_from_its_pin_to_its_board():
    cells = CellsTable()
    drawn = {(wire.terminal, wire.boards[0]): wire.label for wire in wires(cells) if len(wire.boards) == 1}
    for board, corner in enumerate(("front_left", "front_right", "rear_left", "rear_right")):
        assert drawn["DT", board] == f"GPIO{getattr(cells, corner + '_dout')}"
        assert drawn["SCK", board] == f"GPIO{getattr(cells, corner + '_sck')}"


def test_another_wiring_makes_another_picture():
    mine = msgspec.structs.replace(CellsTable(), rear_left_dout=23)
    assert "GPIO23 · pin 16" in drawing(mine)
    assert "GPIO16 ·" not in drawing(mine)


def test_the_header_has_every_line_once_and_power_where_no_line_is():
    assert sorted(PIN_OF_BCM) == list(range(28))
    power = {FIRST_3V3, FIRST_5V, 4, 17, *GROUNDS}
    assert sorted([*PIN_OF_BCM.values(), *power]) == list(range(1, 41))


def test_no_two_wires_run_on_one_height_whatever_the_pins():
    for dout in range(28):
        others = [bcm for bcm in range(28) if bcm != dout][:7]
        cells = CellsTable(**dict(zip(_lines(), [dout, *others], strict=True)))
        told = re.findall(r'd="M\d+,([\d.]+)( l15,16)? H(\d+) V(\d+) H560', drawing(cells))
        leaving = {float(y) + (16 if gap else 0) for y, gap, _, _ in told}
        entering = {float(y) for _, _, _, y in told}
        assert min(abs(a - b) for a in leaving for b in entering) >= 8, "a junction has a radius of 4"


def test_the_picture_says_in_words_what_it_shows():
    root = ET.fromstring(drawing(CellsTable()))  # noqa: S314 - our own picture
    assert "pin 29 (GPIO5) to DT of front left" in root.attrib["aria-label"]


def test_the_command_draws_the_chair_of_its_settings(tmp_path):
    config = tmp_path / "edge.toml"
    config.write_text("[cells]\nfront_left_dout = 17\n")
    answer = CliRunner().invoke(cli, ["wiring", "--config", str(config), "--out", str(tmp_path / "mine.svg")])
    assert answer.exit_code == 0
    assert "GPIO17 · pin 11" in (tmp_path / "mine.svg").read_text("utf-8")


def _lines():
    return [name for name in CellsTable.__struct_fields__ if name.endswith(("_dout", "_sck"))]


def test_a_picture_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path):
    ended = CliRunner().invoke(cli, ["wiring", "--out", str(tmp_path / "none" / "wiring.svg")])
    assert isinstance(ended.exception, PictureError)
    assert "a folder that is yours" in str(ended.exception)
