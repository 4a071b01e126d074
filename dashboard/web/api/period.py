"""From when to when: what a request says in `from` and `to`, in the chair's days.

from=2026-07-01  to=2026-07-31     the whole of July in the chair's zone: the last day is in it
from=1784930400000                 milliseconds since 1970-01-01T00:00Z, as Grafana sends them; `to` is not in it
from=2026-07-01T08:00:00+02:00     an instant; without an offset it is the chair's local time
"""

from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from contract.scalars import LAST_MS
from dashboard.web.api.problem import BadRequestError

DAY_MS = 24 * 3600 * 1000


class Period(NamedTuple):
    """From an instant up to another one, which is not in it: [from_ms, to_ms)."""

    from_ms: int
    to_ms: int


def period(start: str | None, end: str | None, zone: tzinfo, now_ms: int, usual_days: int) -> Period:
    """Return the period asked for: up to now when nothing is said of its end, `usual_days` long when not of its start.

    Raises `BadRequestError` naming the field.
    """
    to_ms = now_ms if end is None else _instant_ms("to", end, zone, last=True)
    from_ms = max(0, to_ms - usual_days * DAY_MS) if start is None else _instant_ms("from", start, zone, last=False)
    if from_ms > to_ms:
        raise BadRequestError("from", f"{from_ms} ms is after `to`, {to_ms} ms; give the earlier one as `from`")
    return Period(from_ms, to_ms)


def _instant_ms(field: str, text: str, zone: tzinfo, *, last: bool) -> int:
    try:
        at_ms = int(text) if _is_number(text) else _read_ms(text, zone, last=last)
    except (ValueError, OverflowError):
        at_ms = -1
    if not 0 <= at_ms <= LAST_MS:
        raise BadRequestError(
            field, f"{text[:40]!r} is no time from 1970 to 2100; give a day as 2026-07-22, or milliseconds since 1970"
        )
    return at_ms


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _read_ms(text: str, zone: tzinfo, *, last: bool) -> int:
    if len(text) <= 10:
        on = date.fromisoformat(text) + timedelta(days=1 if last else 0)
        at = datetime(on.year, on.month, on.day, tzinfo=zone)
    else:
        at = datetime.fromisoformat(text.replace(" ", "+"))  # a + that nobody encoded arrives as a space
        at = at if at.tzinfo else at.replace(tzinfo=zone)
    return round(at.timestamp() * 1000)
