"""Working hours by weekday, on the chair's own clock: outside them nobody is prompted.

    monday = "08:00-12:00, 13:00-18:00"     two spans
    friday = "22:00-06:00"                  into Saturday
    sunday = ""                             none

A span is compared with the wall clock on the wall, so that 08:00 is 08:00 in summer and in winter; the hour that comes
twice in autumn counts twice, the one that is left out in spring not at all.
"""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

DAY_MIN = 24 * 60
ALWAYS = "00:00-24:00"

Spans = tuple[tuple[int, int], ...]
"""First minute and the minute after the last one, since local midnight; the second is over 1440 after midnight."""

_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")

HoursText = Annotated[str, msgspec.Meta(description='prompts only then; "" for none all day')]


class HoursTable(msgspec.Struct, frozen=True, kw_only=True):
    """When prompts are welcome, by weekday."""

    monday: Annotated[
        str, msgspec.Meta(description='prompts only then: "08:00-12:00, 13:00-18:00"; "" for none that day')
    ] = ALWAYS
    tuesday: HoursText = ALWAYS
    wednesday: HoursText = ALWAYS
    thursday: HoursText = ALWAYS
    friday: HoursText = ALWAYS
    saturday: HoursText = ALWAYS
    sunday: HoursText = ALWAYS

    def __post_init__(self) -> None:
        """Refuse what is no span of hours."""
        self.week()

    def week(self) -> tuple[Spans, ...]:
        """Return the spans of each day, Monday first."""
        return tuple(spans(day, getattr(self, day)) for day in self.__struct_fields__)


def spans(day: str, text: str) -> Spans:
    """Return the spans in a text. Raises `ValueError` that shows the form."""
    found: list[tuple[int, int]] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        matched = _SPAN.fullmatch(part)
        if not matched:
            raise ValueError(f'{day}: {part!r} is no span of hours; write it as "08:00-18:00"')
        h, m, end_h, end_m = (int(each) for each in matched.groups())
        start, end = h * 60 + m, end_h * 60 + end_m
        if max(m, end_m) > 59 or start >= DAY_MIN or end > DAY_MIN:
            raise ValueError(f"{day}: {part!r} is not on the clock; hours are 00:00 to 24:00")
        if start == end:
            raise ValueError(f'{day}: {part!r} ends where it begins; write "{ALWAYS}" for the whole day, "" for none')
        found.append((start, end if end > start else end + DAY_MIN))
    return tuple(found)


class Hours:
    """Working hours in a time zone. Pure: the instant is given."""

    def __init__(self, table: HoursTable, zone: str) -> None:
        self._week = table.week()
        self._zone = ZoneInfo(zone)
        self._always = all(day == ((0, DAY_MIN),) for day in self._week)

    def within(self, at_ms: int) -> bool:
        """Say whether an instant is in working hours."""
        if self._always:
            return True
        local = self.local(at_ms)
        minute, today = local.hour * 60 + local.minute, local.weekday()
        return _covers(self._week[today], minute) or _covers(self._week[today - 1], minute + DAY_MIN)

    def next_ms(self, at_ms: int) -> int | None:
        """Return when the next working hours begin; None when they never do."""
        local = self.local(at_ms)
        starts = (
            start_ms
            for day in (local.date() + timedelta(days=ahead) for ahead in range(9))
            for start, _ in self._week[day.weekday()]
            for start_ms in self._instants(datetime.combine(day, time(start // 60, start % 60)))
        )
        return min((start_ms for start_ms in starts if start_ms > at_ms and self.within(start_ms)), default=None)

    def _instants(self, wall: datetime) -> Iterable[int]:
        """Return when the wall's clock shows this: once, in autumn twice; the minutes around it if spring has none."""
        first_ms, second_ms = (round(wall.replace(tzinfo=self._zone, fold=fold).timestamp() * 1000) for fold in (0, 1))
        if second_ms < first_ms:  # so it is told of a time that was left out
            return range(second_ms, first_ms + 1, 60_000)
        return (first_ms, second_ms)

    def local(self, at_ms: int) -> datetime:
        """Return an instant as the clock on the wall shows it."""
        return datetime.fromtimestamp(at_ms / 1000, self._zone)


def _covers(day: Spans, minute: int) -> bool:
    return any(start <= minute < end for start, end in day)
