"""Whose language: the one chosen in this browser, else the first of its own that there is, else English.

The choice is a cookie and no more: it needs no account, it says nothing about anybody, and it holds a year.
"""

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from dashboard.locale.catalogue import LANGUAGES, SOURCE, Catalogue, catalogue

COOKIE = "sitwell_language"
VARY = "Accept-Language, Cookie"
"""What a document in somebody's language depends on."""

LONGEST = 200
"""Characters of an Accept-Language header that are read."""


def language_of(headers: Headers) -> Catalogue:
    """Return the language of whoever sends these headers."""
    return preferred(cookie_parser(headers.get("cookie", "")).get(COOKIE, ""), headers.get("accept-language", ""))


def preferred(cookie: str, accepted: str) -> Catalogue:
    """Return the language for a cookie and an Accept-Language header, each "" where there is none."""
    if cookie in LANGUAGES:
        return catalogue(cookie)
    wanted = parse_accept_header(accepted[:LONGEST], LanguageAccept)
    return catalogue(wanted.best_match(LANGUAGES, SOURCE))
