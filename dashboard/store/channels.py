"""Where the reminders of a chair go beside the page, and which went.

Each function runs inside a transaction of its caller. Web writes `channels`, ingest `reminded`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from dashboard.store.reminder_tables import CHANNELS, REMINDED
from dashboard.store.schema import EVENTS
from dashboard.store.upsert import add


class Channel(NamedTuple):
    """A place that is told `after_s` after the firm prompt. `url` is a secret: never in a log, an answer or a page."""

    id: int
    chair: str
    name: str
    url: str
    after_s: float

    def __repr__(self) -> str:
        """Show everything but the address: this text may reach a log."""
        return f"Channel(id={self.id}, chair={self.chair!r}, name={self.name!r}, url=..., after_s={self.after_s})"


class Reminded(NamedTuple):
    """What was last said to a channel: when, and whether it took it; None while that is not known."""

    at_ms: int
    sent: bool | None


_COLUMNS = [CHANNELS.c[name] for name in Channel._fields]


def channels(connection: Connection, chair: str | None = None) -> list[Channel]:
    """Return the channels of a chair, or of all, in the order in which they were made."""
    found = select(*_COLUMNS).order_by(CHANNELS.c.id)
    if chair is not None:
        found = found.where(CHANNELS.c.chair == chair)
    return [Channel._make(row) for row in connection.execute(found)]


def set_channels(connection: Connection, chair: str, wanted: Sequence[Channel]) -> None:
    """Let these be the chair's channels. One with an `id` that is there is changed, one with id 0 is new."""
    there = {each.id for each in channels(connection, chair)}
    kept = {each.id for each in wanted} & there
    connection.execute(delete(CHANNELS).where(CHANNELS.c.chair == chair, CHANNELS.c.id.not_in(kept)))
    for each in wanted:
        values = {"chair": chair, "name": each.name, "url": each.url, "after_s": each.after_s}
        if each.id in kept:
            connection.execute(update(CHANNELS).where(CHANNELS.c.id == each.id).values(values))
        else:
            connection.execute(insert(CHANNELS).values(values))


def limit_reached_ms(connection: Connection, chair: str, after_ms: int, until_ms: int) -> int | None:
    """Return when the chair last prompted firmly in (after_ms, until_ms], by a clock that was set; None if not."""
    firm = (EVENTS.c.chair == chair, EVENTS.c.kind == "prolonged_alerted", EVENTS.c.placed.is_(True))
    newest = select(func.max(EVENTS.c.at_ms)).where(*firm, EVENTS.c.at_ms > after_ms, EVENTS.c.at_ms <= until_ms)
    found: int | None = connection.execute(newest).scalar()
    return found


def claim(connection: Connection, channel: Channel, limit_ms: int, now_ms: int) -> bool:
    """Note that a channel is told of a limit now. False: it was already, and is not told again."""
    row = {"chair": channel.chair, "channel": channel.id, "limit_ms": limit_ms, "at_ms": now_ms, "sent": None}
    return bool(add(connection, REMINDED, [row]))


def told_of(connection: Connection, channel: Channel, limit_ms: int) -> bool:
    """Return whether a channel was told of a limit."""
    ours = (REMINDED.c.chair == channel.chair, REMINDED.c.channel == channel.id, REMINDED.c.limit_ms == limit_ms)
    return connection.execute(select(REMINDED.c.at_ms).where(*ours)).first() is not None


def settle(connection: Connection, channel: Channel, limit_ms: int, *, sent: bool) -> None:
    """Note whether a channel took what it was told."""
    ours = (REMINDED.c.chair == channel.chair, REMINDED.c.channel == channel.id, REMINDED.c.limit_ms == limit_ms)
    connection.execute(update(REMINDED).where(*ours).values(sent=sent))


def last_told(connection: Connection, chair: str) -> dict[int, Reminded]:
    """Return of each channel of a chair what it was last told; those that never were are absent."""
    found = select(REMINDED.c.channel, REMINDED.c.at_ms, REMINDED.c.sent).where(REMINDED.c.chair == chair)
    return {row[0]: Reminded(row[1], row[2]) for row in connection.execute(found.order_by(REMINDED.c.at_ms))}
