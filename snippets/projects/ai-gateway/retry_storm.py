# needs: postgresql, valkey
# timeout: 120
# The provider is down. What do 100 requests become there, with a budget and without?
from accept.provider import status
from lab import metric, replicas, using

REQUESTS = 100
CASES = [
    ("retries without a budget", "no-retry-budget", {"failures": 10_000}),
    ("a budget of 10 and 20 %", "", {"failures": 10_000}),
    ("the budget, and a breaker after 5", "", {"failures": 5}),
]
# --8<-- [start:storm]
calls = {}
for name, bug, breaker in CASES:
    with replicas(bug=bug) as [service], using(service) as gateway:
        provider = gateway.provider(status(500))
        waits = {"connect": 10, "first_token": 30, "total": 90}
        gateway.route(retries={"attempts": 3, "reserve": 10, "percent": 20},
                      breaker={"open_seconds": 60, **breaker},
                      timeouts=waits)  # fmt: skip
        gateway.key(requests=10_000)
        answers = {gateway.ask().status_code for _ in range(REQUESTS)}
        denied = round(metric(service, "gateway_retries_denied_total"))
        calls[name] = len(provider.seen)
        print(f"{name}, calls for {REQUESTS} requests: {calls[name]}")
        print(f"   gateway_retries_denied_total {denied}, clients get {answers}")
# --8<-- [end:storm]
assert list(calls.values()) == [300, 129, 5], calls
