"""Tells a message of another version from a malformed one, by what its heading says. Pure."""

from typing import get_args

import msgspec

from contract.codec import decode
from contract.delivery import Durable
from contract.errors import PayloadError
from contract.scalars import Version

VERSIONS = frozenset(get_args(Version))
KINDS = frozenset(kind.__struct_config__.tag for kind in get_args(Durable))


class UnknownHereError(PayloadError):
    """A message of a version or kind unknown here. It is no fault of the sender's, and a newer Sitwell reads it."""


class _Envelope(msgspec.Struct):
    version: int = 1
    body: msgspec.Raw = msgspec.Raw(b"{}")


class _Body(msgspec.Struct):
    kind: str
    version: int = 1


def of_another_version(payload: bytes) -> bool:
    """Return whether a message that was refused says of itself that it is of a version or kind unknown here.

    An unknown envelope may hold anything; in one that is known, the body names its kind and version.
    """
    try:
        envelope = decode(payload, _Envelope)
        if envelope.version not in VERSIONS:
            return envelope.version >= 1
        body = decode(bytes(envelope.body), _Body)
    except PayloadError:
        return False
    return body.version >= 1 and (body.version not in VERSIONS or body.kind not in KINDS)
