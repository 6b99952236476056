"""Errors of a page are a page, those of the API a problem."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from saas.access import SignInFirst
from saas.pages import shown, to
from snippets.projects.kit.problems import Problem, answer


def serve(app: FastAPI, routes: list[APIRoute]) -> None:
    """Answer the errors of `app`, which has these `routes`."""

    def told(request: Request, problem: Problem) -> Response:
        if request.url.path.startswith(("/api/", "/stripe/")):
            return answer(problem.status, problem.code, problem.detail, problem.headers)
        page = shown("error", problem.status, code=problem.code, detail=problem.detail)
        page.headers.update(problem.headers or {})
        return page

    @app.exception_handler(Problem)
    async def _known(request: Request, error: Problem) -> Response:
        return told(request, error)

    @app.exception_handler(HTTPException)
    async def _framework(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            # The framework names the methods of one route; a path may have several.
            path = request.url.path
            fitting = (r.methods for r in routes if r.path_regex.match(path))
            headers["Allow"] = ", ".join(sorted(set().union(*fitting)))
        status, detail = error.status_code, str(error.detail)
        code = HTTPStatus(status).name.lower()
        return told(request, Problem(status, code, detail, headers))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        said = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return told(request, Problem(422, "invalid_request", "; ".join(said)))

    @app.exception_handler(SignInFirst)
    async def _login(_request: Request, _error: SignInFirst) -> Response:
        return to("/login")
