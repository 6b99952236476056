package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"syscall"
	"time"
)

const mib = 1 << 20

type node struct {
	next *node
	pad  [6]int
}

func read(name string) float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	if sample[0].Value.Kind() == metrics.KindFloat64 {
		return sample[0].Value.Float64()
	}
	return float64(sample[0].Value.Uint64())
}

var sinks [8]*node

// --8<-- [start:work]
// work makes small garbage in eight goroutines until the time is over, and counts MiB.
func work(seconds float64) float64 {
	var group sync.WaitGroup
	made := [8]float64{}
	end := time.Now().Add(time.Duration(seconds * 1e9))
	for i := range sinks {
		group.Go(func() {
			for time.Now().Before(end) {
				for range mib / 64 {
					sinks[i] = &node{}
				}
				made[i]++
			}
		})
	}
	group.Wait()
	total := 0.0
	for _, m := range made {
		total += m
	}
	return total
}

// --8<-- [end:work]

func cpuSeconds() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func main() {
	runtime.GOMAXPROCS(1) // a container of one CPU
	keep := make([][]node, 0, 64)
	for range 64 { // 64 MiB live, all of it to be scanned: each node points on
		part := make([]node, mib/64)[: mib/64 : mib/64]
		for i := range len(part) - 1 {
			part[i].next = &part[i+1]
		}
		keep = append(keep, part)
	}
	speed := map[int]float64{}
	var limited bool
	for _, limit := range []int{400, 120, 80, 40} {
		// --8<-- [start:limit]
		debug.SetMemoryLimit(int64(limit) * mib) // GOMEMLIMIT=400MiB, and so on
		debug.SetGCPercent(-1)                   // GOGC=off
		// --8<-- [end:limit]
		runtime.GC()
		cycles := read("/gc/cycles/total:gc-cycles")
		gc := read("/cpu/classes/gc/total:cpu-seconds")
		all := read("/cpu/classes/total:cpu-seconds")
		seconds := 1.0
		if limit == 40 {
			seconds = 5
		}
		used := cpuSeconds()
		made := work(seconds)
		used = cpuSeconds() - used
		cycles = read("/gc/cycles/total:gc-cycles") - cycles
		gc = (read("/cpu/classes/gc/total:cpu-seconds") - gc) /
			(read("/cpu/classes/total:cpu-seconds") - all)
		speed[limit] = made / used
		limited = read("/gc/limiter/last-enabled:gc-cycle") > 0
		fmt.Printf("limit %d MiB, garbage per CPU second: ≈ %.0f MiB\n",
			limit, speed[limit])
		fmt.Printf("limit %d MiB, cycles a second: ≈ %.0f\n", limit, cycles/seconds)
		fmt.Printf("limit %d MiB, GC share: ≈ %.0f %%\n", limit, 100*gc)
		fmt.Printf("limit %d MiB, CPU limiter was on: %v\n", limit, limited)
	}
	runtime.KeepAlive(keep)
	if speed[40]*2 > speed[400] || !limited {
		os.Exit(1)
	}
}
