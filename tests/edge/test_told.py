"""What the chair does when it is told something: stories with the real loop body, spool and files."""

import pytest

from contract.commands import COMMAND_LIFE_S
from contract.events import ProlongedNudged
from edge.config import ChairTable, EdgeSettings, OutputsTable
from edge.core.limits import SittingLimits
from edge.hours import HoursTable
from tests.edge.core.stories import EMPTY, person

SOON = SittingLimits(nudge_s=60, alert_s=120, repeat_s=60)
NEVER = HoursTable(**dict.fromkeys(HoursTable.__struct_fields__, ""))


@pytest.fixture
def chair(bench):
    return bench(settings=EdgeSettings(sitting=SOON))


def test_a_snooze_during_a_prompt_silences_it_and_it_comes_back(chair):
    chair.passes(70, person())
    assert chair.lamp.shown[-1] == "nudge"
    assert chair.told("snooze", snooze_s=20).accepted
    assert chair.lamp.shown[-1] == "off"
    chair.passes(1, person())
    told = chair.notes.states[-1]
    assert (told.cue, told.quiet_because, told.snoozes) == ("off", "snooze", 1)
    assert told.silent_until_ms == pytest.approx(chair.now_ms + 19_000, abs=200)
    chair.passes(20, person())
    assert chair.lamp.shown[-1] == "nudge"
    assert chair.notes.states[-1].quiet_because is None


def test_a_short_press_of_the_button_snoozes_and_a_long_one_pauses_for_an_hour(bench):
    chair = bench(settings=EdgeSettings(sitting=SOON, outputs=OutputsTable(snooze_s=30)))
    chair.passes(70, person())
    chair.lamp.press("short")
    chair.passes(2, person())
    assert (chair.lamp.shown[-1], chair.notes.states[-1].quiet_because) == ("off", "snooze")
    chair.lamp.press("long")
    chair.passes(2, person())
    told = chair.notes.states[-1]
    assert told.quiet_because == "pause"
    assert told.silent_until_ms == pytest.approx(chair.now_ms + 3_598_000, abs=300)
    chair.lamp.press("long")
    chair.passes(30, person())
    assert chair.lamp.shown[-1] == "nudge"
    assert chair.lamp.answered == ["snoozed", "paused", "resumed"]


def test_a_press_is_answered_once_and_after_the_lamp_has_gone_dark_which_would_end_the_answer(chair, caplog):
    caplog.set_level("INFO", "mock_hw.indicator")
    chair.passes(70, person())
    caplog.clear()
    chair.lamp.press("short")
    chair.passes(2, person())
    assert [each.message for each in caplog.records if "indicator" in each.name] == [
        "indicator: dark",
        "indicator: blinks, snoozed",
    ]


def test_a_pause_that_something_longer_hides_is_still_told(chair):
    assert chair.told("do_not_disturb", quiet=True).accepted
    chair.passes(2, person())
    assert chair.told("pause", pause_s=5).accepted
    chair.passes(2, person())
    told = chair.notes.states[-1]
    assert told.quiet_because == "do_not_disturb"
    assert told.paused_until_ms == pytest.approx(chair.now_ms + 3000, abs=200)
    chair.passes(5, person())
    assert (chair.notes.states[-1].quiet_because, chair.notes.states[-1].paused_until_ms) == ("do_not_disturb", None)


def test_a_pause_survives_a_restart(chair):
    chair.passes(70, person())
    assert chair.told("pause", pause_s=100).accepted
    chair.stop()
    chair.start()
    chair.passes(50, person())
    assert set(chair.lamp.shown) == {"off"}
    assert chair.notes.states[-1].quiet_because == "pause"
    chair.passes(60, person())
    assert chair.lamp.shown[-1] == "alert"


def test_a_pause_survives_a_reboot_that_counts_its_uptime_anew(chair):
    chair.passes(70, person())
    chair.told("pause", pause_s=100)
    chair.stop()
    chair.at_ms, chair.count, chair.boot = chair.now_ms - 60_000, 600, "bbbbbbbb"  # the clock goes on, uptime does not
    chair.start()
    chair.passes(95, person())
    assert set(chair.lamp.shown) == {"off"}
    chair.passes(10, person())
    assert chair.lamp.shown[-1] == "nudge"


def test_a_pause_is_carried_over_a_reboot_once_and_not_made_longer_by_restarts_after_it(chair):
    chair.passes(70, person())
    chair.told("pause", pause_s=100)
    chair.passes(49.9, person())
    chair.stop()
    chair.at_ms, chair.count, chair.boot, chair.synced = chair.now_ms - 60_000, 600, "bbbbbbbb", False
    chair.start()
    chair.passes(30, person())
    chair.stop()
    chair.start()
    chair.passes(18, person())
    assert chair.notes.states[-1].quiet_because == "pause"
    chair.passes(4, person())
    assert chair.notes.states[-1].quiet_because is None


def test_a_retained_command_is_refused(chair):
    result = chair.told("pause", pause_s=100, retained=True)
    assert not result.accepted
    assert "without retain" in result.why
    assert result.code == "retained"
    assert chair.notes.states[-1].quiet_because is None


def test_a_command_sent_40_s_ago_is_refused(chair):
    result = chair.told("pause", pause_s=100, sent_ms=chair.now_ms - 40_000)
    assert not result.accepted
    assert f"over {COMMAND_LIFE_S} s" in result.why


