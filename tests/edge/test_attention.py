"""Who asked for silence and until when, with instants that are given."""

import pytest

from edge.attention import Attention, AttentionState, Now
from edge.hours import Hours, HoursTable

MONDAY_MS = 1_768_212_000_000  # 2026-01-12T10:00:00Z
DAY_MS = 86_400_000


def at(later_s=0.0, *, boot="aaaaaaaa", synced=True, uptime_s=1000.0, off_s=0.0):
    return Now(MONDAY_MS + round((later_s + off_s) * 1000), uptime_s + later_s, boot, synced)


@pytest.fixture
def attention():
    return Attention(Hours(HoursTable(monday="08:00-18:00", tuesday="09:00-18:00"), "Etc/UTC"), AttentionState())


def test_a_snooze_ends_by_itself_and_is_counted(attention):
    attention.snooze(300, at())
    during, after = attention.look(at(299)), attention.look(at(300))
    assert (during.because, during.until_ms, during.snoozes) == ("snooze", MONDAY_MS + 300_000, 1)
    assert during.snoozed_until_uptime_s == pytest.approx(1300)
    assert (after.because, after.until_ms, after.snoozes) == (None, None, 1)


def test_snoozes_are_counted_anew_each_day_of_the_chair(attention):
    attention.snooze(300, at())
    attention.snooze(300, at(600))
    assert attention.look(at(600)).snoozes == 2
    assert attention.look(at(86_400)).snoozes == 0
    attention.snooze(300, at(86_400))
    assert attention.look(at(86_400)).snoozes == 1


def test_outside_working_hours_it_is_quiet_until_the_next_ones(attention):
    evening = attention.look(at(8 * 3600))
    assert (evening.quiet, evening.because) == (True, "hours")
    assert evening.until_ms == MONDAY_MS - 10 * 3_600_000 + DAY_MS + 9 * 3_600_000
    assert not attention.look(at(23 * 3600)).quiet


def test_while_the_clock_is_not_set_hours_silence_nothing(attention):
    assert not attention.look(at(8 * 3600, synced=False)).quiet


def test_do_not_disturb_has_no_end_and_goes_before_everything(attention):
    attention.do_not_disturb(at(), quiet=True)
    attention.pause(600, at())
    silence = attention.look(at(1))
    assert (silence.quiet, silence.because, silence.until_ms) == (True, "do_not_disturb", None)
    attention.do_not_disturb(at(), quiet=False)
    assert attention.look(at(1)).because == "pause"


def test_a_meeting_that_was_given_an_end_ends_by_itself_and_by_a_word(attention):
    attention.do_not_disturb(at(), quiet=True, span_s=3600)
    during, after = attention.look(at(3599)), attention.look(at(3600))
    assert (during.quiet, during.because, during.until_ms) == (True, "do_not_disturb", MONDAY_MS + 3_600_000)
    assert (after.quiet, after.because) == (False, None)
    attention.do_not_disturb(at(60), quiet=False)
    assert attention.look(at(61)).because is None
    attention.do_not_disturb(at(60), quiet=True)
    assert attention.look(at(7200)).until_ms is None  # the last word counts: this one has no end


def test_a_meeting_goes_on_after_a_reboot_for_what_was_left_of_it(attention):
    attention.do_not_disturb(at(), quiet=True, span_s=3600)
    attention.carry_over(at(boot="bbbbbbbb", uptime_s=5.0), last_uptime_s=1000.0 + 3000.0)
    assert attention.look(at(599, boot="bbbbbbbb", uptime_s=5.0)).because == "do_not_disturb"
    assert attention.look(at(601, boot="bbbbbbbb", uptime_s=5.0)).because is None


def test_of_several_reasons_the_one_that_lasts_longest_is_told(attention):
    attention.snooze(300, at())
    attention.pause(3600, at())
    assert attention.look(at(1)).because == "pause"


def test_a_pause_of_zero_ends_the_pause(attention):
    attention.pause(3600, at())
    attention.pause(0, at(10))
    assert attention.look(at(10)).because is None


def test_a_step_of_the_wall_clock_neither_ends_a_pause_nor_makes_it_longer(attention):
    attention.pause(3600, at())
    stepped = at(600, off_s=7200)
    assert attention.look(stepped).paused_until_uptime_s == pytest.approx(4600)


def reboot(attention, now, last_uptime_s):
    new = Attention(attention._hours, attention.state)
    new.carry_over(now, last_uptime_s)
    return new


def test_a_pause_goes_on_after_a_reboot_for_what_was_left_of_it(attention):
    attention.pause(3600, at())
    booted = at(0, boot="bbbbbbbb", uptime_s=20, synced=False)
    after = reboot(attention, booted, last_uptime_s=1000 + 2400)
    assert after.look(booted).paused_until_uptime_s == pytest.approx(20 + 1200)


def test_a_pause_that_ended_while_the_power_was_off_is_over_once_the_clock_is_set(attention):
    attention.pause(3600, at())
    booted = at(0, boot="bbbbbbbb", uptime_s=20, synced=False)
    after = reboot(attention, booted, last_uptime_s=1000 + 2400)
    still_off = at(0, boot="bbbbbbbb", uptime_s=30, off_s=7200)
    assert after.look(at(0, boot="bbbbbbbb", uptime_s=29, synced=False)).because == "pause"
    assert after.look(still_off).because is None


def test_a_pause_asked_for_before_the_clock_was_set_is_never_longer_than_asked_in_one_boot(attention):
    attention.pause(3600, at(synced=False))
    booted = at(0, boot="bbbbbbbb", uptime_s=20)
    after = reboot(attention, booted, last_uptime_s=None)
    assert after.look(booted).paused_until_uptime_s == pytest.approx(3620)


def test_a_pause_that_was_over_before_the_reboot_stays_over(attention):
    attention.pause(60, at())
    booted = at(0, boot="bbbbbbbb", uptime_s=20)
    assert reboot(attention, booted, last_uptime_s=2000).look(booted).because is None
