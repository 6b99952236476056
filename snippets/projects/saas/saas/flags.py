"""Feature flags: what this service is for."""

from psycopg.errors import UniqueViolation

from saas.access import Tenant
from saas.plans import make_room
from saas.store import one, rows
from snippets.projects.kit.problems import Problem

COLUMNS = "key, description, enabled, updated_at"


def _known(row: dict | None) -> dict:
    if row is None:
        detail = "this organization has no flag with this key"
        raise Problem(404, "no_such_flag", detail)
    return row


async def all_of(found: Tenant) -> list[dict]:
    """Return the flags by key."""
    query = f"SELECT {COLUMNS} FROM flags WHERE org_id = %s ORDER BY key"
    return await rows(found.session, query, found.org)


async def get(found: Tenant, key: str) -> dict:
    """Return a flag. Raises Problem 404."""
    query = f"SELECT {COLUMNS} FROM flags WHERE org_id = %s AND key = %s"
    return _known(await one(found.session, query, found.org, key))


async def create(found: Tenant, key: str, description: str) -> dict:
    """Make a flag, off. Raises Problem 402 at the plan's limit, 409 for a used key."""
    await make_room(found, "flags")
    try:
        return await one(
            found.session,
            f"""INSERT INTO flags (org_id, key, description)
                VALUES (%s, %s, %s) RETURNING {COLUMNS}""",
            found.org,
            key,
            description,
        )
    except UniqueViolation:
        raise Problem(409, "flag_exists", f"there is a flag {key}") from None


async def switch(found: Tenant, key: str, enabled: bool) -> dict:
    """Turn a flag on or off. Raises Problem 404."""
    return _known(
        await one(
            found.session,
            f"""UPDATE flags SET enabled = %s, updated_at = now()
                WHERE org_id = %s AND key = %s RETURNING {COLUMNS}""",
            enabled,
            found.org,
            key,
        )
    )


async def delete(found: Tenant, key: str) -> None:
    """Remove a flag. Raises Problem 404."""
    query = "DELETE FROM flags WHERE org_id = %s AND key = %s RETURNING key"
    _known(await one(found.session, query, found.org, key))
