"""What questions about a chair's past have in common: from when, to when, how many, where the last page ended."""

import re
from typing import Annotated, Any, NamedTuple

import msgspec
from fastapi import Depends, Query
from fastapi.responses import Response

from contract.delivery import LAST_SEQ
from contract.state import ChairMeta
from dashboard.store.history import Cursor
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import Desk, zone
from dashboard.web.api.period import Period, period
from dashboard.web.api.problem import BadRequestError
from dashboard.web.api.shapes import Page

MOST = 5000

FROM = "the first day in the chair's zone, as 2026-07-01; or an instant; or milliseconds since 1970"
TO = "the last day, which is in it; or an instant or milliseconds, which are not"

From = Annotated[str | None, Query(alias="from", max_length=40, description=FROM)]
To = Annotated[str | None, Query(alias="to", max_length=40, description=TO)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="most rows of a page")]
After = Annotated[str | None, Query(max_length=60, description="the `next` of the page before")]


class Paging(NamedTuple):
    """What a request says about which rows it wants."""

    start: str | None
    end: str | None
    limit: int
    cursor: str | None


class Question(NamedTuple):
    """Which rows of which chair are wanted."""

    meta: ChairMeta
    when: Period
    limit: int
    cursor: str | None


def _paging(start: From = None, end: To = None, limit: Limit = 1000, cursor: After = None) -> Paging:
    return Paging(start, end, limit, cursor)


Paged = Annotated[Paging, Depends(_paging)]
"""A route's parameters `from`, `to`, `limit` and `cursor`."""

MOST_DAYS = 400
"""Days that are told on one page."""

DaysLimit = Annotated[int, Query(ge=1, le=MOST, description=f"most rows of a page, of which {MOST_DAYS} is the most")]


def _days_paging(start: From = None, end: To = None, limit: DaysLimit = MOST_DAYS, cursor: After = None) -> Paging:
    return Paging(start, end, min(limit, MOST_DAYS), cursor)


DaysPaged = Annotated[Paging, Depends(_days_paging)]
"""The same for a route that tells of days."""


def question(desk: Desk, chair: str, paging: Paging, usual_days: int) -> Question:
    """Return what is wanted; without `from` and `to` the last `usual_days`. Raises 404 and `BadRequestError`."""
    meta = desk.chair(chair)
    when = period(paging.start, paging.end, zone(meta), desk.now_ms(), usual_days)
    return Question(meta, when, paging.limit, paging.cursor)


def page(asked: Question, rows: list[Any], more: object) -> Response:
    """Return a page; `more` is where the next one begins, None when this is the last."""
    after = None if more is None else str(more)
    told = Page(chair=asked.meta.chair, zone=asked.meta.zone, **asked.when._asdict(), rows=rows, next=after)
    return answer(told)


_NUMBER = re.compile(r"[0-9]{1,13}")
_NAME = re.compile(r"([0-9]{1,13})\.([0-9a-f]{16})\.([0-9]{1,19})")


def after_message(cursor: str | None) -> Cursor | None:
    """Return behind which message to go on. Raises `BadRequestError`."""
    if cursor is None:
        return None
    found = _NAME.fullmatch(cursor)
    if found is None or int(found[3]) > LAST_SEQ:
        raise no_cursor(cursor)
    return int(found[1]), found[2], int(found[3])


def after_ms(cursor: str | None) -> int:
    """Return from which instant to go on, 0 at the beginning. Raises `BadRequestError`."""
    if cursor is not None and not _NUMBER.fullmatch(cursor):
        raise no_cursor(cursor)
    return int(cursor or 0)


def no_cursor(cursor: str) -> BadRequestError:
    """Return what to raise for a cursor that no page gave."""
    return BadRequestError("cursor", f"{cursor[:60]!r} is none; give the `next` of the page before, or nothing")


def raw(body: str) -> msgspec.Raw:
    """Return stored JSON as part of an answer, without reading it again."""
    return msgspec.Raw(body.encode())
