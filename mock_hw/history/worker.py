"""Which days the worker spends at the desk, from when to when, and what goes wrong on some of them."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from mock_hw.history.habits import HOUR_MS, MINUTE_MS, Span, Stay, habits, stays_of_day


class Run(NamedTuple):
    """The chair is on from `start_ms` to `end_ms`. `dies`: its cable was pulled, so that it could not say the end.

    `bag` is when a bag lay on the seat, `failed` when the rear left cell gave no reading; `holes` have no readings.
    """

    start_ms: int
    end_ms: int
    stays: tuple[Stay, ...]
    dies: bool = False
    bag: Span | None = None
    failed: Span | None = None
    holes: tuple[Span, ...] = ()


def runs(seed: int, zone: tzinfo, weeks: int, until_ms: int) -> Iterator[Run]:
    """Yield when the chair was on and what was done on it, oldest first, from `weeks` weeks ago until `until_ms`.

    Today is a day at the desk whatever its weekday, so that the page has something to show of it.
    """
    today = datetime.fromtimestamp(until_ms / 1000, zone).date()
    first = today - timedelta(weeks=weeks)
    for number in range(7 * weeks + 1):
        on = first + timedelta(days=number)
        chance = random.Random(f"{seed} {on}")
        week = number // 7
        if on == today or _at_desk(chance, on, week):
            for run in _day(chance, on, week, zone):
                if until_ms - run.start_ms > 10 * MINUTE_MS:
                    yield run if run.end_ms <= until_ms else _until(run, until_ms)


def _at_desk(chance: random.Random, on: date, week: int) -> bool:
    """Say whether the chair is switched on: not at week-ends, on Wednesdays at home, on holiday, or just forgotten."""
    if week % 13 == 4:
        return False  # a week's holiday each quarter
    match on.weekday():
        case 2 | 6:
            return False
        case 5:
            return week % 5 == 3
        case 1 if week % 6 == 2:
            return False  # forgot to switch it on
        case _:
            return chance.random() > 0.05


def _day(chance: random.Random, on: date, week: int, zone: tzinfo) -> Iterator[Run]:
    """Tell one day at the desk, with what goes wrong on some of them."""
    eight_ms = round(datetime(on.year, on.month, on.day, 8, tzinfo=zone).timestamp() * 1000)
    arrive_ms = eight_ms + round(chance.gauss(45, 12) * MINUTE_MS)
    hours = 2.5 if on.weekday() == 5 else chance.gauss(8.3, 0.3) - (1.5 if on.weekday() == 4 else 0.0)
    leave_ms = arrive_ms + round(hours * HOUR_MS)
    how = habits(week + on.weekday() / 7)
    stays, away = stays_of_day(chance, how, arrive_ms, leave_ms, _absences(chance, on, eight_ms, leave_ms))
    holes = sorted(chance.randrange(arrive_ms, leave_ms) for _ in range(chance.choice((0, 0, 1, 2))))
    run = Run(
        arrive_ms - 20_000,
        leave_ms + round(chance.uniform(1, 4) * MINUTE_MS),
        stays,
        bag=_bag(chance, away),
        failed=(arrive_ms + 5 * HOUR_MS, arrive_ms + 350 * MINUTE_MS) if (week % 9, on.weekday()) == (2, 3) else None,
        holes=tuple((at_ms, at_ms + chance.randrange(2_000, 25_000)) for at_ms in holes),
    )
    if on.weekday() == 1 and week % 4 == 1:  # left on over night, and over the Wednesday at home
        run = run._replace(end_ms=eight_ms + 34 * HOUR_MS)
    if on.weekday() == 0 and week % 4 == 2:  # the cable was kicked out after lunch, and nobody noticed for a while
        sat = [
            stay
            for stay in stays
            if stay.start_ms > arrive_ms + 5 * HOUR_MS and stay.end_ms - stay.start_ms > HOUR_MS / 6
        ]
        pulled_ms = (sat[0].start_ms + sat[0].end_ms) // 2 if sat else arrive_ms + 6 * HOUR_MS
        yield _until(run, pulled_ms, dies=True)
        yield _since(run, pulled_ms + 35 * MINUTE_MS)
    else:
        yield run


def _absences(chance: random.Random, on: date, eight_ms: int, leave_ms: int) -> list[Span]:
    """Draw lunch and meetings, oldest first, and the end of the day."""
    plan = [(4.2, 0.75, 1.0), (1.9, 0.4, 0.35), (3.0, 0.75, 0.3), (6.3, 0.9, 0.45)]  # hours after eight, length, chance
    if on.weekday() == 0:
        plan.append((2.0, 1.0, 1.0))
    drawn = [
        (
            eight_ms + round((at_h + chance.gauss(0, 0.1)) * HOUR_MS),
            round(long_h * chance.uniform(0.75, 1.25) * HOUR_MS),
        )
        for at_h, long_h, likely in sorted(plan)
        if chance.random() < likely
    ]
    spans = [(at_ms, at_ms + long_ms) for at_ms, long_ms in drawn if at_ms + long_ms < leave_ms]
    return [*spans, (leave_ms, leave_ms)]


def _bag(chance: random.Random, away: list[Span]) -> Span | None:
    """Now and then a bag stands on the seat while its owner is away."""
    long = [(start, end) for start, end in away if end - start > 20 * MINUTE_MS]
    if not long or chance.random() > 0.2:
        return None
    start_ms, end_ms = chance.choice(long)
    return start_ms + 90_000, end_ms - 60_000


def _until(run: Run, end_ms: int, *, dies: bool = False) -> Run:
    """Return the run up to `end_ms`. Nobody is left sitting, unless the chair `dies` and cannot know."""
    up_ms = end_ms if dies else end_ms - 20_000
    stays = tuple(_clip(stay, run.start_ms, up_ms) for stay in run.stays if stay.start_ms < up_ms - 30_000)
    bag = run.bag if run.bag and run.bag[1] < up_ms else None
    failed = run.failed if run.failed and run.failed[1] < up_ms else None
    return run._replace(end_ms=end_ms, stays=stays, dies=dies, bag=bag, failed=failed)


def _since(run: Run, start_ms: int) -> Run:
    """Return the run from `start_ms` on; whoever sits then is found sitting."""
    stays = tuple(_clip(stay, start_ms + 5_000, run.end_ms) for stay in run.stays if stay.end_ms > start_ms + 60_000)
    return run._replace(start_ms=start_ms, stays=stays, bag=None, failed=None)


def _clip(stay: Stay, from_ms: int, to_ms: int) -> Stay:
    start_ms, end_ms = max(stay.start_ms, from_ms), min(stay.end_ms, to_ms)
    holds = tuple(
        hold._replace(start_ms=max(hold.start_ms, start_ms), end_ms=min(hold.end_ms, end_ms))
        for hold in stay.holds
        if hold.end_ms > start_ms and hold.start_ms < end_ms
    )
    return Stay(start_ms, end_ms, holds)
