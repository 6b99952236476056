"""Errors as RFC 9457 problem details: one shape for every answer that is not a success."""

from collections.abc import Iterable
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger()


class Problem(Exception):
    """Answer the request with `status`; `code` is what a client may switch on, `detail`
    what its developer reads."""

    def __init__(
        self, status: int, code: str, detail: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


class ProblemBody(BaseModel):
    """The members of RFC 9457; `type` is about:blank, so `code` tells problems apart."""

    type: str
    title: str
    status: int
    code: str
    detail: str


def documented(*statuses: int) -> dict[int | str, dict]:
    """Return the OpenAPI `responses` of a route that may answer with these problems."""
    content = {MEDIA_TYPE: {"schema": ProblemBody.model_json_schema()}}
    return {s: {"description": HTTPStatus(s).phrase, "content": content} for s in statuses}


def answer(status: int, code: str, detail: str, headers: dict | None = None) -> JSONResponse:
    """Return a problem as a response."""
    body = ProblemBody(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
    )
    return JSONResponse(
        body.model_dump(), status_code=status, headers=headers, media_type=MEDIA_TYPE
    )


def serve(app: FastAPI) -> None:
    """Answer every error of `app` with a problem, an unforeseen one with 500 and a log."""

    @app.exception_handler(Problem)
    async def _known(_request: Request, error: Problem) -> JSONResponse:
        return answer(error.status, error.code, error.detail, error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return answer(422, "invalid_request", _sentence(error.errors()))

    @app.exception_handler(HTTPException)
    async def _framework(_request: Request, error: HTTPException) -> JSONResponse:
        code = HTTPStatus(error.status_code).name.lower()
        return answer(error.status_code, code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
        log.error("unforeseen", path=request.url.path, exc_info=error)
        return answer(500, "internal", "the request could not be answered")


def _sentence(errors: Iterable[dict]) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in errors)
