# needs: postgresql, valkey
# timeout: 180
# What does the gateway add? One fast provider, asked directly and through it, in turn.
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

import httpx

from lab import PROJECT, metric, replicas, using

TOKENS, STREAMS, SHORT = 300, 12, 200
# --8<-- [start:provider]
PROVIDER = """
import asyncio
from accept.provider import stream
HEAD = (b"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\n"
        b"Transfer-Encoding: chunked\\r\\n\\r\\n")
connections = 0
async def answer(reader, writer):
    global connections
    connections += 1
    try:
        await calls(reader, writer)
    except (EOFError, OSError):
        writer.close()
async def calls(reader, writer):
    while head := await reader.readuntil(b"\\r\\n\\r\\n"):
        size = int(head.lower().split(b"content-length:")[1].split()[0])
        body = await reader.readexactly(size)
        if b"how many connections" in body:
            print(connections, flush=True)
        many = b"many words" in body
        writer.write(HEAD)
        for event in stream("word " * (300 if many else 1)):
            writer.write(b"%x\\r\\n%s\\r\\n" % (len(event), event))
            await asyncio.sleep(0)  # a token a turn
        writer.write(b"0\\r\\n\\r\\n")
async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""
# --8<-- [end:provider]
FOLDER = str(PROJECT.folder)
Path("provider.py").write_text(f"import sys; sys.path.insert(0, {FOLDER!r})\n"
                               + PROVIDER)  # fmt: skip


def timed(
    client: httpx.Client, url: str, body: dict, headers: dict
) -> tuple[float, float]:
    """Return seconds to the first token and to the end."""
    began, first = time.perf_counter(), 0.0
    with client.stream(
        "POST", f"{url}/chat/completions", json=body, headers=headers
    ) as answer:
        for piece in answer.iter_raw():
            if not first and b"word" in piece:
                first = time.perf_counter() - began
    return first, time.perf_counter() - began


process = subprocess.Popen([sys.executable, "provider.py"], stdout=subprocess.PIPE)
direct = f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
with replicas() as [service], using(service) as gateway, httpx.Client(
    timeout=30
) as client:
    gateway.route(providers=[{"name": "fast", "url": direct}])
    gateway.key(requests=1_000_000, tokens=100_000_000)
    through, whole, first = f"{service.url}/v1", {}, {}
    cpu = []
    for text, count in (("many words", STREAMS), ("one", SHORT)):
        body = gateway.body(text, stream=True)
        cpu.append(metric(service, "process_cpu_seconds_total"))
        for _ in range(count):
            for name, url in (("direct", direct), ("through", through)):
                began, ended = timed(client, url, body, gateway.auth())
                (whole if count == STREAMS else first).setdefault(name, []).append(
                    ended if count == STREAMS else began
                )
    gateway.ask("how many connections")
    opened = int(process.stdout.readline())
process.kill()
token = {name: median(times) / TOKENS * 1e6 for name, times in whole.items()}
print(f"connections to the provider for {2 * (STREAMS + SHORT)} calls: {opened}")
spent = (cpu[1] - cpu[0]) / STREAMS / TOKENS * 1e6
print(f"the gateway's CPU time, a token: ≈ {spent:.0f} µs")
print(f"a token, direct: ≈ {token['direct']:.0f} µs")
print(f"a token, through the gateway: ≈ {token['through']:.0f} µs")
half = {name: median(times) * 1e3 for name, times in first.items()}
worst = {name: quantiles(times, n=100)[98] * 1e3 for name, times in first.items()}
print(
    f"first token, direct: p50 ≈ {half['direct']:.1f} ms, "
    f"p99 ≈ {worst['direct']:.1f} ms"
)
print(
    f"first token, through: p50 ≈ {half['through']:.1f} ms, "
    f"p99 ≈ {worst['through']:.1f} ms"
)
assert opened == 2  # one is the client's, one the gateway's
assert 0 < spent < 3000, spent
assert token["direct"] < token["through"] < 5000, token
assert half["direct"] < half["through"] < half["direct"] + 100, half
