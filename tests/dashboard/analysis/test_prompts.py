import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.events import ProlongedAlerted, ProlongedNudged, StillnessNudged, UnevenEnded, UnevenStarted
from contract.seat import Corners
from contract.state import ChairState
from dashboard.analysis.bouts import Bout
from dashboard.analysis.prompts.followed import prompts
from dashboard.analysis.prompts.silence import hushes
from dashboard.analysis.prompts.told import KIND_NAMES, OUTCOME_NAMES, Hush, Prompt, Rules, Seen
from dashboard.analysis.prompts.works import LEAST_PROMPTS, works
from tests.dashboard.analysis.told import BERLIN, ms

MINUTE_MS = 60_000
RULES = Rules(within_s=600, break_s=120)
DAY = ((ms("0:00"), ms("23:59")),)
LATE = ms("20:00")


def said(kind, clock, **more):
    at_ms = ms(clock)
    fields = {"at_ms": at_ms, "uptime_s": at_ms / 1000, "known_ms": at_ms, "boot": "aaaaaaaa", "clock_synced": True}
    return kind(**fields | more)


def nudge(clock="9:30"):
    return said(ProlongedNudged, clock, sitting_s=1800)


def bouts(*spans):
    return [Bout(ms(a), ms(b), (ms(b) - ms(a)) / 1000) for a, b in spans]


def followed(event, sat, now_ms=LATE, more=(), known=DAY, **seen):
    [prompt] = prompts([event, *more], Seen(bouts=sat, known=known, **seen), now_ms, RULES)
    return prompt.outcome, prompt.after_s


def test_getting_up_within_ten_minutes_is_told_with_how_fast():
    assert followed(nudge(), bouts(("9:00", "9:34"), ("9:40", "10:00"))) == ("stood_up", 240)


def test_getting_up_after_the_time_is_ignored():
    assert followed(nudge(), bouts(("9:00", "9:41"), ("9:50", "10:00"))) == ("ignored", None)


def test_getting_up_for_a_minute_answers_no_prompt_for_a_break():
    short = bouts(("9:00", "9:32"), ("9:33", "9:58"))
    assert followed(nudge(), short) == ("ignored", None)
    later = bouts(("9:00", "9:32"), ("9:33", "9:37"), ("9:50", "9:58"))
    assert followed(nudge(), later) == ("stood_up", 420)


def test_a_snooze_is_a_snooze_however_soon_somebody_gets_up_then():
    up = bouts(("9:00", "9:34"))
    assert followed(nudge(), up, hushes=[Hush(ms("9:31"), "snoozed")]) == ("snoozed", 60)
    assert followed(nudge(), up, hushes=[Hush(ms("9:33"), "paused")]) == ("paused", 180)
    assert followed(nudge(), up, hushes=[Hush(ms("9:36"), "snoozed")]) == ("stood_up", 240)
    assert followed(nudge(), up, hushes=[Hush(ms("9:29"), "snoozed")]) == ("stood_up", 240)


def test_a_prompt_of_just_now_is_open_and_not_ignored():
    goes_on = [Bout(ms("9:00"), ms("9:35"), 2100, goes_on=True)]
    assert followed(nudge(), goes_on, now_ms=ms("9:35")) == ("open", None)
    assert followed(nudge(), bouts(("9:00", "9:34")), now_ms=ms("9:35")) == ("open", None)  # a minute is no break yet
    assert followed(nudge(), bouts(("9:00", "9:34")), now_ms=ms("9:36")) == ("stood_up", 240)


def test_what_nobody_measured_is_neither_obeyed_nor_ignored():
    off = ((ms("0:00"), ms("9:33")), (ms("9:50"), ms("23:00")))
    assert followed(nudge(), bouts(("9:00", "9:33")), known=off) == ("unmeasured", None)
    assert followed(nudge(), bouts(("9:00", "10:20")), known=off) == ("unmeasured", None)
    assert followed(nudge(), bouts(("9:00", "9:33")), known=off, hushes=[Hush(ms("9:31"), "snoozed")])[0] == "snoozed"


def test_a_shift_or_getting_up_for_a_moment_answers_a_nudge_about_stillness():
    still = said(StillnessNudged, "9:30", still_s=1200)
    sat = bouts(("9:00", "11:00"))
    shifts = [(ms("9:32"), ms("9:33"))]
    assert followed(still, sat, shifts=shifts) == ("shifted", 180)
    assert followed(still, sat) == ("ignored", None)
    assert followed(nudge(), sat, shifts=shifts) == ("ignored", None)
    assert followed(still, bouts(("9:00", "9:34"), ("9:35", "10:00"))) == ("stood_up", 240)


