# needs: postgresql
import asyncio
import os
import uuid
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from saas import store

from snippets.projects.kit.database import migrate, pool

migrate(os.environ["DATABASE_URL"], Path(store.__file__).with_name("migrations"))
ORGS = [uuid.UUID(int=n) for n in (1, 2)]
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
    for org in ORGS:
        row = [org, f"of {org.int}"]
        owner.execute("INSERT INTO organizations (id, name) VALUES (%s, %s)", row)
        owner.execute("INSERT INTO flags VALUES (%s, 'secret', %s)", row)


# --8<-- [start:leak]
@asynccontextmanager
async def with_set(lent, org, user):
    """The same as store.tenant, but for the third argument: SET, not SET LOCAL."""
    async with store.plain(lent) as session:
        setting = "SELECT set_config('app.org', %s, false)"  # (1)!
        await session.execute(setting, [str(org)])
        yield session


async def read(tenant, *, code_asks=False):
    """One request of organization 1, then a job that forgot to choose a tenant."""
    dsn = make_conninfo(os.environ["DATABASE_URL"], user="saas_app")
    async with pool(dsn, 1) as lent:
        async with tenant(lent, ORGS[0], None) as session:
            await store.rows(session, "SELECT key FROM flags")
        async with store.plain(lent) as session:  # the next request, same connection
            query = "SELECT description FROM flags"
            query += f" WHERE org_id = '{ORGS[1]}'" * code_asks
            return [row["description"] for row in await store.rows(session, query)]
# --8<-- [end:leak]


async def main():
    print("no tenant chosen, after SET LOCAL:", await read(store.tenant))
    leaked = await read(with_set)
    print("no tenant chosen, after SET:", leaked)
    asked = await read(with_set, code_asks=True)
    print("no tenant chosen, after SET, and the query names organization 2:", asked)
    assert leaked == ["of 1"] and asked == [] == await read(with_set, code_asks=True)


asyncio.run(main())
