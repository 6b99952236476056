"""A thread beside a computing one, with switch intervals of 5, 50 and 0.5 ms."""

import sys
import threading
import time


def hog(until: threading.Event) -> None:
    while not until.is_set():
        pass


def late_ms(interval: float) -> float:
    sys.setswitchinterval(interval)
    stop = threading.Event()
    thread = threading.Thread(target=hog, args=(stop,))
    thread.start()
    late = []
    for _ in range(15):
        asked = time.monotonic()
        time.sleep(0.005)
        late.append(time.monotonic() - asked - 0.005)
    stop.set()
    thread.join()
    return sorted(late)[len(late) // 2] * 1000


default, long, short = late_ms(0.005), late_ms(0.05), late_ms(0.0005)
print(f"interval 5 ms, late by: ≈ {default:.1f} ms")
print(f"interval 50 ms, late by: ≈ {long:.1f} ms")
print(f"interval 0.5 ms, late by: ≈ {short:.1f} ms")
assert long > 40 and long > default and short < long
