# timeout: 120
"""An order page in three styles: bytes, round trips, and latency on loopback."""

import socket
import statistics
import threading
import time
import timeit
from concurrent.futures import ThreadPoolExecutor

import grpc
import httpx
import strawberry
import uvicorn
from fastapi import FastAPI
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from strawberry.fastapi import GraphQLRouter

SKUS = [f"sku-{n}" for n in range(20)]
UNUSED = {"stock": 5, "description": "Long text that this page does not show. " * 4}
PRODUCTS = {s: {"name": f"Product {s}", "price": 990} | UNUSED for s in SKUS}
ORDER = {"id": "7", "state": "paid", "items": [{"sku": s, "count": 1} for s in SKUS]}
LINES = [{"name": f"Product {s}", "price": 990, "count": 1} for s in SKUS]
PAGE = {"state": "paid", "items": LINES}

# --8<-- [start:rest]
rest = FastAPI()
rest.get("/orders/7")(lambda: ORDER)  # (1)!
rest.get("/products/{sku}")(lambda sku: PRODUCTS[sku])
rest.get("/order-pages/7")(lambda: PAGE)  # (2)!
# --8<-- [end:rest]
# --8<-- [start:graphql]
@strawberry.type
class Product:
    name: str
    price: int


@strawberry.type
class Item:
    sku: strawberry.Private[str]
    count: int

    @strawberry.field
    def product(self) -> Product:
        return Product(**{key: PRODUCTS[self.sku][key] for key in ("name", "price")})


@strawberry.type
class Order:
    state: str
    items: list[Item]


@strawberry.type
class Query:
    @strawberry.field
    def order(self, id: strawberry.ID) -> Order:
        items = [Item(**item) for item in ORDER["items"]]
        return Order(state=ORDER["state"], items=items)


ASK = '{ order(id: "7") { state items { count product { name price } } } }'  # (1)!
rest.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
# --8<-- [end:graphql]
# --8<-- [start:grpc]
file = descriptor_pb2.FileDescriptorProto(name="order.proto", syntax="proto3")
line = file.message_type.add(name="Line")  # (1)!
for number, (name, kind) in enumerate([("name", 9), ("price", 3), ("count", 3)], 1):
    line.field.add(name=name, number=number, type=kind, label=1)
order = file.message_type.add(name="Order")
order.field.add(name="state", number=1, type=9, label=1)
order.field.add(name="items", number=2, type=11, label=3, type_name=".Line")
pool = descriptor_pool.DescriptorPool()
pool.Add(file)
Page = message_factory.GetMessageClass(pool.FindMessageTypeByName("Order"))
answer = lambda request, context: Page(**PAGE).SerializeToString()  # noqa: E731
handler = grpc.unary_unary_rpc_method_handler(answer)
service = grpc.server(ThreadPoolExecutor(2))
generic = grpc.method_handlers_generic_handler("Orders", {"GetPage": handler})
service.add_generic_rpc_handlers([generic])
# --8<-- [end:grpc]


port = service.add_insecure_port("127.0.0.1:0")
service.start()
listener = socket.socket(proto=socket.IPPROTO_TCP)  # asyncio sets TCP_NODELAY only so
listener.bind(("127.0.0.1", 0))
web = uvicorn.Server(uvicorn.Config(rest, log_level="error"))
threading.Thread(target=web.run, args=([listener],), daemon=True).start()
while not web.started:
    time.sleep(0.01)
http = httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}")
channel = grpc.insecure_channel(f"127.0.0.1:{port}")
get_page = channel.unary_unary("/Orders/GetPage", response_deserializer=Page.FromString)


def fine() -> list[int]:
    answers = [http.get("/orders/7")]
    answers += [http.get(f"/products/{i['sku']}") for i in answers[0].json()["items"]]
    return [len(answer.content) for answer in answers]


STYLES = {
    "REST, one resource each": fine,
    "REST, composed page": lambda: [len(http.get("/order-pages/7").content)],
    "GraphQL": lambda: [len(http.post("/graphql", json={"query": ASK}).content)],
    "gRPC": lambda: [get_page(b"", timeout=5).ByteSize()],
}
seen = {}
for name, ask in STYLES.items():
    sizes = ask()
    ms = 1000 * statistics.median(timeit.repeat(ask, number=1, repeat=30))
    seen[name] = n, size, _ = len(sizes), sum(sizes), ms
    print(f"{name}: {n} round trip{'s' * (n > 1)}, {size:,} bytes, ≈ {ms:.1f} ms")
share = seen["gRPC"][1] / seen["REST, composed page"][1]
print(f"gRPC bytes, of the composed page: {share:.0%}")
assert seen["REST, one resource each"][2] > 2 * seen["REST, composed page"][2]
assert seen["gRPC"][1] < seen["REST, composed page"][1] < seen["GraphQL"][1]
service.stop(0)
