"""Ten services of 99.9 %: some optional, some behind a queue, some in the process."""

OWN, QUEUE = 0.999, 0.9999


def answered(hard, own=OWN, queued=0):
    return own**hard * (QUEUE if queued else 1)


plans = {
    "ten, all before the answer": answered(10),
    "three of them optional": answered(7),
    "and four behind one queue": answered(3, queued=4),
    "and the other three in one process": answered(1, queued=4),
}
for name, share in plans.items():
    print(f"{name}: {share:.2%}, {(1 - share) * 730:.1f} h a month")
retry = 1 - (1 - OWN) ** 2
print(f"ten, each asked twice: {retry**10:.3%} if failures are independent")
common = 1 - (0.5 * (1 - OWN) + (0.5 * (1 - OWN)) ** 2)
print(f"ten, each asked twice, half of the failures last: {common**10:.2%}")
assert plans["and the other three in one process"] > 0.9985 > common**10
