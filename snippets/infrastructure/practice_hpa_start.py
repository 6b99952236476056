# The wave of hpa_loop again, with Pods that start faster and slower.
from snippets.infrastructure import hpa_loop

late = {}
for start in (10, 45, 120):
    hpa_loop.START = start
    for window in (0, 300):
        _, _, late[start, window], _ = hpa_loop.run(window)
        print(f"start {start} s, window {window} s, overload: {late[start, window]} s")
assert late[10, 0] == 0 < late[45, 0] < late[120, 0]
