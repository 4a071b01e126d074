"""JSON in and out, validated on the way in. A refused message says which field and why."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from contract.errors import PayloadError

T = TypeVar("T")

MAX_BYTES = 16_384
"""No message of ours comes near; a larger one is refused before it is parsed."""

_encoder = msgspec.json.Encoder()


@cache
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def encode(message: msgspec.Struct) -> bytes:
    """Return a message as UTF-8 JSON without spaces."""
    return _encoder.encode(message)


def decode(payload: bytes, kind: type[T], what: str = "") -> T:
    """Return the message in `payload`, or raise `PayloadError` naming field and reason.

    `kind` is one of the contract's message classes or a union of them; `what` names it in the error.
    """
    name: str = what or getattr(kind, "__name__", "message")
    if len(payload) > MAX_BYTES:
        raise PayloadError(name, "", f"{len(payload)} bytes, at most {MAX_BYTES} are accepted")
    try:
        message: T = _decoder(cast("Hashable", kind)).decode(payload)
    except msgspec.ValidationError as error:
        why, _, field = str(error).partition(" - at `$")
        raise PayloadError(name, field.strip(".`"), why) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PayloadError(name, "", f"not JSON: {error}") from error
    return message
