"""`sitwell-mock replay` as people use it: what it writes, what it says, how it ends."""

import json
import signal
import sys
from pathlib import Path

import pytest

from contract.seat import Corners
from edge.calibration_file import write_calibration
from edge.core.calibration import Calibration, CellCalibration
from mock_hw.__main__ import main
from tests.mock_hw.recordings import BOUT, COUNTS, KG, rows, write

SECONDS = rows(10, 72.0)


class Ended:
    def __init__(self, code, said):
        self.code, self.out, self.err = code, said.out, said.err


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(
            sys, "argv", ["sitwell-mock", "replay", *map(str, arguments), "--out", str(tmp_path / "out")]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        return Ended(ended.value.code or 0, capsys.readouterr())

    return run


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def bout(tmp_path):
    return write(tmp_path / "bout.csv", *BOUT)


@pytest.mark.parametrize("way", ["pins", "frames"])
def test_a_replay_writes_events_and_minutes_and_says_the_totals(run, bout, out, way):
    ended = run(bout, "--through", way)
    assert ended.code == 0
    assert [event["kind"] for event in lines(out / "events.jsonl")] == ["bout_started", "bout_ended"]
    assert [minute["kind"] for minute in lines(out / "minutes.jsonl")] == ["minute", "minute"]
    assert ended.out.splitlines()[1].split()[4:] == ["0:01:00", "0:01:00", "-"]
    assert "chair sitting       0:01:00 measured, bouts: 1, longest 0:01:00" in ended.out
    assert ended.out.endswith(f"\n801 frames, 1 bouts, 60 s measured sitting, 2 events, 2 minutes -> {out}\n")
    assert sorted(path.name for path in out.iterdir()) == ["events.jsonl", "minutes.jsonl"]
    assert "801/801" in ended.err


def test_the_frames_are_written_when_asked_for(run, bout, out):
    run(bout, "--through", "frames", "--frames")
    frames = lines(out / "frames.jsonl")
    assert len(frames) == 801
    assert frames[300]["shares"]["front_left"] == 0.25
    assert all(frame["total_kg"] is None for frame in frames)


def test_time_begins_where_start_says(run, bout, out):
    run(bout, "--through", "frames", "--start", "2027-03-04T05:06:07+01:00")
    assert lines(out / "events.jsonl")[0]["at_ms"] == 1_804_133_167_000 + 10_000


def test_the_limits_of_a_file_are_the_limits_of_the_replay(run, bout, out, tmp_path):
    (tmp_path / "edge.toml").write_text("[presence]\noccupied_kg = 80\n")
    run(bout, "--through", "frames", "--config", tmp_path / "edge.toml")
    assert [event["kind"] for event in lines(out / "events.jsonl")] == ["object_placed", "object_removed"]


def test_counts_are_read_with_the_calibration_beside_the_file(run, out, tmp_path):
    cell = CellCalibration(tare_counts=0, counts_per_kg=1000)
    write_calibration(tmp_path / "cells.json", Calibration(cells=Corners(cell, cell, cell, cell)))
    config = tmp_path / "edge.toml"
    config.write_text("[chair]\ndata_dir = '.'\ncalibration_file = 'cells.json'\n")
    recording = write(
        tmp_path / "counts.csv", [f"{n / 10:g},18000,18000,18000,18000" for n in range(100)], header=COUNTS
    )
    assert run(recording, "--config", config, "--through", "frames").code == 0
    assert lines(out / "events.jsonl")[0]["kind"] == "bout_started"


def bad_row(tmp_path):
    return write(tmp_path / "bad.csv", SECONDS, ["11,1,two,3,4"])


def test_a_bad_row_ends_with_2_names_line_and_column_and_leaves_nothing_behind(run, out, tmp_path):
    ended = run(bad_row(tmp_path))
    assert ended.code == 2
    assert ended.err.endswith("bad.csv, line 103, column front_right_kg: 'two' is not a number\n")
    assert "Traceback" not in ended.err
    assert not out.exists()


def test_bad_rows_can_be_skipped_and_are_counted_in_the_totals(run, tmp_path):
    ended = run(bad_row(tmp_path), "--skip-bad", "--through", "frames")
    assert ended.code == 0
    assert ended.out.endswith("out, 1 bad rows skipped\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--through", "wires"], "neither pins nor frames"),
        (["--plot", "seat.gif"], "ends in neither .png nor .html"),
        (["--start", "yesterday"], "no ISO 8601 time"),
        (["--start", "1960-01-01"], "1970 to 2100"),
        (["--start", "2099-12-31T23:59:59Z"], "1970 to 2100"),
    ],
)
def test_a_wrong_option_ends_with_2_and_says_which(run, bout, out, arguments, said):
    ended = run(bout, *arguments)
    assert ended.code == 2
    assert said in " ".join(ended.err.replace("│", " ").split())
    assert not out.exists()


