# timeout: 120
# memory: 100000000
import re
import subprocess
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

SOURCE = Path(__file__).with_name("allocation.java")
subprocess.run(["javac", "-d", ".", SOURCE], check=True)


# --8<-- [start:run]
def run(collector):
    words = ["java", f"-XX:+Use{collector}", "-Xms320m", "-Xmx320m",  # (1)!
             "-Xlog:gc,safepoint:file=gc.log", "allocation"]  # (2)!
    before = getrusage(RUSAGE_CHILDREN)
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    after = getrusage(RUSAGE_CHILDREN)
    burnt = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    log = Path("gc.log").read_text()
    stops = [int(ns) / 1e6 for what, ns in re.findall(
        r'Safepoint "(\w+)".*At safepoint: *(\d+) ns', log)
        if what.startswith(("G1", "Gen", "Parallel", "Serial", "Z"))]  # (3)!
    return float(re.search(r"[\d.]+", out)[0]), burnt, sorted(stops), log
# --8<-- [end:run]


cpu, median, worst = {}, {}, {}
for collector in ["SerialGC", "ParallelGC", "G1GC", "ZGC"]:
    seconds, cpu[collector], stops, log = run(collector)
    worst[collector], median[collector] = stops[-1], stops[len(stops) // 2]
    print(f"{collector}, pauses: ≈ {len(stops)}")
    print(f"{collector}, median pause: ≈ {median[collector]:.2f} ms")
    print(f"{collector}, longest pause: ≈ {stops[-1]:.2f} ms")
    print(f"{collector}, time for the load: ≈ {seconds:.2f} s")
    print(f"{collector}, CPU of the process: ≈ {cpu[collector]:.2f} s")
    if collector == "G1GC":
        young = re.findall(r"GC\(\d+\) (Pause Young \(Normal\) .*)", log)[-1]
    if collector == "ZGC":
        print("ZGC, allocation stalls: ≈", len(re.findall(r"Allocation Stall \(", log)))
print("end of a line of G1:", re.sub(r".*\) (\d+)M->(\d+)M(\S+) ([\d.]+)ms",
                                     r"≈ \1 M -> ≈ \2 M \3 ≈ \4 ms", young))
assert worst["ZGC"] < worst["G1GC"] and median["ZGC"] * 20 < median["G1GC"], median
assert cpu["ZGC"] > 1.1 * cpu["G1GC"], cpu
