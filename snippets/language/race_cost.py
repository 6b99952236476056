# memory: 100000000
"""What Go's race detector costs: one program, built without and with -race."""

import os
import subprocess
from pathlib import Path

# --8<-- [start:program]
PROGRAM = """
package main

import (
	"fmt"
	"slices"
	"sync"
)

func main() {
	var wait sync.WaitGroup
	sums := make([]int, 4)
	for w := range 4 {
		wait.Go(func() {
			numbers := make([]int, 400_000)
			for i := range numbers {
				numbers[i] = (i * 7919) % 400_009
			}
			slices.Sort(numbers)
			sums[w] = numbers[200_000]
		})
	}
	wait.Wait()
	fmt.Println(sums)
}
"""
# --8<-- [end:program]
Path("sort.go").write_text(PROGRAM)


def measure(*flags):
    subprocess.run(["go", "build", *flags, "-o", "sorter", "sort.go"], check=True)
    best, peak = 1e9, 0
    for _ in range(2):
        pid = os.posix_spawn("./sorter", ["sorter"], os.environ, file_actions=QUIET)
        _, status, used = os.wait4(pid, 0)
        assert status == 0
        best = min(best, used.ru_utime + used.ru_stime)
        peak = max(peak, used.ru_maxrss / 1024)
    return best, peak


QUIET = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
plain, plain_memory = measure()
raced, raced_memory = measure("-race")
print(f"without -race: CPU ≈ {plain:.2f} s, memory ≈ {plain_memory:.0f} MiB")
print(f"with -race: CPU ≈ {raced:.2f} s, memory ≈ {raced_memory:.0f} MiB")
print(f"CPU, times: ≈ {raced / plain:.1f}")
print(f"memory, times: ≈ {raced_memory / plain_memory:.1f}")
assert raced > 1.5 * plain and raced_memory > 1.5 * plain_memory
