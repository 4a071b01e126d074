"""Server-sent events: first everything the page needs, then what changes. One JSON object an event, a `Patch`."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from contract.codec import encode
from contract.seat import LiveFrame
from contract.state import ChairMeta, ChairSettings, ChairState
from dashboard.errors import StoreError
from dashboard.web.live import Hub, Listener

QUIET_S = 3.0
"""Something is sent at least this often, so that the page notices a connection that is dead but not closed."""

RIGHT_S = 10.0
"""So often it is asked whether who listens still may: a log-out ends streams soon after."""

log = logging.getLogger(__name__)

EVERYTHING = {"availability", "meta", "state", "config", "frame", "chairs", "broker"}


class ListedChair(msgspec.Struct, frozen=True, kw_only=True):
    """A chair as the list shows it."""

    id: str
    name: str
    online: bool


class Patch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What changed; a key that is missing is as it was. `age_s` is how long ago the frame came."""

    chair: str | msgspec.UnsetType = msgspec.UNSET
    availability: bool | msgspec.UnsetType | None = msgspec.UNSET
    meta: ChairMeta | msgspec.UnsetType | None = msgspec.UNSET
    state: ChairState | msgspec.UnsetType | None = msgspec.UNSET
    config: ChairSettings | msgspec.UnsetType | None = msgspec.UNSET
    frame: LiveFrame | msgspec.UnsetType | None = msgspec.UNSET
    age_s: float | msgspec.UnsetType = msgspec.UNSET
    chairs: list[ListedChair] | msgspec.UnsetType = msgspec.UNSET
    broker: bool | msgspec.UnsetType = msgspec.UNSET


Sees = Callable[[str], bool]
"""Whether a chair may be shown to who listens."""


Still = Callable[[], Awaitable[bool]]
"""Whether who listens is still let in, with the same rights. Raises `StoreError`."""


async def stream(hub: Hub, chair: str | None, sees: Sees, still: Still) -> AsyncIterator[bytes]:
    """Yield the events of one browser until it goes away, may no longer listen, or the hub is closed."""
    with Listener(hub, chair) as listener:
        yield event(patch(hub, chair, EVERYTHING, sees))
        asked_s = hub.clock_s()
        while not hub.closed:
            changes = await listener.changes(QUIET_S)
            if hub.clock_s() - asked_s >= RIGHT_S:
                asked_s = hub.clock_s()
                if not await _holds(still):
                    return
            yield event(patch(hub, chair, changes, sees))


async def _holds(still: Still) -> bool:
    try:
        return await still()
    except StoreError as error:
        log.warning("a live stream was ended, because nobody can be looked up: %s", error)
        return False


def event(change: Patch) -> bytes:
    """Return a change in the form of the event stream."""
    return b"data: " + encode(change) + b"\n\n"


def patch(hub: Hub, chair: str | None, changed: set[str], sees: Sees) -> Patch:
    """Return the present value of everything in `changed`. The list has only chairs that may be shown."""
    values: dict[str, object] = {}
    if "chairs" in changed:
        values["chairs"] = listed(hub, sees)
    if "broker" in changed:
        values["broker"] = hub.broker_online
    if chair is not None:
        now = hub.chair(chair)
        values |= {name: getattr(now, name) for name in ("availability", "meta", "state", "config") if name in changed}
        if "frame" in changed:
            values |= {"frame": now.frame, "age_s": round(hub.clock_s() - now.frame_s, 3)}
        if changed >= EVERYTHING:
            values["chair"] = chair
    return msgspec.convert(values, Patch, from_attributes=True)


def listed(hub: Hub, sees: Sees) -> list[ListedChair]:
    """Return every chair the hub has heard of and that may be shown, by name."""
    chairs = [
        ListedChair(id=id_, name=now.meta.name if now.meta and now.meta.name else id_, online=now.availability is True)
        for id_, now in hub.chairs().items()
        if sees(id_)
    ]
    return sorted(chairs, key=lambda chair: (chair.name, chair.id))
