"""What makes the page a program on a phone: the manifest, and the service worker that keeps what was shown last.

A browser takes either from a safe origin alone: https, or this computer itself.
"""

import hashlib
import json
from functools import cache

from fastapi import FastAPI
from starlette.responses import Response

from dashboard.web.components.frame import frame
from dashboard.web.components.markup import markup
from dashboard.web.pages import PAGES
from dashboard.web.served import ASSETS, FRAME_STYLES, paths, prefix
from dashboard.web.served import build as build_of_files

SCRIPT = "text/javascript"
WORKER = "worker.js"

MANIFEST = {
    "id": "/",
    "name": "Sitwell",
    "short_name": "Sitwell",
    "description": "What your chair measures",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "background_color": "#f6f7f9",
    "theme_color": "#0b7075",
    "icons": [
        {"src": "/assets/icons/app-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
        {"src": "/assets/icons/app-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
        {"src": "/assets/icons/app-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ],
}


def add_installable(server: FastAPI) -> None:
    """Add both routes. They hold nothing of anybody, so they are for whoever asks."""

    @server.get("/manifest.webmanifest", include_in_schema=False)
    def manifest() -> Response:
        """Say what the page is called and how it looks as a program."""
        return Response(json.dumps(MANIFEST), media_type="application/manifest+json")

    @server.get("/sw.js", include_in_schema=False)
    def worker() -> Response:
        """Return the service worker; a browser asks for it at each visit and takes a new one when a byte differs."""
        return Response(service_worker(), media_type=SCRIPT)


@cache
def service_worker() -> str:
    """Return the worker with the build, its files' place, all pages' paths, and what pages need, in front of it."""
    told = {"BUILD": build(), "AT": prefix(), "PAGES": [page.path for page in PAGES], "SHELL": shell()}
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    return constants + (ASSETS / WORKER).read_text("utf-8")


def build() -> str:
    """Return a name for these assets and pages: another one as soon as a byte of them differs."""
    return hashlib.sha256(f"{build_of_files()}\0{markup(frame(PAGES))}".encode()).hexdigest()[:16]


def shell() -> list[str]:
    """Return the addresses of what every page needs: the document in which all stand, and its parts."""
    others = {WORKER, *(f"{name}.css" for name in FRAME_STYLES)}
    return [
        "/",
        *(prefix() + path for path in paths() if path.endswith((".css", ".js", ".svg")) and path not in others),
    ]
