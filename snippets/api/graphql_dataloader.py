# needs: postgresql
"""One GraphQL query, its statements counted: resolver by resolver, then batched."""

import asyncio
import os

import psycopg
import strawberry
from strawberry.dataloader import DataLoader

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE product (id int PRIMARY KEY, name text)")
db.execute("INSERT INTO product SELECT n, 'no ' || n FROM generate_series(1, 50) n")
statements = []


def query(sql: str, *values) -> list[tuple]:
    statements.append(sql)
    return db.execute(sql, values).fetchall()


# --8<-- [start:loader]
async def load(ids: list[int]) -> list[str | None]:
    found = dict(query("SELECT id, name FROM product WHERE id = ANY(%s)", ids))
    return [found.get(id) for id in ids]  # (1)!


@strawberry.type
class Item:
    product_id: strawberry.Private[int]

    @strawberry.field
    def alone(self) -> str:
        sql = "SELECT name FROM product WHERE id = %s"
        return query(sql, self.product_id)[0][0]

    @strawberry.field
    async def batched(self, info: strawberry.Info) -> str:
        return await info.context["products"].load(self.product_id)  # (2)!


# --8<-- [end:loader]
@strawberry.type
class Query:
    @strawberry.field
    def items(self, first: int) -> list[Item]:
        return [Item(product_id=1 + n % 25) for n in range(first)]


schema = strawberry.Schema(Query)


async def run(text: str) -> tuple[int, object]:
    statements.clear()
    context = {"products": DataLoader(load)}  # a new one for each request
    result = await schema.execute(text, context_value=context)
    return len(statements), result


async def main() -> None:
    for field in ("alone", "batched"):
        count, result = await run(f"{{ items(first: 50) {{ {field} }} }}")
        assert not result.errors and len(result.data["items"]) == 50
        print(f"statements, 50 items, {field}: {count}")
    again = " ".join(f"a{n}: items(first: 50) {{ alone }}" for n in range(20))
    count, _ = await run(f"{{ {again} }}")
    print(f"statements, one request with 20 aliases: {count}")
    assert count == 1000


asyncio.run(main())