def test_a_command_is_obeyed_once_also_over_a_restart(chair):
    assert chair.told("snooze", snooze_s=10, id_="only-once").accepted
    chair.stop()
    chair.start()
    assert not chair.told("snooze", snooze_s=10, id_="only-once").accepted


def test_outside_working_hours_the_lamp_stays_dark(bench):
    chair = bench(settings=EdgeSettings(sitting=SOON, hours=NEVER))
    chair.passes(200, person())
    assert set(chair.lamp.shown) == {"off"}
    assert chair.kept(ProlongedNudged) == []
    assert chair.notes.states[-1].quiet_because == "hours"


def test_do_not_disturb_holds_until_told_otherwise_also_over_a_restart(chair):
    chair.told("do_not_disturb", quiet=True)
    chair.stop()
    chair.start()
    chair.passes(100, person())
    assert set(chair.lamp.shown) == {"off"}
    assert chair.told("do_not_disturb", quiet=False).accepted
    assert chair.lamp.shown[-1] == "nudge"


def test_limits_are_in_force_at_once_and_published_and_outlive_a_restart(chair):
    chair.passes(30, person())
    assert chair.told("limits", nudge_s=20.0).accepted
    assert chair.lamp.shown[-1] == "nudge"
    assert [config.nudge_s for config in chair.notes.configs] == [20.0]
    chair.stop()
    chair.start()
    assert chair.chair.obedience.settings.sitting == SittingLimits(nudge_s=20, alert_s=120, repeat_s=60)


def test_limits_that_contradict_each_other_are_refused_and_change_nothing(chair):
    result = chair.told("limits", nudge_s=500.0)
    assert not result.accepted
    assert "alert_s must not be below nudge_s" in result.why
    assert result.code == "limits"
    assert chair.notes.configs == []
    assert not (chair.folder / "commanded.json").exists()


def test_limits_told_earlier_that_no_longer_fit_the_file_are_left_out_and_it_is_said(chair, caplog):
    chair.told("limits", nudge_s=110.0)
    chair.stop()
    sooner = SittingLimits(nudge_s=50, alert_s=100, repeat_s=60)
    chair.settings = EdgeSettings(sitting=sooner, chair=ChairTable(data_dir=str(chair.folder)))
    chair.start()
    assert "does not fit edge.toml any more: nudge_s: " in caplog.text
    assert chair.chair.obedience.settings.sitting == sooner


def test_of_limits_told_earlier_only_the_one_that_no_longer_fits_is_left_out(chair, caplog):
    chair.told("limits", nudge_s=110.0, uneven_s=45.0)
    chair.stop()
    sooner = SittingLimits(nudge_s=50, alert_s=100, repeat_s=60)
    chair.settings = EdgeSettings(sitting=sooner, chair=ChairTable(data_dir=str(chair.folder)))
    chair.start()
    in_force = chair.chair.obedience.settings
    assert (in_force.sitting, in_force.balance.uneven_s) == (sooner, 45.0)
    assert "uneven_s" not in caplog.text


def test_a_file_of_commands_that_nobody_can_read_is_set_aside_and_the_chair_starts(chair, caplog):
    chair.stop()
    (chair.folder / "commanded.json").write_bytes(b'{"attention":{"pau')
    chair.start()
    chair.passes(1, EMPTY)
    assert "kept as commanded.bad" in caplog.text
    assert (chair.folder / "commanded.bad").exists()


def test_what_cannot_be_stored_is_in_force_all_the_same_and_the_answer_says_so(chair):
    (chair.folder / "commanded.json").mkdir()
    result = chair.told("pause", pause_s=100)
    assert result.accepted
    assert "a restart forgets it" in result.why
    assert result.code == "not_stored"
    chair.passes(2, EMPTY)
    assert chair.notes.states[-1].quiet_because == "pause"


def test_identify_blinks(chair):
    assert chair.told("identify").accepted
    assert chair.lamp.identified == 1


def test_malformed_commands_are_counted_and_said_once(chair, caplog):
    for _ in range(5):
        chair.commands.put("pause", b"{", False)
        chair.passes(0.1, EMPTY)
    assert chair.chair.obedience.counts.malformed == 5
    assert caplog.text.count("malformed command") == 1
    assert chair.notes.results == []


def test_working_hours_are_in_force_at_once_and_published_and_outlive_a_restart(chair):
    chair.passes(70, person())
    assert chair.lamp.shown[-1] == "nudge"
    week = dict.fromkeys(HoursTable.__struct_fields__, "")
    assert chair.told("limits", hours=week).accepted
    chair.passes(2, person())
    assert (chair.lamp.shown[-1], chair.notes.states[-1].quiet_because) == ("off", "hours")
    assert chair.notes.configs[-1].hours.monday == ""
    chair.stop()
    chair.start()
    chair.passes(2, person())
    assert chair.notes.states[-1].quiet_because == "hours"
    assert chair.told("limits", hours=dict.fromkeys(week, "00:00-24:00")).accepted
    chair.passes(2, person())
    assert chair.notes.states[-1].quiet_because is None


def test_hours_that_are_not_on_the_clock_are_refused_with_the_day_and_change_nothing(chair):
    week = {**dict.fromkeys(HoursTable.__struct_fields__, "08:00-17:00"), "friday": "8 to 5"}
    result = chair.told("limits", nudge_s=20.0, hours=week)
    assert not result.accepted
    assert "friday: '8 to 5' is no span of hours" in result.why
    assert "$" not in result.why
    assert chair.notes.configs == []
    assert chair.chair.obedience.settings.sitting == SOON
