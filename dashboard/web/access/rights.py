"""The one table of who may ask for what. What is not in it is refused, so a new route begins with a row here.

A path is written as for FastAPI; `{chair}` in it, or `chair` in the query, is the chair that a right is about.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from starlette.routing import compile_path

from dashboard.web.access.who import Person, Role, may_run, may_see, may_see_group
from dashboard.web.pages import PAGES


class Right(StrEnum):
    """What somebody needs for a route."""

    PUBLIC = "public"
    """Nothing: whoever reaches the desk."""
    SIGNED_IN = "signed in"
    """To be let in, in any role. The route itself shows nothing of a chair that the person may not see."""
    SEES_CHAIR = "sees the chair"
    """The chair is the person's, or the person is an owner. Without a chair in the request: as `SIGNED_IN`."""
    RUNS_CHAIR = "runs the chair"
    """As above, to change something: commands, import, deletion."""
    SEES_GROUP = "looks at the group"
    """A viewer of the group, or an owner."""
    OWNER = "owner"
    """The role owner."""
    METRICS = "owner, or this computer"
    """The role owner, or a program on this computer while no reverse proxy is told."""
    OWNER_ACCOUNT = "owner, signed in with a password"
    """Both: a token may not change who comes in, whoever it stands for."""
    THEMSELVES = "signed in, not by a token"
    """What is about the person alone: to be let in by log-in, or the desk is open. Nobody asks for another's."""
    ACCOUNT = "signed in with a password"
    """Signed in by log-in: a token may not change who comes in, and an open desk has no accounts."""


class Rule(NamedTuple):
    """A row: HEAD is as GET. `form`: the route takes an HTML form, with a token of its own against foreign sites."""

    method: str
    path: str
    right: Right
    form: bool = False


_CHAIR = "/api/v1/chairs/{chair}"

