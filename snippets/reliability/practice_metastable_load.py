"""Practice: at which load does the retry storm no longer end by itself? A model."""

from snippets.reliability.metastable import CAPACITY, run

for tries in (2, 3):
    last = None
    for users in range(10, 100, 5):
        late = sum(run(tries, users=users)[85:]) / 35
        recovered = late > 0.9 * users
        if recovered:
            last = users
    print(f"{tries} tries, highest load that recovers: {last}")
    assert abs(last - CAPACITY / tries) <= 5
