package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// --8<-- [start:flight]
type flight struct {
	done    chan struct{}
	waiters int
	value   string
	err     error
}

// Group lets concurrent calls for one key share one call of work.
type Group struct {
	mu      sync.Mutex
	flights map[string]*flight
}

func (g *Group) Do(key string, work func() (string, error)) (string, error) {
	g.mu.Lock()
	if f, ok := g.flights[key]; ok {
		f.waiters++
		g.mu.Unlock()
		<-f.done // (1)!
		return f.value, f.err
	}
	f := &flight{done: make(chan struct{}), err: errors.New("work panicked")}
	g.flights[key] = f
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		delete(g.flights, key) // (2)!
		g.mu.Unlock()
		close(f.done)
	}()
	f.value, f.err = work()
	return f.value, f.err // (3)!
}

// --8<-- [end:flight]

func (g *Group) waiters(key string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.flights[key].waiters
}

// All callers ask for one key while its origin call is under way.
func storm(callers int, work func() (string, error)) (calls, values, errs int64) {
	group := &Group{flights: map[string]*flight{}}
	origin := func() (string, error) {
		atomic.AddInt64(&calls, 1)
		for group.waiters("k") < callers-1 {
			runtime.Gosched()
		}
		return work()
	}
	var all sync.WaitGroup
	for range callers {
		all.Add(1)
		go func() {
			defer all.Done()
			if _, err := group.Do("k", origin); err != nil {
				atomic.AddInt64(&errs, 1)
			} else {
				atomic.AddInt64(&values, 1)
			}
		}()
	}
	all.Wait()
	return
}

func main() {
	ok := func() (string, error) { return "page", nil }
	broken := func() (string, error) { return "", errors.New("origin is down") }
	c, v, e := storm(100, ok)
	fmt.Printf("success: %d origin call, %d values, %d errors\n", c, v, e)
	c, v, e = storm(100, broken)
	fmt.Printf("failure: %d origin call, %d values, %d errors\n", c, v, e)
	group, asked := &Group{flights: map[string]*flight{}}, 0
	for range 3 {
		group.Do("k", func() (string, error) { asked++; return "page", nil })
	}
	fmt.Printf("one after the other: %d origin calls for 3 reads\n", asked)
}
