"""A recording is read whole or refused with file, line and column."""

import math

import pytest

from contract.errors import RecordingError
from contract.recording import read_recording

KG = "t_s,front_left_kg,front_right_kg,rear_left_kg,rear_right_kg"
COUNTS = KG.replace("_kg", "_counts")


@pytest.fixture
def file(tmp_path):
    def file(text):
        path = tmp_path / "seat.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return file


def test_rows_become_four_corners_over_time(file):
    recording = read_recording(file(f"{KG}\n0.0,1,2,3,4\n0.5,5,6,7,-8.25\n"))
    assert list(recording.t_s) == [0.0, 0.5]
    assert [list(corner) for corner in recording.corners] == [[1, 5], [2, 6], [3, 7], [4, -8.25]]
    assert (recording.unit, recording.duration_s, recording.skipped) == ("kg", 0.5, 0)


def test_columns_may_stand_in_any_order_and_others_are_labels(file):
    text = "who,rear_right_counts,rear_left_counts,t_s,front_right_counts,front_left_counts\n ann ,4,3,0,2,1\n"
    recording = read_recording(file(text))
    assert recording.unit == "counts"
    assert [corner[0] for corner in recording.corners] == [1, 2, 3, 4]
    assert recording.labels == {"who": ["ann"]}


def test_an_empty_cell_is_no_reading(file):
    recording = read_recording(file(f"{KG}\n0.0,,2, ,4\n"))
    assert [math.isnan(corner[0]) for corner in recording.corners] == [True, False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{KG}\n0,1,2,3,4\n",
        f"{KG}\r\n0,1,2,3,4\r\n",
        f"{KG}\r0,1,2,3,4\r",
        f"{KG}\n\n0,1,2,3,4\n\n ,\n",
        f"{KG}\n0,1,2,3,4",
        " t_s , front_left_kg,front_right_kg,rear_left_kg,rear_right_kg \n 0 , 1 ,2,3,4\n",
        f"{KG},note\n0,1,2,3,4\n",
        f'{KG},note\n0,1,2,3,4,"two\nlines, one cell"\n',
        f"{KG},note\n0,1,2,3,4,a\x0cform feed\n",
    ],
    ids=["BOM", "CRLF", "CR", "empty lines", "no last newline", "spaces", "no label", "quoted label", "form feed"],
)
def test_what_spreadsheets_do_to_a_file_is_no_error(file, text):
    recording = read_recording(file(text))
    assert [list(recording.t_s), *map(list, recording.corners)] == [[0], [1], [2], [3], [4]]


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        ("", 1, "", "the file is empty"),
        (f"{KG}\n", 1, "", "no row with a reading"),
        ("t_s,front_left_kg,front_right_kg,rear_left_kg\n0,1,2,3\n", 1, "rear_right_kg", "this column is missing"),
        ("0.0,1,2,3,4\n", 1, "t_s", "this column is missing"),
        (KG.replace("t_s", "time") + "\n", 1, "t_s", "this column is missing"),
        (f"{KG},t_s\n", 1, "t_s", "there twice"),
        (KG.replace(",", ";") + "\n0;1;2;3;4\n", 1, "", "parted by ';'"),
        (KG.replace(",", "\t") + "\n", 1, "t_s", "this column is missing"),
        (f"{KG}\n0,1,2,3,4\n1,1,two,3,4\n", 3, "front_right_kg", "'two' is not a number"),
        (f"{KG}\n0,1,2,3,4\n1,1,2,3,4\n0.9,1,2,3,4\n", 4, "t_s", "time steps back from 1 to 0.9"),
        (f"{KG}\n,1,2,3,4\n", 2, "t_s", "a row needs its time"),
        (f"{KG}\n0,nan,2,3,4\n", 2, "front_left_kg", "'nan' is no measurement"),
        (f"{KG}\n0,1,2,-inf,4\n", 2, "rear_left_kg", "'-inf' is no measurement"),
        (f"{KG}\n0,1,2,1_0,4\n", 2, "rear_left_kg", "'1_0' is not a number"),
        (f"{KG}\n0,1,2,1e308,4\n", 2, "rear_left_kg", "1e+308 is no load that a chair has"),
        (f"{KG}\n0,1,-10001,3,4\n", 2, "front_right_kg", "-10001 is no load"),
        (f"{COUNTS}\n0,1,2,3,1e10\n", 2, "rear_right_counts", "1e+10 is no load"),
        (f"{KG}\n5,1,2,3,4\n6,1,2,3,4\n2678406,1,2,3,4\n", 4, "t_s", "more than 31 days after the first row"),
        (f"{KG}\n0,1,2,3,4\n1e308,1,2,3,4\n", 3, "t_s", "more than 31 days after the first row"),
        (f"{KG}\ninf,1,2,3,4\n", 2, "t_s", "'inf' is no measurement"),
        (f"{KG}\n0,1,2,3,1e999\n", 2, "rear_right_kg", "'1e999' is no measurement"),
        (f"{KG}\n0,1,2,3\n", 2, "rear_right_kg", "the row ends before"),
        (f"{KG}\n0,1,2,3,4,5\n", 2, "", "6 cells, but the header names 5"),
        (f"{KG}\n0,12,5,2,3,4\n", 2, "", "6 cells, but the header names 5"),
        (f"{KG}\n0,1\x00,2,3,4\n", 2, "front_left_kg", r"'1\x00' is not a number"),
        (b"\x00" * 20, 1, "t_s", "this column is missing"),
        (KG.encode() + b"\n0,1,2,3,4\n1,1,\xff,3,4\n", 3, "", "is not UTF-8"),
        (f"{KG}\n0,1,2,3,4\n".encode("utf-16"), 1, "", "is not UTF-8"),
        (f"{KG},note\n0,1,2,3,4,{'x' * 200_000}\n", 2, "", "not CSV"),
    ],
)
def test_a_bad_file_is_refused_with_line_column_and_reason(file, text, line, column, why):
    path = file(text)
    with pytest.raises(RecordingError) as refused:
        read_recording(path)
    error = refused.value
    assert (error.file, error.line, error.column) == (str(path), line, column)
    assert why in error.why


