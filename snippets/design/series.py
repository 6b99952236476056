"""What each further service on the way of one request costs, by arithmetic."""

AVAILABILITY, SLOW = 0.999, 0.01  # of each service; share of its calls over the timeout


# --8<-- [start:idea]
def answered(services):
    """All are needed, and they fail independently."""
    return AVAILABILITY**services


def timed_out(services, tries=1):
    """A request fails when one of its calls is slow in every try."""
    return 1 - (1 - SLOW**tries) ** services


def load(tries, layers):
    """Calls at the bottom for one request when every try there fails."""
    return tries**layers


# --8<-- [end:idea]

for services in (1, 5, 10, 30):
    hours = (1 - answered(services)) * 730
    print(f"{services} in series, answered: {answered(services):.2%}")
    print(f"{services} in series, lost in a month: {hours:.1f} h")
    print(f"{services} in series, over the timeout: {timed_out(services):.1%}")
    print(f"{services} in series, with a second try: {timed_out(services, 2):.2%}")
print(f"calls at the bottom, 3 tries in each of 3 layers: {load(3, 3)}")
asynchronous = AVAILABILITY * 0.9999  # own process and the queue
print(f"accepted, with 4 services behind a queue of 99.99 %: {asynchronous:.3%}")
print(f"accepted, with the same 4 called before the answer: {answered(5):.3%}")
print(f"each service must keep for 99.9 % through 10: {0.999 ** (1 / 10):.4%}")
assert answered(10) < 0.9901 and timed_out(10) > 0.09
