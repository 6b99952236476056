"""Flags and the lowest supported version, asked at each start, also in an outage."""

import httpx

SERVED = {"min_version": "3.10.0", "flags": {"new_checkout": True}}


def parse(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


# --8<-- [start:client]
class App:
    BUILT_IN = {"min_version": "0.0.0", "flags": {"new_checkout": False}}  # (1)!

    def __init__(self, version: str, disk: dict) -> None:
        self.version, self.disk = version, disk

    def start(self, server: httpx.BaseTransport) -> dict:
        try:
            with httpx.Client(transport=server, base_url="http://api") as client:
                answer = client.get("/app-config", timeout=2.0)  # (2)!
                self.disk["config"] = answer.raise_for_status().json()
        except httpx.HTTPError:
            pass  # keep what the last start saved
        config = self.disk.get("config", self.BUILT_IN)
        must_update = parse(self.version) < parse(config["min_version"])  # (3)!
        return {"must_update": must_update, **config["flags"]}


# --8<-- [end:client]
def up(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=SERVED)


def down(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectTimeout("no answer")


server, outage = httpx.MockTransport(up), httpx.MockTransport(down)
disk: dict = {}
print("3.12.1, first start, outage:", App("3.12.1", disk).start(outage))
print("3.12.1, server answers:     ", App("3.12.1", disk).start(server))
print("3.12.1, outage again:       ", App("3.12.1", disk).start(outage))
print("3.9.4, server answers:      ", App("3.9.4", {}).start(server))
print(f"3.9.4 below 3.10.0 as text: {'3.9.4' < '3.10.0'}")
print(f"3.9.4 below 3.10.0 as numbers: {parse('3.9.4') < parse('3.10.0')}")
assert App("3.9.4", {}).start(server)["must_update"]
assert not App("3.12.1", {}).start(outage)["new_checkout"]
