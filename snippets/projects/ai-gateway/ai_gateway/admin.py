"""The routes at /admin: models and keys."""

import hmac
import secrets
import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from ai_gateway.documents import Key, Model
from snippets.projects.kit.problems import Problem, documented

bearer = HTTPBearer(auto_error=False, scheme_name="admin")


async def administrator(
    request: Request,
    said: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> None:
    """Raise Problem 401 unless the request carries the admin token."""
    wanted = request.app.state.settings.admin_token.get_secret_value().encode()
    given = said.credentials.encode("utf-8", "replace") if said else b""
    if not hmac.compare_digest(given, wanted):
        headers = {"WWW-Authenticate": "Bearer"}
        raise Problem(401, "unauthorized", "send the admin token", headers)


router = APIRouter(prefix="/admin", dependencies=[Depends(administrator)])
WRITES = (400, 401, 408, 413, 415, 422, 500, 503)
NAME = Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")


class NewKey(BaseModel):
    """The only answer that holds the secret: it is not stored."""

    id: uuid.UUID
    secret: str


class Written(BaseModel):
    """revision grows with each change; cached answers of older ones are not used."""

    name: str
    revision: int


@router.put("/models/{name}", responses=documented(*WRITES))
async def put_model(
    request: Request, name: Annotated[str, NAME], model: Model
) -> Written:
    """Create or replace a model."""
    revision = await request.app.state.registry.put_model(name, model)
    return Written(name=name, revision=revision)


@router.post("/keys", status_code=201, responses=documented(*WRITES))
async def create_key(request: Request, key: Key) -> NewKey:
    """Create a key."""
    new = NewKey(id=uuid.uuid4(), secret=f"sk-{secrets.token_urlsafe(32)}")
    await request.app.state.registry.add_key(str(new.id), new.secret, key)
    return new


@router.delete(
    "/keys/{key_id}", status_code=204, responses=documented(401, 404, 422, 500, 503)
)
async def revoke_key(request: Request, key_id: uuid.UUID) -> None:
    """Revoke a key; every replica obeys within CONFIG_SECONDS."""
    if not await request.app.state.registry.revoke(str(key_id)):
        raise Problem(404, "not_found", "no such key")
