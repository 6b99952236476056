# needs: prometheus
# timeout: 300
"""One month of errors, minute by minute, through four alerts in promtool."""

import subprocess
from pathlib import Path

DAY, MONTH, PER_MINUTE = 1440, 30 * 1440, 6000
# --8<-- [start:month]
# start (minute), length, share of requests that fail; the SLO is 99.9 % in 30 days
INCIDENTS = {
    "outage": (5 * DAY + 850, 12, 1.0),
    "2 %, 2 h": (11 * DAY + 600, 120, 0.02),
    "0.8 %, 8 h": (18 * DAY + 480, 480, 0.008),
    "0.25 %, 5 d": (22 * DAY, 5 * DAY, 0.0025),
}
# two deploys a day, each with 4 % of errors for 2 minutes
BLIPS = [day * DAY + at for day in (*range(22), 27, 28, 29) for at in (200, 1300)]
# --8<-- [end:month]
RULES = """
groups:
- name: slo
  rules:
# --8<-- [start:rules]
  - record: slo:errors:ratio5m
    expr: rate(errors[5m]) / rate(requests[5m])
  - record: slo:errors:ratio30m
    expr: rate(errors[30m]) / rate(requests[30m])
  - record: slo:errors:ratio1h
    expr: rate(errors[1h]) / rate(requests[1h])
  - record: slo:errors:ratio6h
    expr: rate(errors[6h]) / rate(requests[6h])
  - {record: slo:errors:1h, expr: "increase(errors[1h])"}
  - {record: slo:requests:1h, expr: "increase(requests[1h])"}
  - record: slo:errors:ratio3d  # (1)!
    expr: sum_over_time(slo:errors:1h[3d:1h]) / sum_over_time(slo:requests:1h[3d:1h])
  - alert: BurnPage
    expr: >
      (slo:errors:ratio1h > 14.4 * 0.001 and slo:errors:ratio5m > 14.4 * 0.001)
      or (slo:errors:ratio6h > 6 * 0.001 and slo:errors:ratio30m > 6 * 0.001)
    labels: {severity: page}
  - alert: BurnTicket
    expr: slo:errors:ratio3d > 1 * 0.001 and slo:errors:ratio6h > 1 * 0.001
    labels: {severity: ticket}
  - alert: Threshold
    expr: slo:errors:ratio5m > 0.01
  - alert: ThresholdFor10m
    expr: slo:errors:ratio5m > 0.01
    for: 10m
# --8<-- [end:rules]
"""
# --8<-- [start:expected]
# alerts in the month; minutes after the start of each incident, None: not in it
EXPECTED = {
    "Threshold": (52, [1, 3, None, None]),
    "ThresholdFor10m": (2, [11, 13, None, None]),
    "BurnPage": (3, [1, 43, 266, None]),
    "BurnTicket": (3, [None, None, 480, 1450]),
}
# --8<-- [end:expected]


def errors_per_minute():
    minutes = [0.6] * MONTH
    for start, length, share in [*INCIDENTS.values(), *((b, 2, 0.04) for b in BLIPS)]:
        for minute in range(start, start + length):
            minutes[minute] += PER_MINUTE * share
    return minutes


def counter(increments):
    """promtool's notation for a counter: runs of `start+step x times`."""
    text, value, i = ["0"], 0, 0
    while i < len(increments):
        j = i
        while j < len(increments) and increments[j] == increments[i]:
            j += 1
        step = increments[i]
        text.append(f"{value + step:.1f}+{step:.1f}x{j - i - 1}")
        value, i = value + step * (j - i), j
    return " ".join(text)


def test(expression, at, value):
    samples = [] if value is None else [{"value": value}]
    return {"expr": expression, "eval_time": f"{at}m", "exp_samples": samples}


series = [{"series": "requests", "values": f"0+{PER_MINUTE}x{MONTH}"},
          {"series": "errors", "values": counter(errors_per_minute())}]
rules = RULES.split("\n  - ")  # three days are dear, and a ticket can wait
fast = [rule for rule in rules if "3d" not in rule and "increase" not in rule]
for step, chosen in (1, fast), (10, rules):
    tests = []
    for alert in [a for a in EXPECTED if (a == "BurnTicket") == (step == 10)]:
        pages, detected = EXPECTED[alert]
        firing = f'ALERTS{{alertname="{alert}", alertstate="firing"}}'
        new = f"{firing} unless {firing} offset {step}m"
        tests.append(test(f"sum(count_over_time(({new})[30d:{step}m]))", MONTH, pages))
        for (start, length, _), late in zip(INCIDENTS.values(), detected, strict=True):
            first = f"min(min_over_time(timestamp({firing})[{length}m:{step}m]))"
            tests.append(test(f"{first} / 60 - {start}", start + length, late))
    month = {"interval": "1m", "input_series": series, "promql_expr_test": tests}
    whole = {"rule_files": ["rules.yml"], "evaluation_interval": f"{step}m"}
    Path("rules.yml").write_text("\n  - ".join(chosen))
    Path("test.yml").write_text(str(whole | {"tests": [month]}))  # YAML reads this too
    ran = subprocess.run(["promtool", "test", "rules", "test.yml"], capture_output=True)
    assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()
print("promtool test rules: SUCCESS")
print(f"{'minutes until it fires':22}" + "".join(f"{n:>14}" for n in INCIDENTS))
for alert, (_, detected) in EXPECTED.items():
    cells = ("-" if m is None else m for m in detected)
    print(f"{alert:22}" + "".join(f"{cell:>14}" for cell in cells))
budget = 0.001 * PER_MINUTE * MONTH
spent = [length * PER_MINUTE * share for _, length, share in INCIDENTS.values()]
print(f"{'budget it cost':22}" + "".join(f"{x / budget:>14.1%}" for x in spent))
for alert, (pages, _) in EXPECTED.items():
    print(f"{alert}, alerts in the month: {pages}")
print(f"of them for a deploy: {EXPECTED['Threshold'][0] - 2}")
print(f"budget that all deploys cost: {len(BLIPS) * 480 / budget:.1%}")
