"""Errors: OpenAI's error object at /v1, as its clients expect, problems elsewhere."""

from http import HTTPStatus

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg_pool import PoolTimeout
from pydantic import BaseModel
from redis.exceptions import RedisError
from starlette.exceptions import HTTPException

from snippets.projects.kit import problems

TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
AWAY = {"Retry-After": "1"}
log = structlog.get_logger()


class ErrorBody(BaseModel):
    """message: for people; code: for programs; param: the member that is wrong."""

    message: str
    type: str
    param: str | None
    code: str


class ErrorAnswer(BaseModel):
    """The whole answer."""

    error: ErrorBody


class ApiError(Exception):
    """Answer a request at /v1 with `status` and OpenAI's error object."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        headers: dict[str, str] | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.headers, self.param = status, code, headers, param

    def body(self) -> dict:
        """Return the error object."""
        kind = "server_error" if self.status >= 500 else "invalid_request_error"
        error = ErrorBody(
            message=str(self),
            type=TYPES.get(self.status, kind),
            param=self.param,
            code=self.code,
        )
        return {"error": error.model_dump()}


def documented(*statuses: int) -> dict[int | str, dict]:
    """Return the OpenAPI `responses` of a route at /v1 that may answer with these."""
    return {
        status: {"description": HTTPStatus(status).phrase, "model": ErrorAnswer}
        for status in statuses
    }


def at_v1(path: str, error: ApiError) -> JSONResponse:
    """Return the error in the shape that belongs to `path`."""
    if path.startswith("/v1/"):
        return JSONResponse(error.body(), error.status, error.headers)
    return problems.answer(error.status, error.code, str(error), error.headers)


def _from_validation(error: RequestValidationError) -> ApiError:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"][1:])
    text = f"{place}: {first['msg']}"
    return ApiError(400, "invalid_request", text, param=place or None)


def serve(app: FastAPI) -> None:
    """Give each error of `app` its shape; the kit's handlers keep what is not at
    /v1."""
    kit = dict(app.exception_handlers)

    async def answer(request: Request, error: Exception) -> JSONResponse:
        path = request.url.path
        match error:
            case ApiError():
                return at_v1(path, error)
            case RedisError():
                log.warning("valkey_away", error=str(error))
                away = ApiError(503, "limiter_unavailable", "try again", AWAY)
                return at_v1(path, away)
            case psycopg.Error() | PoolTimeout():
                log.warning("postgresql_away", error=str(error))
                away = ApiError(503, "database_unavailable", "try again", AWAY)
                return at_v1(path, away)
        if not path.startswith("/v1/"):
            kind = next(k for k in type(error).__mro__ if k in kit)
            return await kit[kind](request, error)
        match error:
            case RequestValidationError():
                return at_v1(path, _from_validation(error))
            case HTTPException():
                code = HTTPStatus(error.status_code).name.lower()
                headers = dict(error.headers or {})
                said = ApiError(error.status_code, code, str(error.detail), headers)
                return at_v1(path, said)
        log.error("unforeseen", path=path, exc_info=error)
        text = "the request could not be answered"
        return at_v1(path, ApiError(500, "internal", text))

    kinds = (RequestValidationError, HTTPException, ApiError, RedisError, psycopg.Error)
    for kind in (*kinds, PoolTimeout, Exception):
        app.add_exception_handler(kind, answer)
