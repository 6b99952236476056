import re
import time


# --8<-- [start:steps]
def steps(pattern, text):
    """Match as a backtracking engine does: greedy, leftmost, one way after another."""
    nodes = re.findall(r"([^*])(\*?)", pattern)
    count = 0

    def rest(k, at):
        nonlocal count
        if k == len(nodes):
            return True
        char, star = nodes[k]
        count += 1                               # a star begins, a letter is compared
        if star:                                     # only .* occurs here
            for end in range(len(text), at - 1, -1):  # (1)!
                count += 1                           # a length is tried
                if rest(k + 1, end):
                    return True
            return False
        if text[at:at + 1] != char:
            return False
        count += 1                                   # the letter is there
        return rest(k + 1, at + 1)

    for start in range(len(text) + 1):
        count += 1                                   # the attempt begins
        if rest(0, start):
            return count
        count += 1                                   # the attempt has failed
    return count
# --8<-- [end:steps]


PUBLISHED = {(".*.*=.*", "x=x"): 23, (".*.*=.*", "x=xx"): 33, (".*.*=.*", "x=xxx"): 45,
             (".*.*=.*", "x=" + 20 * "x"): 555, (".*.*=.*", 20 * "x"): 4067,
             (".*.*=.*;", "x=x"): 90, (".*.*=.*;", "x=" + 20 * "x"): 5353}
for (pattern, text), published in PUBLISHED.items():
    ours = steps(pattern, text)
    shown = text.replace(20 * "x", "(20 x)")
    print(f"{pattern} on {shown}: {ours}")
    assert ours == published
for n in range(1, 31):                   # the closed form of the first pattern
    assert steps(".*.*=.*", "x=" + n * "x") == n * n + 7 * n + 15
print("=.* on x=(20 x):", steps("=.*", "x=" + 20 * "x"))


# --8<-- [start:engine]
def best(pattern, text):
    found = []
    for _ in range(9):
        begun = time.perf_counter()
        re.search(pattern, text)
        found.append(time.perf_counter() - begun)
    return min(found)


small, large = (best(".*.*=.*;", "x=" + n * "x") for n in (150, 600))  # (1)!
print(f"Python re, 150 letters: ≈ {small * 1e3:.1f} ms")
print(f"Python re, 600 letters: ≈ {large * 1e3:.0f} ms")
print(f"four times as long takes ≈ {large / small:.0f} times as long")
assert large / small > 5                             # linear is 4, cubic 64
assert best("[^=;]*=[^;]*;", "x=" + 600 * "x") < large / 20   # (2)!
# --8<-- [end:engine]
