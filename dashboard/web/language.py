"""Whose language: the person's own, else the one chosen in this browser, else its first that there is, else English.

A choice is kept for the person who is logged in, so that every browser of theirs and a report by mail speak it; and in
the browser as a cookie, which needs no account and holds a year, for the page of log-in.
"""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from dashboard.locale.catalogue import LANGUAGES, SOURCE, Catalogue, catalogue

COOKIE = "sitwell_language"
OWN = "x-sitwell-language"
"""A header of ours: the guard notes the person's language in it, and takes away what a browser sent under that name."""

VARY = "Accept-Language, Cookie"
"""What a document in somebody's language depends on."""

LONGEST = 200
"""Characters of an Accept-Language header that are read."""


def language_of(headers: Headers) -> Catalogue:
    """Return the language of whoever sends these headers."""
    cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    return preferred(headers.get(OWN, ""), cookie, headers.get("accept-language", ""))


def preferred(own: str, cookie: str, accepted: str) -> Catalogue:
    """Return the language for a person's own, a cookie and an Accept-Language header, each "" where there is none."""
    for chosen in (own, cookie):
        if chosen in LANGUAGES:
            return catalogue(chosen)
    wanted = parse_accept_header(accepted[:LONGEST], LanguageAccept)
    return catalogue(wanted.best_match(LANGUAGES, SOURCE))


def noted(headers: Iterable[tuple[bytes, bytes]], own: str) -> list[tuple[bytes, bytes]]:
    """Return the headers of a request with the person's own language, "" for none."""
    name = OWN.encode()
    kept = [pair for pair in headers if pair[0].lower() != name]
    return [*kept, (name, own.encode())] if own else kept
