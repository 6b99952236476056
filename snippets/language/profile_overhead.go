package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"slices"
	"syscall"
	"time"
)

func cpuSeconds() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// --8<-- [start:pairs]
func speed() float64 { // documents decoded per second of CPU
	text := []byte(`{"lines": [{"name": "tea"}, {"name": "milk"}, {"name": "rice"}]}`)
	var into any
	used, count := cpuSeconds(), 0.0
	for end := time.Now().Add(200 * time.Millisecond); time.Now().Before(end); count++ {
		json.Unmarshal(text, &into)
	}
	return count / (cpuSeconds() - used)
}

func main() {
	speed()
	lost := []float64{}
	for range 9 { // in pairs, so that a noisy moment hits both
		plain := speed()
		pprof.StartCPUProfile(io.Discard)
		lost = append(lost, 100*(1-speed()/plain))
		pprof.StopCPUProfile()
	}
	// --8<-- [end:pairs]
	slices.Sort(lost)
	fmt.Printf("lost while profiling, median of 9 pairs: ≈ %.1f %%\n", lost[4])
	if lost[4] > 20 {
		os.Exit(1)
	}
}
