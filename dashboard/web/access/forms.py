"""Forms as a browser posts them, and the token in each that only our own page could know.

The token is made of the browser's cookie by a key that lives as long as the server: another site can neither read it
nor make one, and one that was fetched without this browser's cookie does not fit.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

MOST_BYTES = 8192
FORM = "application/x-www-form-urlencoded"


class FormKey:
    """Makes and checks the tokens of forms."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, cookie: str) -> str:
        """Return the token for a browser with this cookie."""
        return hmac.new(self._key, cookie.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()

    def fits(self, cookie: str | None, fields: Mapping[str, str]) -> bool:
        """Say whether a form came from our own page in this browser."""
        given = fields.get("token", "")
        return bool(cookie) and given.isascii() and hmac.compare_digest(self.token(cookie or ""), given)


async def read(request: Request) -> dict[str, str] | None:
    """Return a form's fields, None when it is none of ours: too long, of another kind, or a field given twice."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except (ValueError, UnicodeError):
        return None
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) and "\0" not in "".join(fields.values()) else None
