"""When a report is due: pure, with the chair's zone and the desk's clock as parameters.

weekly, on Wednesday at 7              Mon ... Sun | Mon Tue Wed 7:00 -----------------|
                                       what it tells of         due        too late, three days on
"""

from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from dashboard.reports.span import Span, last_whole
from dashboard.store.letters import Schedule

LATE_MS = 3 * 24 * 3600 * 1000
"""A desk that was away for so long leaves that report out: the page has it."""


class Due(NamedTuple):
    """The period to tell of, and since when its report is due."""

    span: Span
    due_ms: int


def due(schedule: Schedule, zone: tzinfo, now_ms: int) -> Due | None:
    """Return the newest report that is due by now; None when that was before the schedule, or too long ago."""
    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
    on = today.replace(day=1) if schedule.kind == "month" else _weekday(today, schedule.weekday)
    if _at_ms(on, schedule.hour, zone) > now_ms:
        before = on - timedelta(days=1)
        on = before.replace(day=1) if schedule.kind == "month" else on - timedelta(days=7)
    due_ms = _at_ms(on, schedule.hour, zone)
    if due_ms < schedule.since_ms or now_ms - due_ms > LATE_MS:
        return None
    return Due(last_whole(schedule.kind, on), due_ms)


def _weekday(today: date, weekday: int) -> date:
    """Return the newest such weekday, today included."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _at_ms(on: date, hour: int, zone: tzinfo) -> int:
    return round(datetime(on.year, on.month, on.day, hour, tzinfo=zone).timestamp() * 1000)
