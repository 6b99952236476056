"""5 MiB in one message and as a stream; and a reader that has seen enough."""

import threading
from concurrent.futures import ThreadPoolExecutor

import grpc

MIB = b"x" * 1024 * 1024
stopped = threading.Event()


# --8<-- [start:methods]
def whole(request: bytes, context: grpc.ServicerContext) -> bytes:
    return MIB * 5


def rows(request: bytes, context: grpc.ServicerContext):
    context.add_callback(stopped.set)
    for _ in range(int(request)):
        if not context.is_active():  # (1)!
            return
        yield MIB


# --8<-- [end:methods]
server = grpc.server(ThreadPoolExecutor(4))
methods = {"Whole": grpc.unary_unary_rpc_method_handler(whole),
           "Rows": grpc.unary_stream_rpc_method_handler(rows)}  # fmt: skip
handlers = grpc.method_handlers_generic_handler("Export", methods)
server.add_generic_rpc_handlers([handlers])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
channel = grpc.insecure_channel(f"127.0.0.1:{port}")
try:
    channel.unary_unary("/Export/Whole")(b"", timeout=20)
except grpc.RpcError as error:
    reason = error.details().partition("Received")  # what stands before it varies
    print(f"one message: {error.code().name}, Received{reason[2].rstrip(')')})")
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
stream = channel.unary_stream("/Export/Rows")
print(f"stream: {len(list(stream(b'5', timeout=20)))} messages")
stopped.clear()
answer = stream(b"100000", timeout=60)
next(answer), next(answer)
answer.cancel()
print(f"cancelled after 2 messages, server stopped: {stopped.wait(10)}")
assert stopped.is_set()
server.stop(0)
