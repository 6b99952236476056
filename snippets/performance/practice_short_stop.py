"""No server, only arithmetic: one request a millisecond, one stop, what p99 says."""


def times(seconds: float, stop: float) -> list[float]:
    """Return sorted latencies; a request that is due in the stop waits for its end."""
    begins, ends = seconds / 3, seconds / 3 + stop
    due = (number / 1000 for number in range(round(1000 * seconds)))
    return sorted(1000 * (ends - t) if begins <= t < ends else 1.0 for t in due)


for seconds in (10, 30, 300):
    for stop in (0.2, 0.4, 1.4):
        ordered = times(seconds, stop)
        p99, p999 = (ordered[int(share * len(ordered))] for share in (0.99, 0.999))
        print(
            f"run of {seconds} s, stop of {stop} s: p99 {p99:.0f} ms,"
            f" p99.9 {p999:.0f} ms, longest {ordered[-1]:.0f} ms"
        )
        assert (p99 > 1) == (stop > seconds / 100)
