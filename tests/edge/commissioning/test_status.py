"""`sitwell-edge status`: what the daemon's file says, how old it is, and what to do when it is not there."""

import msgspec
import pytest

from contract.seat import Corners
from edge.commissioning.status import NoStatusError, lines, read, span_text
from edge.ports import CellCounters
from edge.status import BrokerStatus, CellStatus, SpoolStatus, Status
from tests.edge.commissioning.frames import AT_MS

GOOD = CellStatus("ok", CellCounters(readings=5000, stalls=3))
STATUS = Status(
    at_ms=AT_MS,
    boot="aaaaaaaa",
    uptime_s=500.0,
    presence="occupied",
    cells=Corners(GOOD, GOOD, CellStatus("timeout"), GOOD),
    broker=BrokerStatus(False, "no broker at desk port 1883", "unreachable"),
    spool=SpoolStatus(12, 3400, AT_MS - 400_000),
    calibrated_ms=AT_MS - 5 * 86_400_000,
)


@pytest.fixture
def told(tmp_path):
    def told(status=STATUS, uptime_s=504.0, now_ms=AT_MS + 4000):
        (tmp_path / "status.json").write_bytes(msgspec.json.encode(status))
        return read(tmp_path / "status.json", uptime_s, now_ms)

    return told


def test_a_running_chair_says_how_it_is(told):
    fresh = told()
    assert (fresh.verdict, fresh.age_s) == ("ok", 4.0)
    text = "\n".join(lines(fresh))
    for words in (
        "presence     occupied",
        "calibrated   5 days ago",
        "broker       unreachable: no broker at desk port 1883",
        "to be sent   12 messages, 3 kB, the oldest of 7 min ago",
        "front left   ok, 5000 readings, 3 bad, 0 timeouts",
        "rear left    timeout",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("because", "until_ms", "words"),
    [
        (None, None, "prompts      come when they are due"),
        ("pause", AT_MS + 2_400_000, "prompts      wait: a pause goes on, for another 40 min"),
        ("do_not_disturb", None, "prompts      wait: do-not-disturb is on"),
    ],
)
def test_somebody_at_the_chair_can_ask_why_it_is_silent(told, because, until_ms, words):
    status = msgspec.structs.replace(STATUS, quiet_because=because, silent_until_ms=until_ms)
    assert words in lines(told(status))


def test_an_old_file_tells_of_a_chair_that_hangs_and_of_the_remedy(told):
    old = told(uptime_s=700.0)
    assert old.verdict == "old"
    assert lines(old)[0].startswith("This is 3 min old")
    assert "systemctl status sitwell-edge" in lines(old)[0]


def test_a_wall_clock_that_jumps_makes_no_file_old(told):
    assert told(now_ms=AT_MS + 10**9).verdict == "ok"


def test_a_file_of_another_boot_is_old_whatever_the_clock_says(told):
    assert told(uptime_s=20.0).verdict == "old"
    assert told(uptime_s=20.0, now_ms=AT_MS + 90_000).age_s == 90.0


def test_no_file_means_that_the_chair_does_not_run(tmp_path):
    with pytest.raises(NoStatusError, match="systemctl status sitwell-edge"):
        read(tmp_path / "status.json", 0.0, 0)


def test_a_file_of_another_version_names_the_remedy(tmp_path):
    (tmp_path / "status.json").write_text('{"at_ms": "yesterday"}')
    with pytest.raises(NoStatusError, match="Restart the service"):
        read(tmp_path / "status.json", 0.0, 0)


def test_a_chair_without_calibration_says_how_to_get_one(told):
    uncalibrated = msgspec.structs.replace(STATUS, calibrated_ms=None, broker=BrokerStatus(True))
    text = "\n".join(lines(told(uncalibrated)))
    assert "sitwell-edge calibrate" in text
    assert "broker       connected" in text


@pytest.mark.parametrize(
    ("span_s", "text"), [(-3, "0 s"), (59, "59 s"), (119, "119 s"), (240, "4 min"), (9000, "2 h"), (200_000, "2 days")]
)
def test_a_span_is_said_as_people_say_it(span_s, text):
    assert span_text(span_s) == text
