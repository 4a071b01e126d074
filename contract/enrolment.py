"""What a chair must know of its broker, as one text that is carried from the desk to the chair and typed by nobody.

    sitwell-dashboard chair add  --  sitwell1:eyJ2ZXJz...  -->  sitwell-edge enroll

The text holds a password: whoever has it can speak as this chair.
"""

import base64
import binascii
from typing import Annotated, Literal

import msgspec

from contract.errors import ConfigError
from contract.scalars import ChairId

MARK = "sitwell1:"
"""Begins every code; another number is another form."""

LONGEST_CODE = 8192
"""Characters. A code with one certificate has about a thousand."""


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """Where the broker is, how to know it, and how one chair is let in."""

    version: Literal[1] = 1
    chair: ChairId
    host: Annotated[str, msgspec.Meta(min_length=1, max_length=253, pattern=r"^[0-9A-Za-z.:_-]+$(?!\n)")]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]
    prefix: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    password: Annotated[str, msgspec.Meta(min_length=16, max_length=200, pattern=r"^[\x21-\x7e]+$(?!\n)")]
    ca: Annotated[str, msgspec.Meta(min_length=1, max_length=4096, description="certificate of the broker's CA, PEM")]

    def __repr__(self) -> str:
        """Show everything but the password: this text reaches logs."""
        return f"Enrolment(chair={self.chair!r}, host={self.host!r}, port={self.port})"

    def code(self) -> str:
        """Return the text that `read_code` understands."""
        return MARK + base64.urlsafe_b64encode(msgspec.json.encode(self)).decode("ascii").rstrip("=")


def read_code(text: str) -> Enrolment:
    """Return what a code says; spaces and line breaks in it do not matter. Raises `ConfigError`, never showing it."""
    packed = "".join(text.split())
    if not packed.startswith(MARK):
        raise ConfigError(f"this is no enrolment code: it begins with {MARK}; `sitwell-dashboard chair add` makes one")
    if len(packed) > LONGEST_CODE:
        raise ConfigError("this is no enrolment code: it is too long; copy the code alone")
    body = packed.removeprefix(MARK)
    try:
        plain = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        return msgspec.json.decode(plain, type=Enrolment)
    except msgspec.ValidationError as error:
        raise ConfigError(f"the enrolment code says something odd: {error}; make a new one") from error
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError("the enrolment code is damaged or cut off; copy the whole line") from error
