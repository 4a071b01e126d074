"""The page's own files, each under an address that changes with the build, so that a browser keeps it for good.

    /assets/3f2a90b1/js/main.js   of this build    -> kept for a year, and not asked for again
    /assets/0b1c77de/js/main.js   of an older one  -> what there is now, asked for each time; so is /assets/js/main.js

A script names others by where they lie beside it, so one name in front serves all. Each is packed once, not each time.
"""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response

ASSETS = Path(__file__).parent / "assets"
HOLDS_S = 365 * 86_400
PACKED = frozenset({".css", ".js", ".svg", ".html"})
FRAME = "frame.css"
FRAME_STYLES = ("tokens", "layout", "navigation", "notes", "reminders", "account", "figures")
"""What every page wears. They are sent as one file, `FRAME`: a browser draws nothing before it has the last of them."""

_BUILD = re.compile(r"^([0-9a-f]{8})/")


class File(NamedTuple):
    """What is sent: plain, and packed where that makes it smaller. `tag` names the content."""

    plain: bytes
    packed: bytes | None
    tag: str
    kind: str


def add_assets(server: FastAPI) -> None:
    """Add the route. The files hold nothing of anybody, so they are for whoever asks."""

    @server.api_route("/assets/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def asset(path: str, request: Request) -> Response:
        """Return a file of the page."""
        asked = _BUILD.match(path)
        found = _file(path[asked.end() :] if asked else path)
        lasts = asked is not None and asked[1] == build()
        headers = {
            "cache-control": f"public, max-age={HOLDS_S}, immutable" if lasts else "no-cache",
            "etag": found.tag,
            "vary": "accept-encoding",
        }
        if found.tag in request.headers.get("if-none-match", ""):
            return Response(None, 304, headers)
        if found.packed is None or "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(found.plain, 200, headers, found.kind)
        return Response(found.packed, 200, headers | {"content-encoding": "gzip"}, found.kind)


def lasting(html: str) -> str:
    """Return a document whose files are named with the build."""
    return html.replace('"/assets/', f'"{prefix()}')


def prefix() -> str:
    """Return what stands in front of a file's path in its lasting address."""
    return f"/assets/{build()}/"


@cache
def build() -> str:
    """Return a name for these files: another one as soon as a byte of them differs."""
    digest = hashlib.sha256()
    for file in sorted(file for file in ASSETS.rglob("*") if file.is_file()):
        digest.update(f"{file.relative_to(ASSETS).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:8]


@cache
def paths() -> tuple[str, ...]:
    """Return the paths of all files in `ASSETS`, and of `FRAME`. Nothing else is sent."""
    return (FRAME, *sorted(each.relative_to(ASSETS).as_posix() for each in ASSETS.rglob("*") if each.is_file()))


def _file(path: str) -> File:
    """Return a file by its path below `ASSETS`. Raises 404; a path never leads elsewhere."""
    if path not in paths():
        raise HTTPException(404, f"there is no file {path[:64]!r}; load the page again")
    return _packed(path)


@cache
def _packed(path: str) -> File:
    parts = [ASSETS / f"{each}.css" for each in FRAME_STYLES] if path == FRAME else [ASSETS / path]
    plain = b"\n".join(part.read_bytes() for part in parts)
    packed = gzip.compress(plain, 9, mtime=0) if Path(path).suffix in PACKED else None
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    tag = f'"{hashlib.sha256(plain).hexdigest()[:16]}"'
    return File(plain, packed if packed and len(packed) < len(plain) else None, tag, kind)
