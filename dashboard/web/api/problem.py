"""One shape for everything that did not work: `detail` names the remedy, `field` the part of the request."""

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from contract.errors import PayloadError, SitwellError
from dashboard.errors import DiaryFullError
from dashboard.exchange.reading import ExchangeError
from dashboard.web.language import language_of


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not answered as asked. `detail` names the remedy, `field` the parameter it is about."""

    detail: str
    field: str | None = None


class BadRequestError(SitwellError, ValueError):
    """A parameter cannot be what it is."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        super().__init__(f"{field}: {why}")


def add_problems(server: FastAPI) -> None:
    """Answer what the framework and we refuse in our one shape."""

    @server.exception_handler(RequestValidationError)
    def not_valid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        field = str(first["loc"][-1]) if first["loc"] else ""
        why = str(first["msg"])
        return answer(422, f"{field}: {why[:1].lower()}{why[1:]}; /api/v1/openapi.json says what it takes", field)

    @server.exception_handler(BadRequestError)
    def cannot_be(_request: Request, error: BadRequestError) -> JSONResponse:
        return answer(422, str(error), error.field)

    @server.exception_handler(PayloadError)
    def no_payload(_request: Request, error: PayloadError) -> JSONResponse:
        return answer(422, str(error), error.field)

    @server.exception_handler(DiaryFullError)
    def full(_request: Request, error: DiaryFullError) -> JSONResponse:
        return answer(409, str(error))

    @server.exception_handler(ExchangeError)
    def no_export(_request: Request, error: ExchangeError) -> JSONResponse:
        return answer(422, str(error), "body")

    @server.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        detail = language_of(request.headers).said(error.detail)
        return JSONResponse({"detail": detail}, error.status_code, error.headers)


def answer(status: int, detail: str, field: str = "") -> JSONResponse:
    """Return a problem as the server sends it."""
    return JSONResponse({"detail": detail} | ({"field": field} if field else {}), status_code=status)
