// Forty goroutines stand in a blocking read(2), with GOMAXPROCS=2.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

const blocked = 40

func threads() (count int) {
	text, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(text), "Threads:")
	fmt.Sscan(rest, &count)
	return count
}

func main() {
	runtime.GOMAXPROCS(2)
	var pipe [2]int
	syscall.Pipe(pipe[:]) // a raw pipe: the network poller does not know it
	var group sync.WaitGroup
	started := time.Now()
	for range blocked {
		group.Go(func() { syscall.Read(pipe[0], make([]byte, 1)) })
	}
	for deadline := started.Add(10 * time.Second); threads() < blocked; {
		if time.Now().After(deadline) {
			panic("a blocked thread was not replaced")
		}
		time.Sleep(time.Millisecond)
	}
	grown := threads()
	answers := make(chan int)
	go func() { answers <- 42 }() // still scheduled: a P moved to another M
	answer := <-answers           // and all forty are still blocked
	for range blocked {
		syscall.Write(pipe[1], []byte{0})
	}
	group.Wait()

	reader, writer, _ := os.Pipe() // the poller watches an os.File
	before := threads()
	for range 1_000 {
		group.Go(func() { reader.Read(make([]byte, 1)) })
	}
	time.Sleep(50 * time.Millisecond)
	more := threads() - before
	for range 1_000 {
		writer.Write([]byte{0})
	}
	group.Wait()

	fmt.Println("GOMAXPROCS:", runtime.GOMAXPROCS(0))
	fmt.Println("another goroutine answered:", answer)
	fmt.Println("goroutines in read(2):", blocked)
	fmt.Printf("OS threads: ≈ %d\n", grown)
	fmt.Printf("more threads for 1,000 pollable reads: ≈ %d\n", more)
	if more > 10 {
		panic("pollable reads should need no threads")
	}
}
