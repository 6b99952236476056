# An agent that obeys whatever it reads: which orders of its tools leak?
from itertools import product

# --8<-- [start:gate]
READS_PRIVATE, READS_STRANGERS, SENDS_OUT = "private", "strangers", "out"
TOOLS = {
    "search_orders": {READS_PRIVATE},
    "read_ticket": {READS_STRANGERS},
    "fetch_page": {READS_STRANGERS, SENDS_OUT},  # (1)!
    "send_mail": {SENDS_OUT},
    "add_note": set(),
}


def leaks(tools):  # (2)!
    seen = set()
    for tool in tools:
        can = TOOLS[tool]
        if SENDS_OUT in can and {READS_PRIVATE, READS_STRANGERS} <= seen:
            return True
        seen |= can
    return False


def gated(tools):  # (3)!
    seen = set()
    for tool in tools:
        can = TOOLS[tool]
        if SENDS_OUT in can and {READS_PRIVATE, READS_STRANGERS} <= seen | can:
            return False  # ask a person, with the text and the address in view
        seen |= can
    return True
# --8<-- [end:gate]


def without(*names):
    return [tool for tool in TOOLS if tool not in names]


for name, tools in (("all five tools", list(TOOLS)),
                    ("without fetch_page", without("fetch_page")),
                    ("nothing that sends", without("fetch_page", "send_mail")),
                    ("nothing from strangers", without("fetch_page", "read_ticket"))):
    runs = list(product(tools, repeat=4))
    bad = [run for run in runs if leaks(run)]
    print(f"runs that leak, {name}: {len(bad)} of {len(runs)}")
runs = list(product(TOOLS, repeat=4))
passed = [run for run in runs if gated(run)]
print("runs that leak, with the gate:", sum(map(leaks, passed)))
stopped = [run for run in runs if not gated(run)]
print(f"runs that wait for a person: {len(stopped)} of {len(runs)}")
print("of these, could not have leaked:", sum(not leaks(run) for run in stopped))
assert not any(map(leaks, passed))