def test_lines_are_counted_as_an_editor_shows_them_after_a_quoted_line_break(file):
    with pytest.raises(RecordingError) as refused:
        read_recording(file(f'{KG},note\n0,1,2,3,4,"a\nb"\n1,1,2,3,x,\n'))
    assert (refused.value.line, refused.value.column) == (4, "rear_right_kg")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RecordingError, match=r"seat\.csv: cannot be read: No such file"):
        read_recording(tmp_path / "seat.csv")


def test_bad_rows_can_be_left_out_and_are_counted(file):
    text = f"{KG},note\n0,1,2,3,4,a\n1,x,2,3,4,b\n0.5,5,6,7,8,c\n0.4,1,2,3,4,d\n2,1,2\n3,9,9,9,nan,e\n"
    recording = read_recording(file(text), skip_bad=True)
    assert list(recording.t_s) == [0.0, 0.5]
    assert recording.labels["note"] == ["a", "c"]
    assert recording.skipped == 4


def test_leaving_bad_rows_out_excuses_no_bad_header_and_no_file_without_rows(file):
    with pytest.raises(RecordingError, match="this column is missing"):
        read_recording(file("t_s\n0\n"), skip_bad=True)
    with pytest.raises(RecordingError, match="no row with a reading"):
        read_recording(file(f"{KG}\nx,1,2,3,4\n"), skip_bad=True)


def test_two_rows_at_the_same_time_are_allowed(file):
    assert list(read_recording(file(f"{KG}\n1,1,2,3,4\n1,5,6,7,8\n")).t_s) == [1.0, 1.0]


def test_a_month_fits_and_its_time_may_begin_anywhere(file):
    assert read_recording(file(f"{KG}\n1.7e9,1,2,3,4\n1702678400,1,2,3,4\n")).duration_s == 31 * 86_400


@pytest.mark.parametrize("spike_s", ["5000", "9e9", "1e308"])
def test_one_late_time_does_not_drop_the_rows_after_it(file, spike_s):
    text = f"{KG},note\n0,1,2,3,4,a\n0.1,1,2,3,4,b\n{spike_s},9,9,9,9,spike\n0.3,5,6,7,8,d\n0.4,5,6,7,8,e\n"
    recording = read_recording(file(text), skip_bad=True)
    assert list(recording.t_s) == [0.0, 0.1, 0.3, 0.4]
    assert [list(corner)[2:] for corner in recording.corners] == [[5, 5], [6, 6], [7, 7], [8, 8]]
    assert (recording.labels["note"], recording.skipped) == (["a", "b", "d", "e"], 1)


def test_one_early_time_drops_only_its_own_row(file):
    text = f"{KG}\n100,1,2,3,4\n100.1,1,2,3,4\n50,9,9,9,9\n100.2,5,6,7,8\n"
    assert list(read_recording(file(text), skip_bad=True).t_s) == [100.0, 100.1, 100.2]
