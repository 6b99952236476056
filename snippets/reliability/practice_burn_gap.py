"""Which of the three rules hears of a steady burn first, when, and how much is gone."""

RULES = [("page, 1 h", 14.4, 1), ("page, 6 h", 6, 6), ("ticket, 3 d", 1, 72)]
HOURS = 30 * 24

for burn in (1000, 100, 14, 7, 5.9, 2, 0.9):
    heard = [rule for rule in RULES if burn > rule[1]]
    after = [(factor * hours / burn, name) for name, factor, hours in heard]
    if not after:
        print(f"burn {burn:g}: nobody, {burn:.0%} of the budget gone at the end")
        continue
    first, name = min(after)
    gone = burn * first / HOURS
    took = f"{first * 3600:.0f} s" if first < 0.02 else f"{first:.1f} h"
    print(f"burn {burn:g}: {name}, after {took}, {gone:.0%} of the budget gone")
    assert round(gone, 4) in (0.02, 0.05, 0.1)
