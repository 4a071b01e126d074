"""Who may come in, for owners who are logged in. The rules are in `dashboard.web.access.membership`."""

from typing import Annotated

import msgspec
from fastapi import FastAPI, Path, Request
from fastapi.responses import JSONResponse, Response

from contract.codec import decode
from dashboard.errors import AccessError, NameTakenError, NoSuchGroupError, NoSuchPersonError, OnlyOwnerError
from dashboard.store.people import LONGEST_NAME
from dashboard.web.access.door import AccountDoor
from dashboard.web.access.membership import Member, MemberChange, Membership, NewMember, YourselfError
from dashboard.web.access.who import person_of
from dashboard.web.api import problem
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.document import Document
from dashboard.web.api.groups import Group, GroupPath
from dashboard.web.foreign import Json
from dashboard.web.language import language_of

PersonPath = Annotated[int, Path(ge=1, le=2**31 - 1, description="number of the person")]


class Members(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who may log in, by name."""

    people: list[Member]


class NewGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group to be made."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]


STATUSES = {NoSuchPersonError: 404, NoSuchGroupError: 404, NameTakenError: 409, OnlyOwnerError: 409, YourselfError: 409}


def add_people(server: FastAPI, door: AccountDoor, document: Document) -> None:
    """Add the routes to the server."""
    membership = Membership(door)

    @server.get("/api/v1/people", responses=document.answers(Members, "Everybody who may log in."))
    async def everybody(request: Request) -> Response:
        """Return everybody who may log in, with role and chairs."""
        return answer(Members(people=await membership.everybody(person_of(request).id)))

    @server.post(
        "/api/v1/people",
        status_code=201,
        dependencies=[Json],
        responses=document.answers(Member, "Let in; with the password, which is shown only now.", 201),
        openapi_extra=document.takes(NewMember),
    )
    async def let_in(request: Request) -> Response:
        """Let somebody in. The desk makes a password: hand it over; it is shown only now."""
        new = decode(await body_of(request), NewMember, "body")
        return answer(await membership.let_in(new, person_of(request).id), 201)

    @server.patch(
        "/api/v1/people/{person}",
        dependencies=[Json],
        responses=document.answers(Member, "As it is now; with the password where one was made."),
        openapi_extra=document.takes(MemberChange),
    )
    async def change(person: PersonPath, request: Request) -> Response:
        """Change somebody's role, chairs, groups, password. The own role and password are not changed here."""
        wanted = decode(await body_of(request), MemberChange, "body")
        return answer(await membership.change(person, wanted, person_of(request).id))

    @server.delete("/api/v1/people/{person}", responses=document.answers(Member, "Who was shut out."))
    async def shut_out(person: PersonPath, request: Request) -> Response:
        """Shut somebody out, with browsers and tokens. What the chairs measured stays."""
        return answer(await membership.shut_out(person, person_of(request).id))

    @server.post(
        "/api/v1/groups",
        status_code=201,
        dependencies=[Json],
        responses=document.answers(Group, "Made; nobody is in it yet.", 201),
        openapi_extra=document.takes(NewGroup),
    )
    async def make_group(request: Request) -> Response:
        """Make a group. Who is in it is a person's: PATCH /api/v1/people/{person}."""
        new = decode(await body_of(request), NewGroup, "body")
        return answer(Group(**(await membership.group(new.name))._asdict()), 201)

    @server.delete("/api/v1/groups/{group}", responses=document.answers(Group, "The group that was removed."))
    async def remove_group(group: GroupPath) -> Response:
        """Remove a group. What was told of it is shown no more."""
        return answer(Group(**(await membership.ungroup(group))._asdict()))

    @server.exception_handler(AccessError)
    def cannot_be(request: Request, error: AccessError) -> JSONResponse:
        detail = language_of(request.headers).said(error.args[0])
        return problem.answer(STATUSES.get(type(error), 422), detail)
