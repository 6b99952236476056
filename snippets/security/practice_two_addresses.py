import ipaddress

ANSWERS = {"shop.test": ["8.8.8.8"], "rebind.test": ["127.0.0.1"],
           "both.test": ["8.8.8.8", "127.0.0.1"]}   # two A records, as DNS may give


def passes(quantifier, addresses):
    inside = (not ipaddress.ip_address(a).is_global for a in addresses)
    return not quantifier(inside)


print(f"{'name':<13}{'refuse if any':<15}refuse if all")
for name, addresses in ANSWERS.items():
    words = ["passes" if passes(q, addresses) else "refused" for q in (any, all)]
    print(f"{name:<13}{words[0]:<15}{words[1]}")
assert not passes(any, ANSWERS["both.test"]) and passes(all, ANSWERS["both.test"])
