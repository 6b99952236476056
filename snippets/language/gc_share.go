// timeout: 120
// GC's share of one CPU at a steady rate of allocation, beside the model of the guide.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
	"time"
)

const mib = 1 << 20

type node [8]*int // 64 bytes, to be scanned

var live, sink = []*node{}, new(node)

func read(name string) float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Float64()
}

// --8<-- [start:share]
// model is the guide's steady state. Sizes in MiB, rate in MiB/s, scan in MiB/CPU s.
func model(live, rate, scan, percent float64) (heap, share float64) {
	fresh := live * percent / 100
	return live + fresh, (live / scan) / (fresh / rate)
}

func cpu() (gc, idle, all float64) { // seconds as of the end of the last cycle
	return read("/cpu/classes/gc/total:cpu-seconds"), // (1)!
		read("/cpu/classes/idle:cpu-seconds"), read("/cpu/classes/total:cpu-seconds")
}

func allocate(size int) { // MiB, at a rate that the pauses keep down
	for range size {
		for range mib / 64 {
			sink = new(node)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// --8<-- [end:share]

func process() float64 { // CPU seconds by the kernel's account
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

type result struct{ gc, all, took, spent float64 } // of one GOGC

func measure() map[int]result {
	found := map[int]result{}
	for range 3 { // in turns, so that a noisy moment hits all
		for _, percent := range []int{100, 200, 400} {
			debug.SetGCPercent(percent)
			runtime.GC()
			gc, _, all := cpu()
			began, used := time.Now(), process()
			allocate(180)
			gc2, _, all2 := cpu()
			r := found[percent]
			found[percent] = result{r.gc + gc2 - gc, r.all + all2 - all,
				r.took + time.Since(began).Seconds(), r.spent + process() - used}
		}
	}
	return found
}

func main() {
	runtime.GOMAXPROCS(1) // so that all CPU classes together are the time of one CPU
	for range 10 * mib / 64 {
		live = append(live, new(node))
	}
	heap := 10 + 10.0*8/64 // the nodes, and the slice of pointers to them
	runtime.GC()
	before, idle, all := cpu()
	used := process()
	for range 20 {
		runtime.GC()
	}
	after, _, _ := cpu()
	scan, ratio, found := 20*heap/(after-before), 0.0, map[int]result{}
	for try := 0; try < 3 && (ratio < 1.6 || ratio > 2.5); try++ { // once, if quiet
		found = measure()
		a, b := found[100], found[200]
		ratio = a.gc / a.all * b.all / b.gc
	}
	runtime.GC()
	_, idle2, all2 := cpu()
	excess := (all2 - all - (idle2 - idle)) / (process() - used)
	fmt.Printf("marked per CPU second: ≈ %.0f MiB\n", scan)
	for _, percent := range []int{100, 200, 400} {
		r := found[percent]
		rate := 3 * 180 / r.took
		_, want := model(heap, rate, scan, float64(percent))
		say := fmt.Sprintf("GOGC=%d, ", percent)
		fmt.Printf(say+"allocated per second: ≈ %.0f MiB\n", rate)
		fmt.Printf(say+"GC measured: ≈ %.1f %% of a CPU\n", 100*r.gc/r.all)
		fmt.Printf(say+"GC by the model: ≈ %.1f %% of a CPU\n", 100*want)
	}
	fmt.Printf("GC measured, 100 over 200: ≈ %.2f\n", ratio)
	for _, percent := range []float64{100, 200} {
		heap, share := model(10, 10, 100, percent)
		say := "the guide's figures, GOGC=%.0f: heap %.0f MiB, GC %.0f %%\n"
		fmt.Printf(say, percent, heap, 100*share)
	}
	fmt.Printf("CPU time by the runtime over the kernel's: ≈ %.2f\n", excess)
	busy := excess > 1.2 // the runtime counted time in which we waited for a core
	if found[400].spent > 0.9*found[100].spent ||
		!busy && (ratio < 1.6 || ratio > 2.5) {
		os.Exit(1)
	}
}
