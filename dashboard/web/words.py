"""The routes of languages: the texts for the page's modules, and the choice, of units too."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from dashboard.locale.catalogue import LANGUAGES, SOURCE, catalogue, read_catalog
from dashboard.locale.units import Units
from dashboard.store import preferences
from dashboard.web.access import forms
from dashboard.web.access.door import AccountDoor, Door
from dashboard.web.access.pages import local, to
from dashboard.web.api.desk import Desk
from dashboard.web.language import COOKIE, UNITS_COOKIE

HOLDS_S = 365 * 86_400


def add_words(server: FastAPI, desk: Desk, door: Door) -> None:
    """Add the routes to the server. `door` tells whose choice it is, where that is known."""

    def keep(person: int, language: str, units: str) -> None:
        with desk.open_to_ask() as connection:
            preferences.choose(connection, person, language, units)

    @server.get("/words/{name}.js", include_in_schema=False)
    def words(name: str) -> Response:
        """Return the texts of a language as a module. Its name changes with them, so that a browser keeps it."""
        found = {words_path(each): each for each in LANGUAGES if each != SOURCE}.get(f"/words/{name}.js")
        if found is None:
            raise HTTPException(404, f"there are no words called {name[:32]!r}; load the page again")
        kept = {"cache-control": f"public, max-age={HOLDS_S}, immutable"}
        return Response(_module(found), media_type="text/javascript", headers=kept)

    @server.post("/language", include_in_schema=False)
    async def choose(request: Request) -> Response:
        """Keep the choice for who is logged in and in this browser, and go back to where it was made."""
        fields = await forms.read(request) or {}
        answer = to(local(fields.get("back", "/"), never=("/live",)))
        language = fields.get("language", "")
        units = Units.read(f"{fields.get('clock', '')}-{fields.get('mass', '')}")
        chosen = {
            COOKIE: language if language in LANGUAGES else "",
            UNITS_COOKIE: units.write() if units else "",
        }
        if any(chosen.values()) and (person := await door.who(request)) is not None:
            await run_in_threadpool(keep, person.id, *chosen.values())
            if isinstance(door, AccountDoor):
                door.forget()
        secure = request.scope["scheme"] == "https"
        for name, value in chosen.items():
            if value:
                answer.set_cookie(name, value, max_age=HOLDS_S, secure=secure, httponly=True, samesite="lax")
        return answer


@cache
def words_path(language: str) -> str:
    """Return where a language's texts are; "" for English, whose texts stand where they are used."""
    if language == SOURCE:
        return ""
    return f"/words/{language}-{sha256(_module(language).encode()).hexdigest()[:12]}.js"


@cache
def _module(language: str) -> str:
    told = catalogue(language)
    away = {each.id for each in read_catalog(language) if isinstance(each.id, str) and _is_of_files(each.locations)}
    read = {text: said for text, said in told.texts.items() if text not in away}
    texts = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
    return f"export default {texts};\nexport const plural = (n) => Number({told.plural});\n"


def _is_of_files(places: Sequence[tuple[str, int]]) -> bool:
    """Whether a text stands only in what is taken away, so that no page has it."""
    return bool(places) and all(file.startswith("dashboard/exchange/") for file, _ in places)
