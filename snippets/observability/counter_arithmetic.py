# needs: prometheus
"""What rate() makes of a counter: resets, extrapolation, gaps. Asked of promtool."""

import re
import subprocess
from pathlib import Path


def ask(series: str, values: str, expression: str, at: str) -> str:
    """The engine's answer: a test that expects nothing says what it got instead."""
    check = {"expr": expression, "eval_time": at, "exp_samples": []}
    given = [{"series": series, "values": values}]
    test = {"interval": "15s", "input_series": given, "promql_expr_test": [check]}
    whole = {"rule_files": [], "evaluation_interval": "1s", "tests": [test]}
    Path("test.yml").write_text(str(whole))
    run = ["promtool", "test", "rules", "test.yml"]
    said = subprocess.run(run, capture_output=True, text=True)
    found = re.search(r"got: ?(nil|\S.*)", said.stdout + said.stderr)
    if not found or found[1] == "nil":
        return "no series"
    return f"{float(found[1].split()[-1].rstrip(chr(34))):g}"


# --8<-- [start:cases]
CASES = {  # one sample every 15 s; the counter, the expression, the time of asking
    "steady 2/s, rate over 1m":
        ("0+30x40", "rate(c[1m])", "5m"),
    "a restart inside, rate over 1m":
        ("480 510 540 570 10 40", "rate(c[1m])", "75s"),
    "the same, increase over 1m":
        ("480 510 540 570 10 40", "increase(c[1m])", "75s"),
    "the same, last minus first":  # (1)!
        ("480 510 540 570 10 40", "delta(c[1m])", "75s"),
    "3 errors at once in 10 minutes of quiet, increase over 1m":
        ("7+0x20 10+0x20", "increase(c[1m])", "330s"),
    "the same asked 7 s later":  # (2)!
        ("7+0x20 10+0x20", "increase(c[1m])", "337s"),
    "a counter born at 3, increase over 5m":  # (3)!
        ("_x20 3+0x20", "increase(c[5m])", "7m"),
    "burst in the last 15 s, rate over 5m":
        ("0+0x39 300", "rate(c[5m])", "600s"),
    "burst in the last 15 s, irate over 5m":
        ("0+0x39 300", "irate(c[5m])", "600s"),
    "window of one interval, rate over 15s":  # (4)!
        ("0+30x40", "rate(c[15s])", "307s"),
    "the same asked on the tick":
        ("0+30x40", "rate(c[15s])", "300s"),
    "4m59s after the last sample, c":
        ("1+0x4", "c", "359s"),
    "5m01s after the last sample, c":  # (5)!
        ("1+0x4", "c", "361s"),
    "target gone (stale marker), c 15 s later":
        ("1+0x4 stale", "c", "90s"),
    "the same, absent(c)":
        ("1+0x4 stale", "absent(c)", "90s"),
}  # fmt: skip
# --8<-- [end:cases]
answers = {name: ask("c", *case) for name, case in CASES.items()}
for name, answer in answers.items():
    print(f"{name}: {answer}")
