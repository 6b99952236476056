// timeout: 120
package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const mib = 1 << 20

var (
	globals [mib / 8]*byte // 1 MiB of pointers that GC must scan
	live    [][]byte
	sink    []byte
)

// --8<-- [start:read]
func read(name string) float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	if sample[0].Value.Kind() == metrics.KindFloat64 {
		return sample[0].Value.Float64()
	}
	return float64(sample[0].Value.Uint64())
}

func formula(percent float64) float64 { // target = live + (live + roots) * GOGC/100
	roots := read("/gc/scan/stack:bytes") + read("/gc/scan/globals:bytes") // (1)!
	heap := read("/gc/heap/live:bytes")
	return heap + (heap+roots)*percent/100
}

// --8<-- [end:read]

func deep(n int, hold chan bool, up chan bool) byte { // grows this goroutine's stack
	var frame [128]*byte
	frame[n%128] = &live[0][0]
	if n == 0 {
		up <- true
		<-hold
	} else {
		deep(n-1, hold, up)
	}
	return *frame[n%128]
}

func main() {
	hold, up := make(chan bool), make(chan bool)
	for range 8 * 16 {
		live = append(live, make([]byte, mib/16)) // 8 MiB
	}
	for range 9 {
		go deep(110, hold, up)
		<-up
	}
	globals[0] = &live[0][0]
	text, good := "", false
	for try := 0; try < 3 && !good; try++ { // once, if quiet: marking that waits for a
		text, good = count() // core lets the heap grow past its goal
	}
	fmt.Print(text)
	if !good {
		os.Exit(1)
	}
	close(hold)
}

// count makes 2 GiB of garbage at each GOGC, and compares goals and numbers of cycles.
func count() (text string, good bool) {
	say := func(format string, value float64) {
		text += fmt.Sprintf(format, value)
	}
	good = true
	cycles := map[int]float64{}
	for _, percent := range []int{50, 100, 200, 400} {
		debug.SetGCPercent(percent)
		runtime.GC()
		runtime.GC() // stacks as the last cycle saw them
		goal, want := read("/gc/heap/goal:bytes"), formula(float64(percent))
		before := read("/gc/cycles/total:gc-cycles")
		for range 1024 { // 2 GiB of garbage, at a rate that a service may have
			for range 4096 {
				sink = make([]byte, 512)
			}
			time.Sleep(300 * time.Microsecond)
		}
		cycles[percent] = read("/gc/cycles/total:gc-cycles") - before
		gogc := fmt.Sprintf("GOGC=%d, ", percent)
		say(gogc+"goal: ≈ %.1f MiB\n", goal/mib)
		say(gogc+"formula: ≈ %.1f MiB\n", want/mib)
		say(gogc+"cycles for 2 GiB: ≈ %.0f\n", cycles[percent])
		good = good && math.Abs(goal/want-1) <= 0.05
	}
	runtime.GC()
	say("stacks: ≈ %.2f MiB\n", read("/gc/scan/stack:bytes")/mib)
	say("globals: ≈ %.2f MiB\n", read("/gc/scan/globals:bytes")/mib)
	say("live: ≈ %.2f MiB\n", read("/gc/heap/live:bytes")/mib)
	for percent := 50; percent < 400; percent *= 2 {
		ratio := cycles[percent] / cycles[2*percent]
		say(fmt.Sprintf("cycles, %d over %d: ", percent, 2*percent)+"≈ %.2f\n", ratio)
		good = good && ratio >= 1.7 && ratio <= 2.3
	}
	return text, good
}
