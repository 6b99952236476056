# needs: postgresql(logging_collector=on, log_filename=server.log)
import os
import re
import threading
import time
from pathlib import Path

import psycopg

URL = os.environ["DATABASE_URL"]
PAY = "UPDATE accounts SET balance = balance + %s WHERE id = %s"


# --8<-- [start:transfer]
def transfer(connection, source, target, both_hold_one, in_order):
    steps = [(-10, source), (10, target)]
    if in_order:
        steps.sort(key=lambda step: step[1])  # (1)!
    with connection.transaction():
        connection.execute(PAY, steps[0])
        if not in_order:
            both_hold_one.wait()  # (2)!
        connection.execute(PAY, steps[1])
# --8<-- [end:transfer]


def two_transfers(in_order, timeouts=("1s", "1s")):
    """A pays from 1 to 2 while B pays from 2 to 1; return who failed, and the time."""
    both_hold_one, failed = threading.Barrier(2), {}
    connections = {name: psycopg.connect(URL, autocommit=True) for name in "AB"}

    def pay(name, source, target):
        try:
            transfer(connections[name], source, target, both_hold_one, in_order)
        except psycopg.errors.DeadlockDetected as error:
            failed[name] = error.diag

    for name, timeout in zip("AB", timeouts):
        connections[name].execute(f"SET deadlock_timeout = '{timeout}'")
    threads = [threading.Thread(target=pay, args=["A", 1, 2]),
               threading.Thread(target=pay, args=["B", 2, 1])]  # fmt: skip
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pids.update({rf"\b{c.info.backend_pid}\b": name for name, c in connections.items()})
    return failed, 1000 * (time.perf_counter() - began)


pids = {}
with psycopg.connect(URL, autocommit=True) as setup:
    setup.execute("CREATE TABLE accounts (id int PRIMARY KEY, balance int)")
    setup.execute("INSERT INTO accounts VALUES (1, 100), (2, 100)")

failed, ms = two_transfers(in_order=False)
(diag,) = failed.values()
print(f"victims of two: {len(failed)}")
print(f"its error: {diag.sqlstate} {diag.message_primary}")
print(f"it ended after: ≈ {ms:.0f} ms")
assert ms >= 1000  # deadlock_timeout

# --8<-- [start:victim]
first, _ = two_transfers(in_order=False, timeouts=("300ms", "9s"))  # (1)!
second, _ = two_transfers(in_order=False, timeouts=("9s", "300ms"))
# --8<-- [end:victim]
print(f"victim when A looks first: {', '.join(first)}")
print(f"victim when B looks first: {', '.join(second)}")
assert set(first) == {"A"} and set(second) == {"B"}

failed, ms = two_transfers(in_order=True)
print(f"victims with ordered locks: {len(failed)} after ≈ {ms:.0f} ms")
assert not failed and ms < 1000

print("\nthe server's log of the second run:")
path = Path(os.environ["PGDATA"]) / "log" / "server.log"
while (log := path.read_text()).count("CONTEXT:") < 3:
    time.sleep(0.01)  # the log collector is a process of its own
start = [m.start() for m in re.finditer("DETAIL:  Process", log)][1]
report = log[start : log.index("\n", log.index("CONTEXT:", start))]
for pattern, shown in ((r"(?m)^2.*?] ", ""), (r"transaction \d+", "transaction N"),
                       (r"\(0,\d+\)", "(0,N)"), *pids.items()):  # fmt: skip
    report = re.sub(pattern, shown, report)
print(report)
