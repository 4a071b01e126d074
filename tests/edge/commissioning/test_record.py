"""`sitwell-edge record`: a file that can be replayed, whole rows only, and never one that was there before."""

import errno
import os

import pytest

from contract.recording import read_recording
from contract.seat import Corners
from edge.commissioning import recorder as module
from edge.commissioning.record import fault_text, take
from edge.commissioning.recorder import Recorder, RecordError
from tests.edge.commissioning.frames import CALIBRATION, frame, load


def rows(recorder, count, begin=0):
    for place in range(begin, begin + count):
        recorder.take(64.0 + place / 10, Corners(place, -place, None, 7))


def test_what_is_recorded_is_what_a_replay_reads(tmp_path):
    with Recorder(tmp_path / "seat.csv", "counts") as recorder:
        rows(recorder, 300)
    recording = read_recording(tmp_path / "seat.csv")
    assert (recording.unit, recording.duration_s, len(recording.t_s)) == ("counts", pytest.approx(29.9), 300)
    assert (recording.corners.front_left[299], recording.corners.front_right[299]) == (299, -299)
    assert str(recording.corners.rear_left[0]) == "nan"


def test_kilograms_are_recorded_to_the_gram(tmp_path):
    with Recorder(tmp_path / "seat.csv", "kg") as recorder:
        take(recorder, frame(1, load((20.0, 20.1234, 10.0, 0.0))), CALIBRATION)
    recording = read_recording(tmp_path / "seat.csv")
    assert (recording.unit, recording.corners.front_right[0]) == ("kg", pytest.approx(20.123))


def test_what_ails_a_cell_is_a_label_of_its_row(tmp_path):
    faults = Corners(None, "timeout", None, "stalled")
    with Recorder(tmp_path / "seat.csv", "counts") as recorder:
        take(recorder, frame(1, Corners(1, None, 3, None), faults), None)
    assert read_recording(tmp_path / "seat.csv").labels["fault"] == ["front_right timeout; rear_right stalled"]
    assert fault_text(Corners(None, None, None, None)) == ""


def test_ten_seconds_of_rows_are_one_write(tmp_path, monkeypatch):
    writes = []
    real = os.write
    monkeypatch.setattr(module.os, "write", lambda file, data: writes.append(len(data)) or real(file, data))
    with Recorder(tmp_path / "seat.csv", "counts") as recorder:
        rows(recorder, 601)
    assert len(writes) == 1 + 6  # the header, and a minute in six


def test_a_kill_leaves_whole_rows_only(tmp_path):
    recorder = Recorder(tmp_path / "seat.csv", "counts")
    rows(recorder, 250)  # and then nobody closes it
    assert len(read_recording(tmp_path / "seat.csv").t_s) == 201
    recorder.__exit__(None, None, None)


def test_a_recording_that_is_there_is_not_written_over(tmp_path):
    (tmp_path / "seat.csv").write_text("precious")
    with pytest.raises(RecordError, match="--force"):
        Recorder(tmp_path / "seat.csv", "counts")
    assert (tmp_path / "seat.csv").read_text() == "precious"
    with Recorder(tmp_path / "seat.csv", "counts", force=True) as recorder:
        rows(recorder, 1)
    assert len(read_recording(tmp_path / "seat.csv").t_s) == 1


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(RecordError, match="a folder that is yours"):
        Recorder(tmp_path / "absent" / "seat.csv", "counts")


def test_a_rotating_recording_keeps_the_newest_files_each_of_them_whole(tmp_path):
    with Recorder(tmp_path / "seat.csv", "counts", rotate_bytes=2000, keep=2, flush_s=1.0) as recorder:
        rows(recorder, 1000)
    kept = sorted(each.name for each in tmp_path.iterdir())
    assert kept == sorted(path.name for path in recorder.files)
    assert len(kept) == 2
    assert "seat.csv" not in kept
    first, second = (read_recording(path) for path in recorder.files)
    assert second.t_s[0] - first.t_s[-1] == pytest.approx(0.1)  # time goes on through the files
    assert second.t_s[-1] == pytest.approx(99.9)


def test_a_part_that_somebody_has_moved_away_to_keep_it_ends_no_recording(tmp_path):
    with Recorder(tmp_path / "seat.csv", "counts", rotate_bytes=1000, keep=1) as recorder:
        rows(recorder, 90)
        (tmp_path / "seat.csv").rename(tmp_path / "kept.csv")
        rows(recorder, 250, 90)
    assert len(recorder.files) == 1
    assert recorder.files[0].exists()
    assert len(read_recording(tmp_path / "kept.csv").t_s) == 101  # it went on until the part was full


def test_a_next_part_that_cannot_be_made_ends_the_recording_with_the_reason_and_a_whole_file(tmp_path):
    recorder = Recorder(tmp_path / "seat.csv", "counts", rotate_bytes=1000)
    (tmp_path / "seat-2.csv").mkdir()  # came there meanwhile
    with recorder, pytest.raises(RecordError, match=r"seat-2\.csv cannot be made: File exists"):
        rows(recorder, 300)
    assert recorder.files == (tmp_path / "seat.csv",)
    assert len(read_recording(tmp_path / "seat.csv").t_s) == 101


def test_a_rotating_recording_does_not_write_over_the_parts_of_another(tmp_path):
    (tmp_path / "seat-7.csv").write_text("precious")
    with pytest.raises(RecordError, match="seat-7"):
        Recorder(tmp_path / "seat.csv", "counts", rotate_bytes=2000)


def test_somebody_elses_file_with_a_name_like_ours_is_left_alone(tmp_path):
    (tmp_path / "seat-notes.csv").write_text("precious")
    with Recorder(tmp_path / "seat.csv", "counts", rotate_bytes=2000, force=True) as recorder:
        rows(recorder, 1)
    assert (tmp_path / "seat-notes.csv").read_text() == "precious"


def test_a_full_disk_ends_the_recording_with_whole_rows_and_a_remedy(tmp_path, monkeypatch):
    recorder = Recorder(tmp_path / "seat.csv", "counts", flush_s=1.0)
    rows(recorder, 11)
    real = os.write
    calls = []

    def short(file, data):
        calls.append(len(data))
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, data[:5])

    monkeypatch.setattr(module.os, "write", short)
    with pytest.raises(RecordError, match="Free some space"):
        rows(recorder, 20, begin=11)
    recorder.__exit__(None, None, None)
    assert len(read_recording(tmp_path / "seat.csv").t_s) == 11
