"""A model: what the number of unacknowledged messages does to one consumer."""

import heapq

WAY, WORK = 50, 4  # milliseconds: one way of the network, and one message


def consumer(prefetch: int, way: int = WAY, work: int = WORK, messages: int = 4_000):
    """Return the busy share, and how long a message waits in the client at the end."""
    arrivals = [way] * prefetch  # the broker pushes this many and stops
    heapq.heapify(arrivals)
    free = busy = waited = 0
    for _ in range(messages):
        arrived = heapq.heappop(arrivals)
        start = max(free, arrived)
        waited = start - arrived
        free = start + work
        busy += work
        heapq.heappush(arrivals, free + 2 * way)  # acknowledged, and one more comes
    return busy / (free - way), waited


if __name__ == "__main__":
    round_trip = 2 * WAY + WORK
    print(f"one message, there and back: {round_trip} ms")
    print(f"prefetch that never waits: {round_trip // WORK}")
    print("prefetch  busy share  waits in the client")
    for prefetch in (1, 13, 26, 51):
        share, waited = consumer(prefetch)
        print(f"{prefetch:8}  {share:10.1%}  {waited:5} ms")
    share, waited = consumer(51)
    behind = waited // WORK
    print(f"busy at prefetch 1: {consumer(1)[0]:.1%}")
    print(f"waiting ahead at prefetch 51: {behind} ({waited} ms)")
    print(f"from broker to work at prefetch 51: {WAY + waited} ms")
    slow, _ = consumer(51, way=2 * WAY)
    print(f"busy at prefetch 51, network half as fast: {slow:.1%}")
    _, waited = consumer(26, work=40)
    print(f"work of 40 ms, prefetch 26, buffered: {waited // 40}")
    assert consumer(26)[0] > 0.999 > consumer(25)[0] and behind == 25
