# needs: postgresql, valkey
# timeout: 120
# Four processes of clients, two replicas: do exactly as many pass as the key may?
import json
import subprocess
import sys

from accept.provider import says
from lab import replicas, using

# --8<-- [start:clients]
CLIENT = """
import concurrent.futures, json, sys, httpx
urls, headers, body, count = json.load(sys.stdin)
client = httpx.Client(timeout=30, headers=headers)
def ask(number):  # every other request goes to the other replica
    return client.post(urls[number % 2] + "/v1/chat/completions", json=body).status_code
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(json.dumps(list(pool.map(ask, range(count)))))
"""


def at_once(urls: list[str], headers: dict, body: dict, each: int) -> list[int]:
    run = [sys.executable, "-c", CLIENT]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    clients = [subprocess.Popen(run, **pipes) for _ in range(4)]
    for client in clients:
        client.stdin.write(json.dumps([urls, headers, body, each]))
        client.stdin.close()
    return [status for client in clients for status in json.load(client.stdout)]


# --8<-- [end:clients]


with replicas(2) as services, using(services[0]) as gateway:
    gateway.provider(says("four words of answer"))
    gateway.route(timeouts={"first_token": 10, "idle": 10, "total": 30})
    urls, day = [s.url for s in services], 86_400
    for what, limits, most in [
        ("100 requests", {"requests": 100}, 50),
        ("4,000 tokens, 500 reserved by each", {"tokens": 4000}, 488),
    ]:
        gateway.key(window_seconds=day, **limits)
        body = gateway.body(max_tokens=most)
        if (
            "tokens" in limits
        ):  # slow answers, so that no reservation is settled meanwhile
            gateway.providers[0].usual = says("four words of answer", pause=0.5)
        statuses = at_once(
            urls, gateway.auth(), body, 40 if "tokens" not in limits else 8
        )
        passed, refused = statuses.count(200), statuses.count(429)
        print(f"a day's limit of {what}: {passed} pass, {refused} get 429,",
              f"{len(statuses) - passed - refused} get anything else")  # fmt: skip
        assert passed + refused == len(statuses)
        assert passed == (100 if "requests" in limits else 8), passed
