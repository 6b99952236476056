package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"syscall"
	"time"
)

var (
	lock  sync.Mutex
	page  []byte
	ready = make(chan int)
)

// --8<-- [start:handler]
func handle() {
	time.Sleep(8 * time.Millisecond) // a slow query
	lock.Lock()
	page = make([]byte, 64<<10)       // garbage a moment later
	time.Sleep(2 * time.Millisecond) // a call made under a lock
	lock.Unlock()
	<-ready // a reply from another goroutine
	spin(200 * time.Microsecond)
}

// --8<-- [end:handler]

func spin(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// holds says whether the text form of a profile has a sample with this frame.
func holds(profile, frame string) bool {
	var text bytes.Buffer
	pprof.Lookup(profile).WriteTo(&text, 1)
	return strings.Contains(text.String(), frame)
}

func main() {
	// --8<-- [start:rates]
	runtime.SetBlockProfileRate(10_000) // (1)!
	runtime.SetMutexProfileFraction(1)  // (2)!
	runtime.MemProfileRate = 512 * 1024 // the default: (3)!
	// --8<-- [end:rates]
	go func() {
		for {
			time.Sleep(time.Millisecond)
			ready <- 1
		}
	}()
	begin, used := time.Now(), cpu()
	const requests = 60
	for range requests {
		var group sync.WaitGroup
		for range 4 {
			group.Go(handle)
		}
		group.Wait()
	}
	wall, burned := time.Since(begin), cpu()-used
	perRequest := wall / requests
	fmt.Printf("wall time of a round of 4: ≈ %.1f ms\n", perRequest.Seconds()*1e3)
	fmt.Printf("CPU share of one core: ≈ %.0f %%\n",
		100*burned.Seconds()/wall.Seconds())
	block := holds("block", "main.handle")
	mutex := holds("mutex", "sync.(*Mutex).Unlock")
	sleeps := holds("block", "time.Sleep")
	fmt.Println("block profile has handle:", block)
	fmt.Println("mutex profile has the Unlock of the holder:", mutex)
	fmt.Println("block profile has time.Sleep:", sleeps)
	if !block || !mutex || sleeps || burned > wall*6/10 {
		os.Exit(1)
	}
}
