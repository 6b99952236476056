package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const each = 1_000_000

func together(step func()) {
	var begin, done sync.WaitGroup
	begin.Add(1)
	for range 4 {
		done.Go(func() {
			begin.Wait()
			for range each {
				step()
			}
		})
	}
	begin.Done()
	done.Wait()
}

// --8<-- [start:race]
var plain, guarded int
var atomically atomic.Int64
var mutex sync.Mutex

func race() {
	for plain = 4 * each; plain == 4*each; { // until the race shows (1)!
		plain = 0
		together(func() { plain++ })
	}
	together(func() { atomically.Add(1) }) // (2)!
	together(func() { mutex.Lock(); guarded++; mutex.Unlock() })
}

// --8<-- [end:race]

func main() {
	race()
	fmt.Println("increments:", 4*each)
	fmt.Printf("plain, lost: ≈ %d\n", 4*each-plain)
	fmt.Println("atomic, lost:", 4*each-atomically.Load())
	fmt.Println("mutex, lost:", 4*each-guarded)
	if plain >= 4*each || atomically.Load() != 4*each || guarded != 4*each {
		panic("the claim does not hold")
	}
}