def test_a_recording_that_is_not_there_ends_with_2(run, tmp_path):
    ended = run(tmp_path / "none.csv")
    assert (ended.code, "cannot be read: No such file" in ended.err) == (2, True)


@pytest.mark.parametrize("text", ["[sitting]\nnudge_s = 0\n", "[nonsense]\n"])
def test_a_bad_configuration_ends_with_3(run, bout, out, tmp_path, text):
    (tmp_path / "edge.toml").write_text(text)
    ended = run(bout, "--config", tmp_path / "edge.toml")
    assert (ended.code, "edge.toml" in ended.err, out.exists()) == (3, True, False)


def test_counts_without_a_calibration_end_with_3_and_leave_nothing_behind(run, out, tmp_path):
    ended = run(write(tmp_path / "counts.csv", ["0,1,2,3,4"], header=COUNTS))
    assert (ended.code, "by --config" in ended.err) == (3, True)
    assert list(out.iterdir()) == []


def test_an_older_result_survives_a_replay_that_fails(run, bout, out, tmp_path):
    run(bout, "--through", "frames")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run(write(tmp_path / "counts.csv", ["0,1,2,3,4"], header=COUNTS)).code == 3
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("in_the_way", ["events.jsonl", "minutes.jsonl", "minutes.jsonl.part"])
def test_a_folder_in_the_way_of_a_result_is_an_error_and_nothing_is_half_written(run, bout, out, in_the_way):
    (out / in_the_way / "kept").mkdir(parents=True)
    ended = run(bout, "--through", "frames")
    assert (ended.code, "give another --out" in ended.err) == (1, True)
    assert [path.name for path in out.glob("*.part") if path.is_file()] == []


def test_an_output_that_is_a_file_is_an_error(run, bout, out):
    Path(out).write_text("mine")
    ended = run(bout)
    assert (ended.code, "give another --out" in ended.err) == (1, True)
    assert Path(out).read_text() == "mine"


def test_a_replay_that_is_told_to_stop_leaves_nothing_half_written(run, bout, out, monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("mock_hw.__main__.Summary.take", lambda _summary, _outcome: signal.raise_signal(signal.SIGTERM))
    try:
        assert run(bout, "--through", "frames").code == 128 + signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before)
    assert list(out.iterdir()) == []


def test_a_disk_that_fills_up_ends_in_one_line_and_leaves_nothing_behind(run, bout, out, monkeypatch):
    def full(_self, _name, _message):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mock_hw.replay_files.msgspec.json.encode", lambda _message: full(None, None, None))
    ended = run(bout, "--through", "frames")
    assert (ended.code, "No space left on device; give another --out" in ended.err) == (1, True)
    assert list(out.iterdir()) == []


def test_a_windows_file_with_semicolons_says_what_to_do(run, tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes(b"\xef\xbb\xbf" + KG.replace(",", ";").encode() + b"\r\n0,0;1,5;2;3;4\r\n")
    ended = run(path)
    assert (ended.code, "save the file with commas" in ended.err) == (2, True)


@pytest.mark.parametrize("name", ["seat.png", "seat.html"])
def test_a_picture_is_drawn_when_asked_for(run, bout, tmp_path, name):
    ended = run(bout, "--through", "frames", "--plot", tmp_path / name)
    assert ended.code == 0
    assert ended.out.endswith(f", {tmp_path / name}\n")
    assert (tmp_path / name).stat().st_size > 10_000


def test_a_picture_without_the_library_says_what_to_install_before_anything_is_done(
    run, bout, out, tmp_path, monkeypatch
):
    monkeypatch.delitem(sys.modules, "mock_hw.plot", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ended = run(bout, "--plot", tmp_path / "seat.png")
    assert (ended.code, "pip install 'sitwell[demo]'" in ended.err) == (3, True)
    assert not out.exists()


def test_a_picture_that_cannot_be_written_is_an_error_and_the_results_stay(run, bout, out, tmp_path):
    ended = run(bout, "--through", "frames", "--plot", tmp_path / "none" / "seat.png")
    assert (ended.code, "give another --plot" in ended.err) == (1, True)
    assert (out / "events.jsonl").exists()
