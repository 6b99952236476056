"""The same missing order, and the same unchanged one, in three styles."""

import asyncio
import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor

import grpc
import httpx
import strawberry
from fastapi import FastAPI, Request, Response
from strawberry.fastapi import GraphQLRouter

logging.disable()
app = FastAPI()
BODY = b'{"id":"7","state":"paid"}'


# --8<-- [start:servers]
@app.get("/orders/{id}")
def order(id: str, request: Request) -> Response:
    if id != "7":
        return Response('{"title":"no such order"}', 404)
    etag = f'"{hashlib.sha256(BODY).hexdigest()[:8]}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=0"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(BODY, headers=headers, media_type="application/json")


@strawberry.type
class Query:
    @strawberry.field
    def shop(self) -> str:
        return "open"

    @strawberry.field
    def order(self, id: strawberry.ID) -> str | None:
        if id != "7":
            raise ValueError("no such order")
        return "paid"


def get_order(request: bytes, context: grpc.ServicerContext) -> bytes:
    if request != b"7":
        context.abort(grpc.StatusCode.NOT_FOUND, "no such order")
    return b"paid"


# --8<-- [end:servers]
app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")


async def main() -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        print(f"REST, missing: {(await client.get('/orders/8')).status_code}")
        asked = [("missing", '{ shop order(id: "8") }'), ("unknown field", "{ x }")]
        for title, query in asked:
            for accept in ("application/json", "application/graphql-response+json"):
                answer = await client.post(
                    "/graphql", json={"query": query}, headers={"Accept": accept}
                )
                data = answer.json().get("data", "-")
                kind = accept.removeprefix("application/")
                print(f"GraphQL, {title}, {kind}: {answer.status_code}, data {data}")
        first = await client.get("/orders/7")
        same = {"If-None-Match": first.headers["etag"]}
        again = await client.get("/orders/7", headers=same)
        print(f"REST, unchanged: {again.status_code}, {len(again.content)} bytes")
        assert again.status_code == 304
        answer = await client.post("/graphql", json={"query": '{ order(id: "7") }'})
        etag = answer.headers.get("etag")
        print(f"GraphQL, unchanged: {answer.status_code}, ETag {etag}")


server = grpc.server(ThreadPoolExecutor(2))
rpc = grpc.unary_unary_rpc_method_handler(get_order)
handlers = grpc.method_handlers_generic_handler("Shop", {"Get": rpc})
server.add_generic_rpc_handlers([handlers])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
try:
    grpc.insecure_channel(f"127.0.0.1:{port}").unary_unary("/Shop/Get")(b"8", timeout=5)
except grpc.RpcError as error:
    print(f"gRPC, missing: {error.code().name}, HTTP status 200")
    assert error.code() is grpc.StatusCode.NOT_FOUND
asyncio.run(main())
server.stop(0)
