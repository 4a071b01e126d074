"""The API's way to tell a chair something: one POST, which ends with the chair's answer."""

from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from contract.codec import decode, encode
from contract.commands import CommandResult
from contract.errors import PayloadError
from dashboard.errors import BrokerAwayError, CommandError, NoAnswerError
from dashboard.web.api.body import body_of
from dashboard.web.api.document import Document
from dashboard.web.commander import KINDS, Commander
from dashboard.web.foreign import Json
from dashboard.web.language import language_of
from dashboard.web.live import ChairNow, Hub
from dashboard.web.reasons import told

BODY = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}


def add_commands(server: FastAPI, hub: Hub, commander: Commander, document: Document) -> None:
    """Add the route to the server."""

    @server.post(
        "/api/v1/chairs/{chair}/commands/{name}",
        dependencies=[Json],
        openapi_extra={"requestBody": BODY},
        responses=document.answers(CommandResult, "What the chair answered."),
    )
    async def tell(chair: str, name: str, request: Request) -> Response:
        """Tell a chair something; return its answer once it has one, accepted or refused with the reason.

        `why` is in the language of whoever asks; `code` is a name of it for programs, "" from an older chair.

        The body has the command's own fields. 404: no such chair or command; 422: a field cannot be; 503: the broker is
        away, nothing was sent; 504: sent, and no answer came.
        """
        if name not in KINDS:
            raise HTTPException(404, f"there is no command {name[:32]!r}; there are {', '.join(KINDS)}")
        if hub.chair(chair) == ChairNow():
            raise HTTPException(404, f"no chair {chair[:32]!r} was ever heard of; GET /api/v1/chairs lists them")
        try:
            fields: dict[str, Any] = decode(await body_of(request) or b"{}", dict[str, Any], name)
            result = await commander.tell(chair, name, fields)
        except PayloadError as error:
            return JSONResponse({"detail": str(error), "field": error.field}, status_code=422)
        answer = told(result, language_of(request.headers))
        return Response(encode(answer), media_type="application/json", headers={"cache-control": "no-store"})

    @server.exception_handler(CommandError)
    def not_told(request: Request, error: CommandError) -> JSONResponse:
        status = 504 if isinstance(error, NoAnswerError) else 503 if isinstance(error, BrokerAwayError) else 429
        return JSONResponse({"detail": language_of(request.headers).said(error.args[0])}, status_code=status)
