import re


def steps(pattern, text):
    """The counting matcher of regex_steps, for letters and .* only."""
    nodes = re.findall(r"([^*])(\*?)", pattern)

    def rest(k, at):
        if k == len(nodes):
            return True, 0
        char, star = nodes[k]
        if not star:
            if text[at:at + 1] != char:
                return False, 1
            found, count = rest(k + 1, at + 1)
            return found, count + 2
        count = 1
        for end in range(len(text), at - 1, -1):
            found, more = rest(k + 1, end)
            count += 1 + more
            if found:
                return True, count
        return False, count

    count = 0
    for start in range(len(text) + 1):
        found, more = rest(0, start)
        count += 1 + more + (not found)
        if found:
            break
    return count


print(f"{'pattern':<12}{'10':>8}{'20':>8}{'40':>8}   last doubling")
for pattern in (".*.*=.*;", ".*=.*;", "=.*;"):
    counts = [steps(pattern, "x=" + n * "x") for n in (10, 20, 40)]
    print(f"{pattern:<12}", *(f"{c:>7}" for c in counts),
          f"  times {counts[2] / counts[1]:.1f}")
    assert pattern != ".*.*=.*;" or counts[1] == 5353
