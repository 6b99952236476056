# needs: model
# timeout: 120
# The reader leaves after three tokens of 80. How far does the real model go on?
import asyncio
import os
import threading
import time

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from snippets.services.process import answers, free_port

MODEL, PORT, WANTED = os.environ["OPENAI_BASE_URL"], free_port(), 80
app, tasks = FastAPI(), set()


# --8<-- [start:gateways]
async def upstream(body: bytes):
    async with (
        httpx.AsyncClient(timeout=60) as client,
        client.stream("POST", f"{MODEL}/chat/completions", content=body) as answer,
    ):  # (1)!
        async for line in answer.aiter_lines():
            yield line + "\n"


@app.post("/relay/chat/completions")
async def relay(request: Request):
    return StreamingResponse(upstream(await request.body()))  # (2)!


@app.post("/queue/chat/completions")
async def through_a_queue(request: Request):
    body, queue = await request.body(), asyncio.Queue()

    async def pump():
        async for line in upstream(body):
            queue.put_nowait(line)  # (3)!
        queue.put_nowait(None)

    async def events():
        while (line := await queue.get()) is not None:
            yield line

    tasks.add(asyncio.create_task(pump()))
    return StreamingResponse(events())
# --8<-- [end:gateways]


def made() -> int:
    """Wait until the model is idle; return how many tokens it made, 3 or more."""
    last = 3
    while busy := [s for s in httpx.get(MODEL.removesuffix("v1") + "slots").json()
                   if s["is_processing"]]:  # fmt: skip
        last = max([last, *(s["next_token"][0]["n_decoded"] for s in busy)])
        time.sleep(0.02)
    return last


def case(base_url: str, leave: bool = True) -> int:
    body = {"stream": True, "max_tokens": WANTED, "ignore_eos": True,
            "messages": [{"role": "user", "content": "Tell a story."}]}  # fmt: skip
    url = f"{base_url}/chat/completions"
    with httpx.stream("POST", url, json=body, timeout=60) as answer:
        lines, seen = answer.iter_lines(), 0
        while seen < 3:
            seen += '"content":"' in next(lines)
        if not leave:
            return made()
    return made()


config = uvicorn.Config(app, port=PORT, log_level="error")
threading.Thread(target=uvicorn.Server(config).run, daemon=True).start()
while not answers(PORT):
    time.sleep(0.01)
OWN = f"http://127.0.0.1:{PORT}"
for name, tokens, stops in [
    ("closes the connection to the model", case(MODEL), True),
    ("leaves a gateway that relays", case(f"{OWN}/relay"), True),
    ("leaves a gateway with a queue", case(f"{OWN}/queue"), False),
    ("stays and does not read", case(MODEL, leave=False), False),
]:
    verdict = "stopped" if tokens < WANTED / 2 else "went on to the end"
    print(f"{name}: {verdict} (≈ {tokens} of {WANTED})")
    assert (verdict == "stopped") == stops, (name, tokens)