def test_sitting_evenly_again_answers_a_warning_from_when_it_was_said():
    warned = said(UnevenStarted, "9:25", side="left", asymmetry_pct=18, known_ms=ms("9:30"))
    even = said(UnevenEnded, "9:31", side="left", duration_s=360)
    assert followed(warned, bouts(("9:00", "11:00")), more=[even]) == ("evened", 60)
    assert followed(warned, bouts(("9:00", "11:00"))) == ("ignored", None)


def test_a_warning_that_ends_because_somebody_got_up_was_answered_by_getting_up():
    warned = said(UnevenStarted, "9:30", side="left", asymmetry_pct=18)
    even = said(UnevenEnded, "9:34", side="left", duration_s=240)
    assert followed(warned, bouts(("9:00", "9:34")), more=[even]) == ("stood_up", 240)


def test_events_that_prompt_nothing_are_no_prompts():
    even = said(UnevenEnded, "9:31", side="left", duration_s=360)
    assert prompts([even], Seen(bouts=(), known=DAY), LATE, RULES) == []


def many(outcomes, clock="13:10", kind="nudge"):
    return [Prompt(kind, ms(clock), outcome, 60.0 if outcome == "stood_up" else None) for outcome in outcomes]


def test_how_prompts_work_is_told_by_kind_and_hour():
    told = many(["stood_up"] * 9 + ["ignored"] * 3) + many(["ignored"] * 12, "16:00")
    assert [(each.hour, each.known, each.followed_share) for each in works(told, BERLIN)] == [
        (None, 24, 9 / 24),
        (13, 12, 0.75),
        (16, 12, 0.0),
    ]
    assert works(told, BERLIN)[0].median_s == 60
    assert works(told, BERLIN)[2].median_s is None


def test_little_says_nothing():
    [all_day, hour] = works(many(["stood_up"] * (LEAST_PROMPTS - 1)), BERLIN)
    assert (all_day.followed_share, hour.followed_share) == (None, None)
    assert (all_day.known, hour.known) == (9, 9)


def test_open_and_unmeasured_prompts_weigh_nothing():
    told = many(["stood_up"] * 10 + ["open", "unmeasured"] * 5)
    assert works(told, BERLIN)[0].followed_share == 1
    assert works(many(["open", "unmeasured"]), BERLIN) == []


def state(clock, **more):
    fields = {"at_ms": ms(clock), "boot": "aaaaaaaa", "clock_synced": True, "presence": "occupied"}
    return ChairState(**fields, cells=Corners("ok", "ok", "ok", "ok"), **more)


def test_states_in_a_row_tell_of_snoozes_and_pauses():
    row = [
        state("9:00"),
        state("9:30", snoozes=1, quiet_because="snooze"),
        state("9:31", snoozes=1, quiet_because="snooze"),
        state("9:40", snoozes=1, quiet_because="pause", paused_until_ms=ms("10:40")),
        state("9:45", snoozes=2, quiet_because="pause", paused_until_ms=ms("10:40")),
        state("11:00", snoozes=2, quiet_because="do_not_disturb"),
        state("17:00", snoozes=2, quiet_because="hours"),
        state("23:59", snoozes=0),
    ]
    assert hushes(row) == [
        Hush(ms("9:30"), "snoozed"),
        Hush(ms("9:40"), "paused"),
        Hush(ms("9:45"), "snoozed"),
        Hush(ms("11:00"), "paused"),
    ]


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), max_size=8),
    st.integers(0, 400),
    st.integers(0, 500),
    st.sampled_from([ProlongedNudged, ProlongedAlerted]),
)
def test_every_prompt_has_one_outcome_and_waiting_longer_only_settles_it(spans, said_min, wait_min, kind):
    at_ms, sat = ms("6:00"), []
    for away_min, sat_min in spans:
        start_ms = at_ms + away_min * MINUTE_MS
        at_ms = start_ms + sat_min * MINUTE_MS
        sat.append(Bout(start_ms, at_ms, sat_min * 60.0))
    said_ms = ms("6:00") + said_min * MINUTE_MS
    event = said(kind, "6:00", sitting_s=1800, known_ms=said_ms)
    now, later = (
        prompts([event], Seen(bouts=sat, known=DAY), said_ms + wait * MINUTE_MS, RULES)[0]
        for wait in (wait_min, wait_min + 30)
    )
    assert later.outcome in {"stood_up", "ignored"}
    if now.outcome != "open":
        assert now == later
    if later.after_s is not None:
        assert 0 <= later.after_s <= RULES.within_s


@pytest.mark.parametrize("names", [KIND_NAMES, OUTCOME_NAMES])
def test_kinds_and_outcomes_have_names_to_show(names):
    assert len({message.text for message in names.values()}) == len(names)
