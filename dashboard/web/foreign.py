"""Keeps other web sites from acting in the name of whoever sits at the desk (cross-site request forgery).

A browser sends our cookie along with what other sites ask of us, and an open desk has not even that. Each of these
keeps such a request out, and each is enough for today's browsers:

- the cookie is SameSite=Lax: other sites' forms and scripts do not get it sent;
- `Sec-Fetch-Site`, which a browser sets and no script can: only our own page, or what is no page at all;
- `Origin`, for browsers that are older than that: it must be the host that was asked;
- a body that a form cannot send: another site may send JSON only after asking us, and we never agree (no CORS headers);
- where the body is a form of ours, a token in it that only our own page could read.

`same-site` is refused too: another port of this computer is the same site, and somebody else's program.
"""

from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import Headers

WAYS = ("same-origin", "none")

FORM = "application/x-www-form-urlencoded"
FORMS = ("", FORM, "multipart/form-data", "text/plain")
"""What any site may have a browser post without asking us first."""


def content_type(headers: Headers) -> str:
    """Return the kind of the body, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def foreign(method: str, headers: Headers, *, form: bool) -> tuple[int, str] | None:
    """Return status and reason for a request that may come from another site; None when it does not.

    `form`: the route takes our own forms, which carry a token; any other takes only what no form can send.
    """
    if not form and method == "POST" and content_type(headers) in FORMS:
        return 415, "send the fields as JSON, with Content-Type: application/json"
    if headers.get("sec-fetch-site", "none") not in WAYS:
        return 403, "this was sent from another web site; use Sitwell's own page"
    for origin in headers.getlist("origin"):
        if not _is(origin, headers.get("host", "")):
            return 403, f"this was sent from {origin[:100]!r}; use Sitwell's own page"
    return None


def take_json(request: Request) -> None:
    """Raise 415 for a body that does not say it is JSON."""
    if content_type(request.headers) != "application/json":
        raise HTTPException(415, "send the fields as JSON, with Content-Type: application/json")


Json = Depends(take_json)
"""Among a route's dependencies: its body is JSON and says so."""


def _is(origin: str, host: str) -> bool:
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and found.netloc.lower() == host.lower()
