import io
import logging
import os
import sys

from contract.journal import JournalForm, goes_to_journal, marked


def record_of(level, text, error=None):
    return logging.LogRecord("edge.app", level, __file__, 1, text, (), (type(error), error, None) if error else None)


def test_the_journal_learns_how_grave_a_line_is():
    form = JournalForm("%(name)s: %(message)s")
    assert form.format(record_of(logging.ERROR, "no cell answers")) == "<3>edge.app: no cell answers"
    assert form.format(record_of(logging.WARNING, "not calibrated")) == "<4>edge.app: not calibrated"
    assert form.format(record_of(logging.INFO, "hello")) == "<6>edge.app: hello"


def test_each_line_of_a_traceback_is_as_grave_as_its_first():
    told = JournalForm("%(message)s").format(record_of(logging.CRITICAL, "it ended", ValueError("why")))
    assert told.splitlines() == ["<2>it ended", "<2>ValueError: why"]


def test_a_level_of_somebody_elses_making_counts_as_ordinary():
    assert marked("x", 25) == "<6>x"


def test_marks_are_for_the_journal_alone(tmp_path, monkeypatch):
    with (tmp_path / "stderr").open("w") as file:
        monkeypatch.setattr(sys, "stderr", file)
        there = os.fstat(file.fileno())
        assert goes_to_journal({"JOURNAL_STREAM": f"{there.st_dev}:{there.st_ino}"})
        assert not goes_to_journal({"JOURNAL_STREAM": f"{there.st_dev}:{there.st_ino + 1}"}), "somebody redirected it"
        assert not goes_to_journal({})
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not goes_to_journal({"JOURNAL_STREAM": "1:2"})
