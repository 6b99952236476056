"""One deadline through two services, against a timeout that only the client knows."""

import http.server
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc
import httpx

LOG, finished = [], threading.Event()


def serve(name: str, method: str, handler) -> tuple[grpc.Server, grpc.Channel]:
    server = grpc.server(ThreadPoolExecutor(4))
    rpc = grpc.unary_unary_rpc_method_handler(handler)
    handlers = grpc.method_handlers_generic_handler(name, {method: rpc})
    server.add_generic_rpc_handlers([handlers])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, grpc.insecure_channel(f"127.0.0.1:{port}")


# --8<-- [start:hops]
def warehouse(request: bytes, context: grpc.ServicerContext) -> bytes:
    left = context.time_remaining()  # (1)!
    LOG.append(f"warehouse: a deadline came along: {left is not None and left < 0.6}")
    stopped = threading.Event()
    context.add_callback(stopped.set)  # (2)!
    if stopped.wait(5):
        LOG.append("warehouse: stopped working")
        finished.set()
    return b"late"


def shop(request: bytes, context: grpc.ServicerContext) -> bytes:
    ask = warehouse_channel.unary_unary("/Warehouse/Ask")
    return ask(b"", timeout=context.time_remaining())  # (3)!


# --8<-- [end:hops]
warehouse_server, warehouse_channel = serve("Warehouse", "Ask", warehouse)
shop_server, shop_channel = serve("Shop", "Buy", shop)
try:
    shop_channel.unary_unary("/Shop/Buy")(b"", timeout=0.6)
except grpc.RpcError as error:
    LOG.insert(0, f"gRPC client: {error.code().name}")
assert finished.wait(10), "the deadline never reached the second hop"
print("\n".join(LOG))
assert "warehouse: a deadline came along: True" in LOG


class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        given_up.wait(10)
        done.append("HTTP server: did the work to its end")
        worked.set()

    def log_message(self, *_) -> None: ...


done, given_up, worked = [], threading.Event(), threading.Event()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
threading.Thread(target=server.serve_forever, daemon=True).start()
try:
    httpx.get(f"http://127.0.0.1:{server.server_port}/", timeout=0.3)
except httpx.ReadTimeout as error:
    print(f"HTTP client: {type(error).__name__}")
given_up.set()
assert worked.wait(10)
print(done[0])
shop_server.stop(0), warehouse_server.stop(0), server.shutdown()
