"""`sitwell-edge calibrate` as somebody meets it: questions, lines, and a file."""

import json

import pytest

from contract.errors import ConfigError
from edge.calibration_file import older_calibrations, read_calibration, write_calibration
from edge.commissioning.terminal import NoAnswerError
from edge.errors import CalibrationError
from tests.edge.commissioning.benches import run
from tests.edge.commissioning.seats import CALIBRATION, PER_KG, Seat, over
from tests.edge.commissioning.test_placements import KG, following


def test_it_asks_leads_and_stores(tmp_path):
    ended = run(tmp_path, ["calibrate"], following(Seat()), answers="10\nyes\n")
    assert ended.exit_code == 0
    stored = read_calibration(tmp_path / "calibration.json")
    assert [cell.counts_per_kg for cell in stored.cells] == pytest.approx(PER_KG, rel=2e-4)
    for said in (
        "[0/5] Put the mass over the front left cell and let go of it.",
        "front right: measured, and back to zero",
        "residual in the middle",
        "condition number",
        "rear left is wired the other way round",
        "sudo systemctl restart sitwell-edge",
    ):
        assert said in ended.output
    assert "kept beside it" not in ended.output, "there is none before the first"


def test_a_machine_gets_steps_and_a_result_as_lines_of_json(tmp_path):
    ended = run(tmp_path, ["calibrate", "--json", "--yes", "--kg", "10"], following(Seat()))
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["stage"] for line in lines[:4]] == ["empty", "put_on", "hold", "take_off"]
    result = lines[-1]
    assert (result["type"], result["outcome"]) == ("result", "calibrated")
    assert result["stored"] == str(tmp_path / "calibration.json")
    assert result["calibration"]["cells"]["rear_left"]["counts_per_kg"] == pytest.approx(PER_KG[2], rel=2e-4)
    assert result["calibration"]["check"]["mass_kg"] == KG


def test_a_wrong_answer_is_asked_again(tmp_path):
    ended = run(tmp_path, ["calibrate"], following(Seat()), answers="ten\n0,5\n10,0 kg\n\n")
    assert ended.exit_code == 0
    assert "'ten' is no number of kilograms" in ended.output
    assert "0.5 kg are too little" in ended.output


def test_a_seat_that_is_not_empty_is_where_it_ends(tmp_path):
    ended = run(tmp_path, ["calibrate", "--kg", "10"], (), answers="no\n")
    assert ended.exit_code == 1
    assert list(tmp_path.glob("calibration*")) == []


def test_answers_that_end_change_nothing(tmp_path):
    with pytest.raises(NoAnswerError, match="input ended"):
        run(tmp_path, ["calibrate"], (), answers="10\n")
    assert list(tmp_path.glob("calibration*")) == []


def test_a_mass_too_small_is_refused_before_any_question(tmp_path):
    with pytest.raises(CalibrationError, match="too little"):
        run(tmp_path, ["calibrate", "--kg", "2"], ())


def test_a_refusal_says_why_and_keeps_what_was_stored(tmp_path):
    write_calibration(tmp_path / "calibration.json", CALIBRATION)
    ended = run(tmp_path, ["calibrate", "--kg", "10", "--yes", "--json"], Seat().rests(over(0, 0, 8.0), 10))
    assert ended.exit_code == 1
    result = json.loads(ended.stdout.splitlines()[-1])
    assert result["outcome"] == "refused"
    assert "--anew" in result["why"]
    assert read_calibration(tmp_path / "calibration.json") == CALIBRATION


def test_the_one_before_is_kept_and_compared_with(tmp_path):
    write_calibration(tmp_path / "calibration.json", CALIBRATION)
    ended = run(tmp_path, ["calibrate", "--kg", "10", "--yes"], following(Seat()))
    assert "change" in ended.output
    assert "the one before it is kept beside it" in ended.output
    assert "-0.00 %" in ended.output or "+0.00 %" in ended.output or "+0.01 %" in ended.output
    kept = older_calibrations(tmp_path / "calibration.json")
    assert [read_calibration(each) for each in kept] == [CALIBRATION]


def test_a_calibration_that_cannot_be_read_is_no_hindrance(tmp_path):
    (tmp_path / "calibration.json").write_text("{")
    ended = run(tmp_path, ["calibrate", "--kg", "10", "--yes"], following(Seat()))
    assert ended.exit_code == 0
    assert "disregarded" in ended.output


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "edge.toml").write_text('[chair]\ndata_dir = "file"\n')
    with pytest.raises(ConfigError, match="file"):
        run(tmp_path, ["calibrate", "--kg", "10", "--yes", "--anew"], following(Seat()))


def test_frames_from_before_the_answers_do_not_count(tmp_path):
    seat = Seat()
    old = list(seat.rests(over(0, 0, 5.0), 5))
    seat.frames += 600
    ended = run(tmp_path, ["calibrate", "--kg", "10", "--yes"], [*old, *following(seat)], since_s=60.0)
    assert ended.exit_code == 0
