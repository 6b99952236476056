import random

TESTS = [f"test_{n:02}" for n in range(64)]
POLLUTER, VICTIM = "test_41", "test_17"  # known to us, not to the search


def run(order):
    """Run the tests in this order, in fresh state; return those that fail."""
    settings, failed = {}, []
    for name in order:
        if name == POLLUTER:
            settings["currency"] = "JPY"  # and never put back
        if name == VICTIM and settings.get("currency", "EUR") != "EUR":
            failed.append(name)
    return failed


print("in file order, failed:", run(TESTS))
for seed in range(1, 100):
    order = random.Random(seed).sample(TESTS, len(TESTS))
    if failed := run(order):
        break
print(f"shuffled, seed {seed}, failed: {failed}")
victim = failed[0]
print("alone, failed:", run([victim]))  # (1)!

suspects, runs = order[: order.index(victim)], 0
print("tests that ran before it:", len(suspects))
while len(suspects) > 1:  # (2)!
    half = suspects[: len(suspects) // 2]
    runs += 1
    suspects = half if run([*half, victim]) else suspects[len(half) :]
print(f"found: {suspects[0]} before {victim}")
print("runs of the bisection:", runs)
assert (suspects[0], victim) == (POLLUTER, VICTIM) and runs <= 6
