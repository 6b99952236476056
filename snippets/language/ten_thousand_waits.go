// Ten thousand goroutines wait 200 ms each. How many OS threads, how much memory?
package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

const tasks = 10_000

// status reads one line of /proc/self/status, such as Threads or VmRSS (in KiB).
func status(name string) (value int) {
	text, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, name+":") {
			fmt.Sscan(strings.TrimPrefix(line, name+":"), &value)
		}
	}
	return value
}

func main() {
	before := status("VmRSS")
	started := time.Now()
	var group sync.WaitGroup
	for range tasks {
		group.Go(func() { time.Sleep(200 * time.Millisecond) }) // (1)!
	}
	threads, memory := status("Threads"), status("VmRSS")-before
	group.Wait()
	took := time.Since(started).Seconds()

	fmt.Println("tasks:", tasks)
	fmt.Printf("OS threads: ≈ %d\n", threads)
	fmt.Printf("KiB for each task: ≈ %.1f\n", float64(memory)/tasks)
	fmt.Printf("all done after: ≈ %.2f s\n", took)
	if threads > 100 || took > 3 {
		panic("a waiting goroutine should need no thread")
	}
}
