# memory: 4096
import json
import os
import resource
import subprocess
import sys
import threading
import time

from argon2 import PasswordHasher
from argon2.low_level import Type, hash_secret_raw

library = PasswordHasher()
DEFAULT = "library default"
SETS = {  # name: KiB of memory, passes over it, lanes
    "46 MiB, 1 pass": (47104, 1, 1),
    "19 MiB, 2 passes": (19456, 2, 1),
    "12 MiB, 3 passes": (12288, 3, 1),
    "9 MiB, 4 passes": (9216, 4, 1),
    "7 MiB, 5 passes": (7168, 5, 1),
    DEFAULT: (library.memory_cost, library.time_cost, library.parallelism),
}
KEPT = "glibc.malloc.mmap_threshold=134217728:glibc.malloc.trim_threshold=268435456"


# --8<-- [start:cost]
def usage():
    return resource.getrusage(resource.RUSAGE_SELF)


def spend(memory, passes, lanes):
    hash_secret_raw(b"correct horse", b"0123456789abcdef", passes, memory, lanes, 32,
                    Type.ID)  # fmt: skip


def cost(parameters):  # CPU time and page faults of one hash
    cpu, faults = time.process_time(), usage().ru_minflt
    spend(*parameters)
    return time.process_time() - cpu, usage().ru_minflt - faults


def measure():
    runs = [{name: cost(s) for name, s in SETS.items()} for _ in range(3)]
    return {name: min(run[name] for run in runs) for name in SETS}
# --8<-- [end:cost]


if "measure" in sys.argv:
    print(json.dumps(measure()))
    sys.exit()


def child(**environment):
    command = [sys.executable, __file__, "measure"]
    output = subprocess.check_output(command, env=os.environ | environment)
    return json.loads(output)


usual, kept = child(), child(GLIBC_TUNABLES=KEPT)
print("setting            memory    CPU            CPU, memory kept   page faults")
for name, (memory, _, _) in SETS.items():
    cpu, faults = usual[name]
    print(f"{name:18} {memory / 1024:3.0f} MiB   ≈ {cpu * 1000:.1f} ms  ",
          f"≈ {kept[name][0] * 1000:.1f} ms  ≈ {faults}")  # fmt: skip


def spread(seen, names):
    return max(seen[n][0] for n in names) / min(seen[n][0] for n in names)


five = [name for name in SETS if name != DEFAULT]
least = usual["19 MiB, 2 passes"][0]
print(f"times memory, most over least: {47104 / (7168 * 5):.2f}")
print(f"CPU of the five, most over least: ≈ {spread(usual, five):.2f}")
print(f"without the first: ≈ {spread(usual, five[1:]):.2f}")
print(f"all five, memory kept: ≈ {spread(kept, five):.2f}")
print(f"page faults of one 46 MiB hash: ≈ {usual[five[0]][1]}")
print(f"logins a second and core, 19 MiB: ≈ {1 / least:.0f}")
print(f"logins a second and core, default: ≈ {1 / usual[DEFAULT][0]:.1f}")
print(f"default over 19 MiB: ≈ {usual[DEFAULT][0] / least:.1f} times the CPU")
assert spread(usual, five[1:]) < 1.9 and max(c for c, _ in usual.values()) < 1
assert usual[five[0]][1] > 10_000 and usual[five[1]][1] < 100 > kept[five[0]][1]
assert usual[DEFAULT][0] > 3 * least

# --8<-- [start:memory]
def most():  # MiB at once since the program began; ru_maxrss would count its parent's
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024


before = most()
together = threading.Barrier(6)
for _ in range(5):  # where other work has the cores, some wait for their turn
    logins = [
        threading.Thread(target=lambda: (together.wait(), spend(*SETS[DEFAULT])))
        for _ in range(6)
    ]
    for login in logins:  # Argon2 runs without the GIL: nothing else limits how many
        login.start()
    for login in logins:
        login.join()
peak = most() - before
# --8<-- [end:memory]
print(f"peak of six logins at once, default: ≈ {peak:.0f} MiB")
assert peak > 2 * 64
