"""What is told of groups: daily figures with at least five people behind each. Nothing of a person, nor how many."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import msgspec
from fastapi import FastAPI, HTTPException, Path, Query, Request
from fastapi.responses import Response

from dashboard.analysis.groups import FIGURES, LEAST_PEOPLE, SETTLES_DAYS, Published, over_days
from dashboard.store import groups
from dashboard.web.access.who import may_see_group, person_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import Desk
from dashboard.web.api.document import Document
from dashboard.web.api.problem import BadRequestError

MOST_DAYS = 400
USUAL_DAYS = 91
TREND_DAYS = 7

OneDay = Annotated[str | None, Query(pattern=r"^20\d\d-\d\d-\d\d$")]
GroupPath = Annotated[int, Path(ge=1, le=999_999_999, description="number of the group")]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A group that you may look at."""

    id: int
    name: str


class GroupDay(msgspec.Struct, frozen=True, kw_only=True):
    """The mean of a group on a day, coarse: sitting to half an hour, the longest bout to ten minutes, breaks and
    shifts per hour of sitting to 0.5 and 5. null: fewer than five people are behind it, and nothing more is told.
    """

    on: str
    occupied_s: float | None
    longest_bout_s: float | None
    breaks_per_h: float | None
    shifts_per_h: float | None


class GroupDays(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a group that were published, from `first` to `last`; a day is, once, three days after it was over.

    `trend` has for each of `days` the mean of the week that ends with it, of what is in `days` alone. `starts` is the
    first day that can ever have a value, None while nobody counts in the group.
    """

    group: Group
    first: str
    last: str
    least_people: int
    settles_days: int
    starts: str | None
    days: list[GroupDay]
    trend: list[GroupDay]


def add_groups(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""

    @server.get("/api/v1/groups", responses=document.answers(list[Group], "The groups, by name."))
    def every(request: Request) -> Response:
        """Return the groups that you may look at."""
        person = person_of(request)
        with desk.open() as connection:
            found = [group for group in groups.every(connection) if may_see_group(person, group.id)]
        return answer([Group(**group._asdict()) for group in found])

    @server.get("/api/v1/groups/{group}/days", responses=document.answers(GroupDays, "The days."))
    def days(
        group: GroupPath,
        first: Annotated[OneDay, Query(alias="from")] = None,
        last: Annotated[OneDay, Query(alias="to")] = None,
    ) -> Response:
        """Return what was published of a group, by default of 13 weeks; at most 400 days.

        Dates are those of each member's own chair. A day that is missing was not published yet.
        """
        end = _day("to", last) or datetime.fromtimestamp(desk.now_ms() / 1000, UTC).date()
        begin = _day("from", first) or end - timedelta(days=USUAL_DAYS - 1)
        if not 0 <= (end - begin).days < MOST_DAYS:
            raise BadRequestError("from", f"give {MOST_DAYS} days at most, the first before the last")
        with desk.open() as connection:
            ours = next((each for each in groups.every(connection) if each.id == group), None)
            if ours is None:
                raise HTTPException(404, f"there is no group {group}; GET /api/v1/groups lists yours")
            early = begin - timedelta(days=TREND_DAYS - 1)
            kept = groups.days(connection, group, early.isoformat(), end.isoformat())
            starts = groups.starts(connection, group)
        told = [Published(date.fromisoformat(each.on), "", each.figure, each.value, frozenset()) for each in kept]
        on = sorted({each.on for each in told if each.on >= begin})
        return answer(
            GroupDays(
                group=Group(**ours._asdict()),
                first=begin.isoformat(),
                last=end.isoformat(),
                least_people=LEAST_PEOPLE,
                settles_days=SETTLES_DAYS,
                starts=starts,
                days=[_means(told, each, 1) for each in on],
                trend=[_means(told, each, TREND_DAYS) for each in on],
            )
        )


def _means(told: list[Published], last: date, days: int) -> GroupDay:
    first = last - timedelta(days=days - 1)
    return GroupDay(on=last.isoformat(), **{name: over_days(told, "", name, first, last) for name in FIGURES})


def _day(field: str, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise BadRequestError(field, f"{text!r} is no day of the calendar; write one as 2026-11-20") from error