TABLE: tuple[Rule, ...] = (
    # Pages: empty frames, the same for everybody. What is in them comes from the API.
    *(Rule("GET", page.path, Right.SIGNED_IN) for page in PAGES),
    Rule("GET", "/assets/{file:path}", Right.PUBLIC),
    Rule("GET", "/manifest.webmanifest", Right.PUBLIC),
    Rule("GET", "/sw.js", Right.PUBLIC),
    Rule("GET", "/robots.txt", Right.PUBLIC),
    Rule("GET", "/healthz", Right.PUBLIC),
    Rule("GET", "/metrics", Right.METRICS),
    Rule("GET", "/login", Right.PUBLIC),
    Rule("POST", "/login", Right.PUBLIC, form=True),
    Rule("GET", "/setup", Right.PUBLIC),
    Rule("POST", "/setup", Right.PUBLIC, form=True),
    Rule("GET", "/words/{name}.js", Right.PUBLIC),
    Rule("POST", "/language", Right.PUBLIC, form=True),
    Rule("GET", "/account", Right.ACCOUNT),
    Rule("POST", "/account/password", Right.ACCOUNT, form=True),
    Rule("POST", "/account/browsers", Right.ACCOUNT, form=True),
    Rule("POST", "/account/tokens", Right.ACCOUNT, form=True),
    Rule("POST", "/account/everywhere", Right.ACCOUNT, form=True),
    Rule("POST", "/logout", Right.ACCOUNT, form=True),
    Rule("GET", "/live", Right.SEES_CHAIR),
    Rule("GET", "/api/v1/openapi.json", Right.SIGNED_IN),
    Rule("GET", "/api/v1/me", Right.SIGNED_IN),
    Rule("GET", "/api/v1/people", Right.OWNER_ACCOUNT),
    Rule("POST", "/api/v1/people", Right.OWNER_ACCOUNT),
    Rule("PATCH", "/api/v1/people/{person}", Right.OWNER_ACCOUNT),
    Rule("DELETE", "/api/v1/people/{person}", Right.OWNER_ACCOUNT),
    Rule("GET", "/api/v1/desk", Right.OWNER),
    Rule("POST", "/api/v1/desk/backups", Right.OWNER),
    Rule("GET", "/api/v1/devices", Right.SIGNED_IN),
    Rule("GET", "/api/v1/me/back", Right.THEMSELVES),
    Rule("GET", "/api/v1/me/diary", Right.THEMSELVES),
    Rule("POST", "/api/v1/me/diary", Right.THEMSELVES),
    Rule("PUT", "/api/v1/me/diary/{number}", Right.THEMSELVES),
    Rule("DELETE", "/api/v1/me/diary/{number}", Right.THEMSELVES),
    Rule("GET", "/api/v1/me/workplace", Right.THEMSELVES),
    Rule("PUT", "/api/v1/me/workplace/{item}", Right.THEMSELVES),
    Rule("GET", "/api/v1/me/data", Right.THEMSELVES),
    Rule("DELETE", "/api/v1/me/data", Right.THEMSELVES),
    Rule("POST", "/api/v1/me/import", Right.THEMSELVES),
    Rule("GET", "/api/v1/chairs", Right.SIGNED_IN),
    Rule("GET", _CHAIR, Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/today", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/day/{{on}}", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/history", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/compare", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/goals", Right.SEES_CHAIR),
    Rule("PUT", f"{_CHAIR}/goals", Right.RUNS_CHAIR),
    Rule("GET", f"{_CHAIR}/insights", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/report", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/letters", Right.RUNS_CHAIR),
    Rule("PUT", f"{_CHAIR}/letters", Right.RUNS_CHAIR),
    Rule("GET", f"{_CHAIR}/minutes", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/events", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/bouts", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/quarters", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/days", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/figures", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/prompts", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/channels", Right.RUNS_CHAIR),
    Rule("PUT", f"{_CHAIR}/channels", Right.RUNS_CHAIR),
    Rule("POST", f"{_CHAIR}/channels/{{number}}/test", Right.RUNS_CHAIR),
    Rule("GET", f"{_CHAIR}/export", Right.SEES_CHAIR),
    Rule("POST", f"{_CHAIR}/import", Right.RUNS_CHAIR),
    Rule("GET", f"{_CHAIR}/data", Right.RUNS_CHAIR),
    Rule("DELETE", f"{_CHAIR}/data", Right.RUNS_CHAIR),
    Rule("GET", f"{_CHAIR}/jobs", Right.SEES_CHAIR),
    Rule("GET", f"{_CHAIR}/jobs/{{number}}", Right.SEES_CHAIR),
    Rule("POST", f"{_CHAIR}/commands/{{name}}", Right.RUNS_CHAIR),
    Rule("GET", "/api/v1/groups", Right.SIGNED_IN),
    Rule("POST", "/api/v1/groups", Right.OWNER_ACCOUNT),
    Rule("DELETE", "/api/v1/groups/{group}", Right.OWNER_ACCOUNT),
    Rule("GET", "/api/v1/groups/{group}/days", Right.SEES_GROUP),
)
# Not in it, though Dash answers there: /_dash-layout, /_dash-component-suites and the like, whose scripts the page does
# not use (decision 0017), /_reload-hash (its debugger's), /static, /_favicon.ico and every other path.


def rule_of(method: str, path: str) -> tuple[Rule, Mapping[str, Any]] | None:
    """Return the row for a request and what its path names; None: nothing of that name may be asked for."""
    wanted = "GET" if method == "HEAD" else method
    for rule, pattern in _compiled(TABLE):
        if rule.method == wanted and (found := pattern.fullmatch(path)):
            return rule, found.groupdict()
    return None


def allowed(
    right: Right, person: Person | None, chairs: Iterable[str], *, group: int | None = None, local: bool = False
) -> bool:
    """Say whether somebody has a right over all these chairs and this group.

    `local`: the request comes from this computer itself.
    """
    if right is Right.PUBLIC or (right is Right.METRICS and local):
        return True
    if person is None:
        return False
    owner, login = person.role is Role.OWNER, person.way == "login"
    if right in {Right.OWNER, Right.METRICS, Right.OWNER_ACCOUNT}:
        return owner and (login or right is not Right.OWNER_ACCOUNT)
    if right is Right.SEES_GROUP:
        return group is not None and may_see_group(person, group)
    if right in {Right.ACCOUNT, Right.THEMSELVES}:
        return login or (right is Right.THEMSELVES and person.way == "open")
    may = may_run if right is Right.RUNS_CHAIR else may_see
    return right is Right.SIGNED_IN or all(may(person, chair) for chair in chairs)


@lru_cache(maxsize=4)
def _compiled(table: tuple[Rule, ...]) -> tuple[tuple[Rule, Any], ...]:
    return tuple((rule, compile_path(rule.path)[0]) for rule in table)
