"""Says what a storm did, and what it must not have done."""

from collections import Counter

from chaos.storm import Storm


def tell(storm: Storm, wrong: dict[str, int]) -> dict[str, int]:
    """Print and return what happened; print the counts of what must not be.

    Raises AssertionError unless all of these are zero.
    """
    view, arrived = storm.view, storm.receiver.arrived
    calls = Counter(storm.book["calls"])
    wrong = {"wrong signatures": storm.receiver.wrong, **wrong}
    happened = {
        "connections cut in the middle": sum(proxy.cuts for proxy in storm.proxies),
        "charges wanted": len(view.charges),
        "refunds wanted": len(view.refunds),
        "requests that clients repeated": view.repeated,
        "calls at the processor beyond the first": calls.total() - len(calls),
        "events": len(arrived),
        "webhooks beyond the first": arrived.total() - len(arrived),
    }
    print(f"processes killed: {storm.kills}")
    for what, count in happened.items():
        print(f"{what}: ≈ {count:,}")
    for what, count in wrong.items():
        print(f"{what}: {count}")
    assert not any(wrong.values())
    return happened
