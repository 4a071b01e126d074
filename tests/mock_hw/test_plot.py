"""The picture of a replay: whole, readable without anything else, and of what happened."""

import re
import struct
import xml.etree.ElementTree as ET

import pytest

from contract.recording import read_recording
from edge.core.limits import BalanceLimits, Limits, SittingLimits
from mock_hw.plot import MOST_TICKS, Picture, PictureError, _tick_s
from mock_hw.replay import Plan, grid, replay
from mock_hw.track import Track
from tests.edge.core.stories import AT_MS
from tests.mock_hw.recordings import rows, write

QUICK = Limits(sitting=SittingLimits(nudge_s=20, alert_s=30), balance=BalanceLimits(uneven_s=8))
LEANS = [f"{40 + place / 10:g},25,5,25,5" for place in range(200)]


@pytest.fixture
def picture(tmp_path):
    parts = rows(5, 0.0), rows(34, 72.0, start_s=5.1), LEANS, rows(10, 0.0, start_s=60), rows(20, 6.0, start_s=70.1)
    track = Track(read_recording(write(tmp_path / "seat.csv", *parts)))
    first, last = grid(track)
    drawn = Picture('seat <"&"> of mine', AT_MS, last - first + 1)
    replay(Plan(track, "frames", QUICK, None, AT_MS), drawn.take)
    return drawn


def test_a_png_has_1200_by_700_pixels(picture, tmp_path):
    picture.write(tmp_path / "seat.png")
    head = (tmp_path / "seat.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (1200, 700)


def test_a_page_stands_alone_and_says_what_is_in_the_picture(picture, tmp_path):
    picture.write(tmp_path / "seat.html")
    page = (tmp_path / "seat.html").read_text("utf-8")
    svg = page[page.index("<svg ") : page.index("</svg>") + 6]
    words = " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own picture
    for word in ("load (kg)", "left -1 ... 1 right", "back -1 ... 1 front", "t_s (h:mm:ss)", "0:01:00"):
        assert word in words, word
    for word in ("person", "thing", "uneven load", "nudge", "alert"):
        assert word in words, word
    assert "cell failed" not in words, "the legend names only what is there"
    assert 'aria-label="seat &lt;&quot;&amp;&quot;> of mine"' in page
    assert not re.search(r"<script|<link|(?:src|href)=\"(?!#)", page)


def test_the_same_replay_draws_the_same_page(picture, tmp_path):
    picture.write(tmp_path / "one.html")
    picture.write(tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_folder_in_the_way_is_an_error_and_leaves_nothing(picture, tmp_path):
    (tmp_path / "seat.png").mkdir()
    with pytest.raises(PictureError, match="give another --plot"):
        picture.write(tmp_path / "seat.png")
    assert list(tmp_path.glob("*.part")) == []


def test_a_recording_of_one_frame_is_drawn(tmp_path):
    track = Track(read_recording(write(tmp_path / "one.csv", ["0,18,18,18,18"])))
    drawn = Picture("one", AT_MS, 1)
    replay(Plan(track, "frames", Limits(), None, AT_MS), drawn.take)
    drawn.write(tmp_path / "one.png")
    assert (tmp_path / "one.png").exists()


@pytest.mark.parametrize("span_s", [1, 59, 3600, 8 * 3600, 90 * 86_400])
def test_the_axis_of_time_has_few_ticks_at_round_times(span_s):
    assert span_s / _tick_s(span_s) <= MOST_TICKS
    assert _tick_s(3600) == 300
