"""The four documents of the page with b = 0: length no longer counts."""

import math

K1, TOTAL = 1.2, 10
LENGTHS = {"once, short": (1, 4), "once, long": (1, 37), "nine times": (9, 17)}
OTHERS = 5 + 6 * 8  # words of the other seven documents
mean = (sum(length for _, length in LENGTHS.values()) + OTHERS) / TOTAL
idf = math.log(1 + (TOTAL - 3 + 0.5) / (3 + 0.5))
for b in (0.75, 0):
    print(f"b = {b}")
    for name, (times, length) in LENGTHS.items():
        norm = K1 * (1 - b + b * length / mean)
        print(f"  {idf * times * (K1 + 1) / (times + norm):.3f}  {name}")
