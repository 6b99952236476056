"""Twice the lines for the same reviewer."""
from snippets.leadership.review_batches import hours_to_review, table

before = sum(hours_to_review(50)[1])
found, best = table((25, 50, 100, 150, 200, 400), lines=1200)
print(f"shortest wait: {found[best]:.1f} h, before it was {before:.1f} h")
assert found[50] is None and found[best] > 4 * before
