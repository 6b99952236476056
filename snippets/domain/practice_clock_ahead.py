"""One device an hour ahead, and the watermark that believes it."""

import random

SIZE, BOUND = 60, 45


def dropped(events, reject_ahead=None):
    watermark, lost, refused = float("-inf"), 0, 0
    for arrived, at in events:
        if reject_ahead is not None and at > arrived + reject_ahead:
            refused += 1
        elif at - at % SIZE + SIZE <= watermark:
            lost += 1
        else:
            watermark = max(watermark, at - BOUND)
    return lost, refused


rng = random.Random(7)
events = sorted((n + rng.random() * 30, float(n)) for n in range(7200))
ahead = sorted([*events, (1800.0, 1800.0 + 3600)])
print("all clocks right, dropped:", dropped(events)[0])
print("one event an hour ahead, dropped:", dropped(ahead)[0])
lost, refused = dropped(ahead, reject_ahead=60)
print(f"events ahead by over a minute refused: {refused}, dropped: {lost}")
assert dropped(events)[0] == lost == 0 and refused == 1
