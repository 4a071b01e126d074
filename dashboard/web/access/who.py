"""Who asks. The guard puts a `Person` into `request.state.person` before any route runs."""

from enum import StrEnum
from typing import Literal, NamedTuple

from fastapi import Request

from dashboard.store.preferences import Chosen


class Role(StrEnum):
    """What somebody is here for."""

    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"


Way = Literal["login", "token", "open"]
"""How somebody showed who they are: a cookie, a bearer token, or not at all, because the desk is open."""


class Person(NamedTuple):
    """Somebody who was let in. `chairs` are the ids of the chairs that are theirs; an owner runs every chair.

    `groups` are the numbers of those that they are in; a viewer looks at these. `own` is the language that they
    chose, and their units.
    """

    id: int
    name: str
    role: Role
    chairs: frozenset[str] = frozenset()
    way: Way = "login"
    groups: frozenset[int] = frozenset()
    own: Chosen = Chosen()


AT_THIS_COMPUTER = Person(0, "This computer", Role.OWNER, way="open")
"""Whoever asks while `open_on_loopback` is set."""


def may_see(person: Person, chair: str) -> bool:
    """Say whether somebody may see what a chair measured and says. A viewer sees no chair, whatever is written."""
    return person.role is Role.OWNER or (person.role is Role.MEMBER and chair in person.chairs)


def may_run(person: Person, chair: str) -> bool:
    """Say whether somebody may command a chair, and export, import and delete what it measured."""
    return may_see(person, chair)


def may_see_group(person: Person, group: int) -> bool:
    """Say whether somebody may see what is told of a group: its viewers and owners. Who counts in it may not."""
    return person.role is Role.OWNER or (person.role is Role.VIEWER and group in person.groups)


def is_own(person: Person, chair: str) -> bool:
    """Say whether a chair is somebody's to sit on: an owner sees every chair, and sits on those that are the owner's.

    At an open desk there is one person, and every chair is that person's.
    """
    return person.way == "open" or (chair in person.chairs and may_see(person, chair))


def person_of(request: Request) -> Person:
    """Return who asks. Never None behind the guard, but on a public route."""
    person: Person = request.state.person
    return person
