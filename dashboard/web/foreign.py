"""Keeps other web sites from acting in the name of whoever sits at the desk (cross-site request forgery).

There is no log-in and no cookie yet: whoever reaches 127.0.0.1 may act, and a foreign site in the same browser reaches
it. Three things keep it out, each alone already for today's browsers:

- a body that says it is JSON: another site may send that only after asking us, and we never agree (no CORS headers);
- `Sec-Fetch-Site`, which a browser sets and no script can: only our own page, or what is no page at all;
- `Origin`, for browsers that are older than that: it must be the host that was asked.

`same-site` is refused too: another port of this computer is the same site, and somebody else's program.
"""

from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request

WAYS = ("same-origin", "none")


def refuse_foreign(request: Request) -> None:
    """Raise 415 or 403 for a request that another web site could have made. For every route that changes something."""
    headers = request.headers
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "send the fields as JSON, with Content-Type: application/json")
    if headers.get("sec-fetch-site", "none") not in WAYS:
        raise HTTPException(403, "this was sent from another web site; use Sitwell's own page")
    origin = headers.get("origin")
    if origin is not None and not _is(origin, headers.get("host", "")):
        raise HTTPException(403, f"this was sent from {origin[:100]!r}; use Sitwell's own page")


Ours = Depends(refuse_foreign)
"""Among a route's dependencies: only our own page and programs may ask for it."""


def _is(origin: str, host: str) -> bool:
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and found.netloc.lower() == host.lower()
