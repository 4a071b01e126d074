"""Whose language: the person's own, else the one chosen in this browser, else its first that there is, else English.

A choice is kept for the person who is logged in, so that every browser of theirs and a report by mail speak it; and in
the browser as a cookie, which needs no account and holds a year, for the page of log-in. How times of day and masses
are written is chosen and kept in the same way.
"""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from dashboard.locale.catalogue import LANGUAGES, SOURCE, Catalogue, catalogue
from dashboard.locale.units import Units
from dashboard.store.preferences import Chosen

COOKIE = "sitwell_language"
UNITS_COOKIE = "sitwell_units"
OWN, OWN_UNITS = "x-sitwell-language", "x-sitwell-units"
"""Headers of ours: the guard notes the person's choice in them, and takes away what a browser sent by these names."""

VARY = "Accept-Language, Cookie"
"""What a document in somebody's language depends on."""

LONGEST = 200
"""Characters of an Accept-Language header that are read."""


def language_of(headers: Headers) -> Catalogue:
    """Return the language of whoever sends these headers."""
    cookies = cookie_parser(headers.get("cookie", ""))
    own = Chosen(headers.get(OWN, ""), headers.get(OWN_UNITS, ""))
    kept = Chosen(cookies.get(COOKIE, ""), cookies.get(UNITS_COOKIE, ""))
    return preferred(own, kept, headers.get("accept-language", ""))


def preferred(own: Chosen, kept: Chosen, accepted: str) -> Catalogue:
    """Return the language for a person's own choice, that of cookies, and an Accept-Language header, "" for none."""
    units = Units.read(own.units) or Units.read(kept.units) or Units()
    for chosen in (own.language, kept.language):
        if chosen in LANGUAGES:
            return catalogue(chosen, units)
    wanted = parse_accept_header(accepted[:LONGEST], LanguageAccept)
    return catalogue(wanted.best_match(LANGUAGES, SOURCE), units)


def noted(headers: Iterable[tuple[bytes, bytes]], own: Chosen) -> list[tuple[bytes, bytes]]:
    """Return the headers of a request with what the person chose."""
    said = {OWN.encode(): own.language.encode(), OWN_UNITS.encode(): own.units.encode()}
    kept = [pair for pair in headers if pair[0].lower() not in said]
    return kept + [(name, value) for name, value in said.items() if value]
