# needs: prometheus
"""Where a ratio says nothing, or too much: five cases for the same rules."""

import subprocess
from pathlib import Path

# --8<-- [start:rules]
RULES = """
groups:
- name: slo
  rules:
  - alert: BurnPage
    expr: >
      rate(errors[1h]) / rate(requests[1h]) > 14.4 * 0.001
      and rate(errors[5m]) / rate(requests[5m]) > 14.4 * 0.001
  - alert: BurnPageEnoughEvents  # (1)!
    expr: >
      rate(errors[1h]) / rate(requests[1h]) > 14.4 * 0.001
      and rate(errors[5m]) / rate(requests[5m]) > 14.4 * 0.001
      and increase(errors[1h]) > 10
  - alert: NothingMeasured
    expr: absent(requests) or absent(errors)
    for: 5m
  - alert: NoTraffic  # (2)!
    expr: rate(requests[10m]) < 0.1 * rate(requests[10m] offset 1h)
  - alert: Watchdog  # (3)!
    expr: vector(1)
"""
CASES = {  # requests and errors for 2 h, one value a minute; who fires at the end
    "all fail, all is measured":
        ("0+60x120", "0+0x60 60+60x59", "BurnPage, BurnPageEnoughEvents"),
    "all fail, the target is gone":
        ("0+60x60 stale", "0+0x60 stale", "NothingMeasured"),
    "the door is shut in front of it":
        ("0+60x60 3600+0x59", "0+0x120", "NoTraffic"),
    "one of 60 requests an hour fails":
        ("0+1x120", "0+0x118 1 1", "BurnPage"),
    "the first errors ever, 60 at once":
        ("0+60x120", "_x118 60 60", "(nobody)"),
}  # fmt: skip
# --8<-- [end:rules]


def one_test(requests, errors, expected):
    firing = [] if expected == "(nobody)" else expected.split(", ")
    labels = 'ALERTS{alertname="%s", alertstate="firing"}'
    samples = [{"labels": labels % a, "value": 1} for a in [*firing, "Watchdog"]]
    given = {"requests": requests, "errors": errors}
    series = [{"series": name, "values": v} for name, v in given.items()]
    check = {"expr": 'ALERTS{alertstate="firing"}', "eval_time": "2h"}
    check["exp_samples"] = samples
    return {"interval": "1m", "input_series": series, "promql_expr_test": [check]}


tests = [one_test(*case) for case in CASES.values()]
whole = {"rule_files": ["rules.yml"], "evaluation_interval": "1m", "tests": tests}
Path("rules.yml").write_text(RULES)
Path("test.yml").write_text(str(whole))
said = subprocess.run(["promtool", "test", "rules", "test.yml"], capture_output=True)
assert said.returncode == 0, said.stdout.decode() + said.stderr.decode()
print("besides Watchdog, who fires:")
for name, (_, _, fires) in CASES.items():
    print(f"  {name}: {fires}")
