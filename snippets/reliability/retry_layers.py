"""Retries multiply through layers; a budget and a throttle at the client bound them."""

import random


# --8<-- [start:layers]
def calls_at_the_bottom(layers, tries):
    """Run one request through real layers of retries; the bottom always fails."""
    reached = 0

    def layer(depth):
        nonlocal reached
        if depth == 0:
            reached += 1
            return False
        return any(layer(depth - 1) for _ in range(tries))

    layer(layers)
    return reached
# --8<-- [end:layers]


# --8<-- [start:throttle]
def throttled(k, overload, rounds=400, capacity=100):
    """Client-side throttling: return calls sent to the backend, over its capacity."""
    chance, history, sent_late = random.Random(1), [], []
    for now in range(rounds):  # one round is a second; the window is two minutes
        requests = sum(r for r, _ in history[-120:])
        accepts = sum(a for _, a in history[-120:])
        reject = max(0, (requests - k * accepts) / (requests + 1))  # (1)!
        wanted = int(capacity * overload)
        sent = sum(chance.random() >= reject for _ in range(wanted))
        history.append((wanted, min(sent, capacity)))
        if now >= rounds - 100:
            sent_late.append(sent)
    return sum(sent_late) / len(sent_late) / capacity


def with_budget(fraction, requests=100_000, reserve=10):
    """A token bucket of retries: each request adds `fraction`, each retry takes 1."""
    tokens, calls = float(reserve), 0
    for _ in range(requests):
        tokens = min(tokens + fraction, reserve)
        calls += 1
        for _ in range(2):  # every call fails; at most two retries
            if tokens < 1:
                break
            tokens -= 1
            calls += 1
    return calls / requests
# --8<-- [end:throttle]


print(f"3 tries at 5 layers: {calls_at_the_bottom(5, 3)}")
print(f"4 tries at 3 layers: {calls_at_the_bottom(3, 4)}")
print(f"3 tries at 1 layer of 5: {calls_at_the_bottom(1, 3)}")
assert calls_at_the_bottom(5, 3) == 243 and calls_at_the_bottom(3, 4) == 64
print(f"load with a retry budget of 10 %, all calls failing: {with_budget(0.1):.2f}")
assert with_budget(0.1) <= 1.101
print("overload   sent to the backend, of its capacity")
print("           K = 2   K = 1.1   no throttle")
for overload in (1.5, 2, 3, 5, 10):
    two, tight = throttled(2, overload), throttled(1.1, overload)
    print(f"{overload:>7} x {two:>6.2f} {tight:>8.2f} {overload:>12.2f}")
    assert abs(two - min(2, overload)) < 0.06 and abs(tight - 1.1) < 0.04
two, tight = throttled(2, 5) - 1, throttled(1.1, 5) - 1
print(f"calls that the backend refuses for each it takes, K = 2: {two:.2f}")
print(f"calls that the backend refuses for each it takes, K = 1.1: {tight:.2f}")
