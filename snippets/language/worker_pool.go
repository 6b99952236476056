package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// --8<-- [start:pool]
func run(jobs int, work func(context.Context, int) (int, error)) (int, error) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	queue := make(chan int, 4) // (1)!
	var sum atomic.Int64
	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for job := range queue {
				if ctx.Err() != nil {
					return
				}
				value, err := work(ctx, job)
				if err != nil {
					cancel(err) // (2)!
					return
				}
				sum.Add(int64(value))
			}
		})
	}
feed:
	for job := 1; job <= jobs; job++ {
		select {
		case queue <- job:
		case <-ctx.Done(): // (3)!
			break feed
		}
	}
	close(queue)
	workers.Wait() // (4)!
	return int(sum.Load()), context.Cause(ctx)
}

// --8<-- [end:pool]

func main() {
	var begun, running atomic.Int64
	square := func(bad int) func(context.Context, int) (int, error) {
		return func(ctx context.Context, job int) (int, error) {
			begun.Add(1)
			running.Add(1)
			defer running.Add(-1)
			select {
			case <-time.After(time.Millisecond):
			case <-ctx.Done():
				return 0, ctx.Err()
			}
			if job == bad {
				return 0, fmt.Errorf("order %d: card declined", job)
			}
			return job * job, nil
		}
	}
	sum, err := run(20, square(0))
	fmt.Println("20 orders, none fails: sum", sum)
	if err != nil {
		panic(err)
	}
	begun.Store(0)
	_, err = run(1000, square(7))
	fmt.Println("1000 orders, one fails:", err)
	if begun.Load() >= 500 {
		panic(begun.Load())
	}
	fmt.Println("begun after all: fewer than 500")
	fmt.Println("still running when the pool returns:", running.Load())
}
