// One scheduler slot, one goroutine that computes, one that wants to run after 5 ms.
package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"time"
)

const busy = 500 * time.Millisecond

var sink int

func hog(rounds int) time.Duration {
	started := time.Now()
	for range rounds {
		for i := range 1_000_000 { // (1)!
			sink += i
		}
	}
	return time.Since(started)
}

func late() time.Duration {
	runtime.GOMAXPROCS(1)
	rounds := int(busy / (min(hog(20), hog(20), hog(20), hog(20)) / 20))
	due := time.Now().Add(5 * time.Millisecond)
	woke := make(chan time.Time)
	go func() { time.Sleep(time.Until(due)); woke <- time.Now() }()
	runtime.Gosched() // the sleeper sleeps, then the loop takes the only P
	hog(rounds)
	return (<-woke).Sub(due)
}

func main() {
	if os.Getenv("CHILD") != "" {
		fmt.Print(late().Microseconds())
		return
	}
	print := func(name, setting string) (ms float64) { // the best of three runs
		ms = math.Inf(1)
		for range 3 {
			command := exec.Command(os.Args[0])
			command.Env = append(os.Environ(), "CHILD=1", setting)
			out, err := command.Output()
			if err != nil {
				panic(err)
			}
			var us float64
			fmt.Sscan(string(out), &us)
			ms = min(ms, us/1000)
		}
		fmt.Printf("%s, late by: ≈ %.0f ms\n", name, ms)
		return ms
	}
	preempted := print("preempted goroutine", "GODEBUG=")
	stuck := print("asyncpreemptoff=1", "GODEBUG=asyncpreemptoff=1")
	if stuck < 2*preempted {
		panic("sysmon should have preempted the loop")
	}
}
