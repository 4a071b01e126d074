"""Any valid message, made from the message's own definition, so that a new field is tested the day it appears."""

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import strategies as st

from contract.delivery import Delivery
from contract.events import BoutEnded
from contract.minute import MinuteRecord
from contract.seat import Corners, LiveFrame

BOOT = "0123abcd"
EPOCH = "0123456789abcdef"
AT_MS = 1_767_225_600_000

EVENT = {"at_ms": AT_MS, "uptime_s": 12.5, "known_ms": AT_MS + 2000, "boot": BOOT, "clock_synced": True}
MINUTE = {
    "at_ms": AT_MS,
    "uptime_s": 12.5,
    "boot": BOOT,
    "clock_synced": True,
    "measured_s": 52.0,
    "unmeasured_s": 8.0,
    "occupied_s": 40.0,
    "vacant_s": 12.0,
    "object_s": 0.0,
}

FLAT = Corners(0.25, 0.25, 0.25, 0.25)


def _minute(parts: dict[str, Any]) -> dict[str, Any]:
    thirds = {name: parts[name] / 4 for name in ("occupied_s", "vacant_s", "object_s", "unmeasured_s")}
    measured_s = thirds["occupied_s"] + thirds["vacant_s"] + thirds["object_s"]
    return parts | thirds | {"measured_s": measured_s}


def _live(parts: dict[str, Any]) -> dict[str, Any]:
    place = {"shares": FLAT, "cop_lateral": 0.0, "cop_fore_aft": 0.0}
    return parts | (dict.fromkeys(place) if parts["shares"] is None else place)


AGREE: dict[type, Callable[[dict[str, Any]], dict[str, Any]]] = {
    BoutEnded: lambda parts: parts | {"measured_s": min(parts["measured_s"], parts["duration_s"])},
    Delivery: lambda parts: parts | {"prev": parts["prev"] % parts["seq"]},
    LiveFrame: _live,
    MinuteRecord: _minute,
}
"""Messages whose fields must agree with each other: how to make them."""


def messages(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for any valid message of a class or of a union."""
    return _values(msgspec.inspect.type_info(kind))


def _values(info: msgspec.inspect.Type) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one way out for each kind of type
    match info:
        case msgspec.inspect.Metadata():
            return _values(info.type)
        case msgspec.inspect.UnionType():
            return st.one_of([_values(each) for each in info.types])
        case msgspec.inspect.LiteralType():
            return st.sampled_from(info.values)
        case msgspec.inspect.StructType():
            return _struct(info)
        case msgspec.inspect.IntType():
            return st.integers(info.ge, info.le)
        case msgspec.inspect.FloatType():
            least = info.gt if info.ge is None else info.ge
            return st.floats(least, info.le, exclude_min=info.gt is not None, allow_nan=False, allow_infinity=False)
        case msgspec.inspect.StrType():
            return st.from_regex(info.pattern) if info.pattern else st.text(max_size=info.max_length)
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.NoneType():
            return st.none()
    raise NotImplementedError(info)


def _struct(info: msgspec.inspect.StructType) -> st.SearchStrategy[Any]:
    agree = AGREE.get(info.cls, lambda parts: parts)
    fields = st.fixed_dictionaries({field.name: _values(field.type) for field in info.fields})
    return fields.map(lambda parts: info.cls(**agree(parts)))
