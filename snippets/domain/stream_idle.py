"""The watermark of a task is the lowest of its inputs: one quiet partition stops it."""


# --8<-- [start:lowest]
class Watermark:
    def __init__(self, partitions, bound, idle_after=None):
        self.high = {p: float("-inf") for p in partitions}
        self.seen = {p: 0 for p in partitions}  # when it last sent anything
        self.bound, self.idle_after, self.now = bound, idle_after, float("-inf")

    def on(self, partition, at, clock):
        self.high[partition] = max(self.high[partition], at)
        self.seen[partition] = clock

    def advance(self, clock):
        active = [h for p, h in self.high.items() if self.idle_after is None
                  or clock - self.seen[p] < self.idle_after]  # (1)!
        if active:
            self.now = max(self.now, min(active) - self.bound)  # (2)!
        return self.now


# --8<-- [end:lowest]
def play(idle_after, stalled):
    """900 s. Partition b is silent from 300 to 700, having sent nothing or stalled."""
    mark, late, closed = Watermark("ab", 5, idle_after), 0, {}
    for clock in range(900):
        mark.on("a", clock, clock)
        if not 300 <= clock < 700:
            mark.on("b", clock, clock)
        if stalled and clock == 700:  # 400 held events come at once
            late = sum(at // 60 * 60 + 60 <= mark.now for at in range(300, 700))
        now = mark.advance(clock)
        for end in range(60, 901, 60):
            if end <= now:
                closed.setdefault(end, clock)
    waits = [clock - end for end, clock in closed.items()]
    return max(waits), late


for name, idle_after in (("no idleness", None), ("idle after 60 s", 60)):
    wait, _ = play(idle_after, stalled=False)
    _, late = play(idle_after, stalled=True)
    print(f"{name}, longest wait for a window: {wait} s")
    print(f"{name}, late events when the partition was only stuck: {late}")
