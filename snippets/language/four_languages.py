# timeout: 180
# memory: 8192
"""One small job in four languages: sum orders by customer, print the top 3."""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from operator import itemgetter
from pathlib import Path

# --8<-- [start:runs]
BUILDS = {
    "Go": ["go build -o top_go top_customers.go"],
    "Rust": ["rustc --edition=2021 -O -o top_rs top_customers.rs"],
    "Java": ["javac top_customers.java"],
    "Java, AOT cache": [
        "jar -c -f top.jar .",
        "java -XX:AOTCacheOutput=top.aot -cp top.jar top_customers orders.txt 2",
    ],
    "Python": [],
}
AOT = ["-XX:AOTCache=top.aot"]
RUNS = {
    "Go": ["./top_go"],
    "Rust": ["./top_rs"],
    "Java": ["java", "-cp", "top.jar", "top_customers"],
    "Java, AOT cache": ["java", *AOT, "-cp", "top.jar", "top_customers"],
    "Python": [sys.executable, "top_customers.py"],
}
# --8<-- [end:runs]


def measure(command, *words):
    """Return wall time and CPU time (s) and what the program printed."""
    began = time.perf_counter()
    out = os.open("printed.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    actions = [(os.POSIX_SPAWN_DUP2, out, 1)]
    program = [*command, *words]
    pid = os.posix_spawnp(program[0], program, os.environ, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    os.close(out)
    assert status == 0
    return wall, used.ru_utime + used.ru_stime, Path("printed.txt").read_text()


def peak(command, *words):
    """Return the highest resident memory that /proc showed (MiB)."""
    program = subprocess.Popen([*command, *words], stdout=subprocess.DEVNULL)
    highest = 0
    while program.poll() is None:
        status = Path(f"/proc/{program.pid}/status").read_text()
        for line in re.findall(r"VmHWM:\s+(\d+)", status):
            highest = max(highest, int(line) / 1024)
        time.sleep(0.005)
    return highest


chance = random.Random(7)
with open("orders.txt", "w") as file:
    for _ in range(50_000):
        file.write(f"user{chance.randrange(25_000)} {chance.randrange(10_000)}\n")
Path("one.txt").write_text("user1 1\n")
for ending in "go", "rs", "java", "py":
    shutil.copy(Path(__file__).with_name(f"top_customers.{ending}"), ".")
for steps in BUILDS.values():
    for step in steps:
        subprocess.run(step.split(), check=True, capture_output=True)

CPU = itemgetter(1)
start, light, first, later, memory, answers = {}, {}, {}, {}, {}, set()
for name, command in RUNS.items():
    tiny = [measure(command, "one.txt", "1") for _ in range(7)]
    start[name], light[name] = min(tiny)[0] * 1000, min(tiny, key=CPU)[1] * 1000
    once = min((measure(command, "orders.txt", "1") for _ in range(2)), key=CPU)
    often = measure(command, "orders.txt", "3")
    answers |= {once[2], "\n".join(often[2].split("\n")[:3]) + "\n"}
    first[name], later[name] = once[1] * 1000, (often[1] - once[1]) * 1000 / 2
    memory[name] = peak(command, "orders.txt", "1")
    print(f"{name}, start: ≈ {start[name]:.0f} ms")
    print(f"{name}, CPU of the start: ≈ {light[name]:.0f} ms")
    print(f"{name}, CPU of the first round: ≈ {first[name]:.0f} ms")
    print(f"{name}, CPU of a later round: ≈ {later[name]:.0f} ms")
    print(f"{name}, peak memory: ≈ {memory[name]:.0f} MiB")
assert len(answers) == 1
assert max(start["Go"], start["Rust"]) < start["Python"] < 1.5 * start["Java"]
assert light["Java, AOT cache"] < 1.1 * light["Java"]  # about 10 ms on a quiet machine
assert max(later["Go"], later["Rust"]) < later["Python"]
assert later["Java"] < 0.8 * first["Java"]
assert memory["Rust"] < memory["Go"] < memory["Java"]
print("languages that give another answer:", len(answers) - 1)
