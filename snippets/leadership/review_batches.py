"""A model: the same 600 lines a day, sent to one reviewer in changes of other sizes."""

LINES_A_DAY = 600
READING = 150  # minutes a day that the reviewer gives to reviews
HOURS = 8  # of a working day, in which the lines are written


# --8<-- [start:model]
def hours_to_review(size, overhead=3, speed=10, lines=LINES_A_DAY):
    """Mean hours of a change: writing, queue, reading. Many authors: M/G/1."""
    changes = lines / size  # a day, of exponential sizes
    read = size / speed  # minutes; the overhead of opening a change comes on top
    service = overhead + read
    busy = changes * service / READING
    if busy >= 1:
        return busy, None
    square = overhead ** 2 + 2 * overhead * read + 2 * read ** 2  # (1)!
    queue = changes * square / (2 * READING * (1 - busy))  # minutes of reading
    stretch = HOURS / READING  # (2)!
    writing = size / lines * HOURS / 2  # from the middle of the change
    return busy, (writing, queue * stretch, service * stretch)
# --8<-- [end:model]


def table(sizes, **how):
    found = {}
    for size in sizes:
        busy, parts = hours_to_review(size, **how)
        found[size] = parts and sum(parts)
        hours = f"{found[size]:.1f} h" if parts else "never caught up"
        print(f"{size} lines a change: {hours}, reviewer busy {busy:.0%}")
    best = min((h, size) for size, h in found.items() if h)[1]
    print(f"best size here: {best}")
    return found, best


if __name__ == "__main__":
    found, best = table((10, 25, 50, 100, 200, 400, 800))
    parts = zip(("writing", "queue", "reading"), hours_to_review(400)[1], strict=True)
    print("of 400 lines:", ", ".join(f"{name} {h:.1f} h" for name, h in parts))
    halved, parts = hours_to_review(50, speed=5)
    print(f"50 lines, read half as fast: {sum(parts):.1f} h, busy {halved:.0%}"
          if parts else f"50 lines, read half as fast: reviewer busy {halved:.0%}")
    slower, _ = hours_to_review(25, overhead=6)
    print(f"25 lines, 6 minutes to open a change: reviewer busy {slower:.0%}")
    assert found[10] is None and 25 < best < 200 and found[800] > 5 * found[best]
