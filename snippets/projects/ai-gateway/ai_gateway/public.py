"""The routes at /v1."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from ai_gateway import errors
from ai_gateway.documents import Key
from ai_gateway.errors import ApiError
from ai_gateway.requests import ChatRequest

router = APIRouter(prefix="/v1")
bearer = HTTPBearer(auto_error=False, scheme_name="key")
Known = tuple[str, Key]


async def known(
    request: Request,
    said: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Known:
    """Return the id and the document of the request's key. Raises ApiError 401."""
    found = said and await request.app.state.registry.key(said.credentials)
    if not found:
        headers = {"WWW-Authenticate": "Bearer"}
        text = "no such key, or it was revoked"
        raise ApiError(401, "invalid_api_key", text, headers)
    return found


class Choice(BaseModel):
    """One answer of several."""

    index: int
    message: dict
    finish_reason: str


class Counted(BaseModel):
    """Tokens of one request."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """A whole answer."""

    id: str
    object: str
    created: int
    model: str
    choices: list[Choice]
    usage: Counted


class ModelView(BaseModel):
    """A model as OpenAI's list shows it."""

    id: str
    object: str = "model"
    created: int
    owned_by: str = "gateway"


class Models(BaseModel):
    """The models that a key may use."""

    object: str = "list"
    data: list[ModelView]


class UsageView(BaseModel):
    """All that a key has used. The cost is rounded up once, over everything."""

    requests: int
    cached: int
    estimated: int
    prompt_tokens: int
    completion_tokens: int
    cost_microdollars: int


@router.post(
    "/chat/completions",
    response_model=Completion,
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **errors.documented(400, 401, 404, 408, 413, 415, 429, 500, 502, 503, 504),
    },
)
async def complete(
    request: Request, body: ChatRequest, known: Annotated[Known, Depends(known)]
) -> Response:
    """Answer a chat; with `stream` as server-sent events that end with [DONE] when the
    answer is whole, and with an error event when it is not."""
    key_id, key = known
    route = await request.app.state.registry.route(body.model)
    if not route or (key.models and route.name not in key.models):
        text = "no such model for this key"
        raise ApiError(404, "model_not_found", text, param="model")
    chat = request.app.state.chat
    return await chat.answer(chat.call(request, body, key_id, key, route))


@router.get("/models", responses=errors.documented(401, 500, 503))
async def models(request: Request, known: Annotated[Known, Depends(known)]) -> Models:
    """List the models that the key may use."""
    allowed = set(known[1].models)
    names = await request.app.state.registry.names()
    listed = [(n, at) for n, at in names if not allowed or n in allowed]
    data = [ModelView(id=name, created=at) for name, at in listed]
    return Models(data=data)


_USED = """SELECT count(*), count(*) FILTER (WHERE outcome = 'cached'),
    count(*) FILTER (WHERE estimated), coalesce(sum(prompt_tokens), 0)::bigint,
    coalesce(sum(completion_tokens), 0)::bigint,
    coalesce(ceil(sum(cost_picodollars) / 1e6), 0)::bigint
    FROM usage WHERE key_id = %s"""


@router.get("/usage", responses=errors.documented(401, 500, 503))
async def usage(request: Request, known: Annotated[Known, Depends(known)]) -> UsageView:
    """Say what the key has used; an answer counts about a second after its end."""
    async with request.app.state.pool.connection() as session:
        found = await (await session.execute(_USED, [known[0]])).fetchone()
    return UsageView(**dict(zip(UsageView.model_fields, found, strict=True)))
