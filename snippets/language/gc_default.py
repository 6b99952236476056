import re
import subprocess


def flags(*words):
    text = subprocess.run(["java", *words, "-XX:+PrintFlagsFinal", "-version"],
                          capture_output=True, text=True, check=True).stdout
    return dict(re.findall(r"(\w+)\s+=\s+(\S+)", text))


def collector(*words):
    found = flags(*words)
    return next(name for name in ["SerialGC", "ParallelGC", "G1GC", "ZGC"]
                if found[f"Use{name}"] == "true")


# --8<-- [start:chosen]
for cpus, memory in [(2, "8g"), (1, "8g"), (2, "1g")]:
    name = collector(f"-XX:ActiveProcessorCount={cpus}", f"-XX:MaxRAM={memory}")
    print(f"{cpus} CPU, MaxRAM {memory}: {name}")
# --8<-- [end:chosen]

heap = flags("-XX:ActiveProcessorCount=2", "-XX:MaxRAM=8g")
print("default MaxHeapSize of 8g, MiB:", int(heap["MaxHeapSize"]) >> 20)
for size in ["1g", "4g", "16g"]:
    region = int(flags("-XX:+UseG1GC", f"-Xmx{size}", "-Xms64m")["G1HeapRegionSize"])
    print(f"region with -Xmx{size}, MiB:", region >> 20)
assert collector("-XX:ActiveProcessorCount=1") == "SerialGC"
