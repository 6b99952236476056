"""How long does an SDK's default wait for an endpoint that accepts and says nothing?"""

import os
import socket
import threading

import boto3
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError

os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
CALLS = {"sqs": "list_queues", "dynamodb": "list_tables"}

plain = boto3.client("sqs", "us-east-1").meta.config
print(f"default connect timeout: {plain.connect_timeout} s")
print(f"default read timeout: {plain.read_timeout} s")
print(f"default retry mode: {plain.retries['mode']}")
print(f"default connections of a client: {plain.max_pool_connections}")

for service, call in CALLS.items():
    silent = socket.create_server(("127.0.0.1", 0))
    accepted = []

    def accept() -> None:
        while True:
            accepted.append(silent.accept()[0])  # taken, read by nobody

    threading.Thread(target=accept, daemon=True).start()
    client = boto3.client(
        service,
        "us-east-1",
        endpoint_url=f"http://127.0.0.1:{silent.getsockname()[1]}",
        config=Config(read_timeout=0.3),
    )
    try:
        getattr(client, call)()
    except ReadTimeoutError:
        held = len(accepted) * plain.read_timeout
        print(f"{service}, tries: {len(accepted)}")
        print(f"{service}, by default a caller is held for at least: {held} s")
    assert len(accepted) == (4 if service == "dynamodb" else 3)
