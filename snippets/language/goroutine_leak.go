package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"
)

// --8<-- [start:leak]
func ask(ctx context.Context, answers chan string) error {
	go func() {
		time.Sleep(200 * time.Millisecond) // a slow backend
		answers <- "late"                 // (1)!
	}()
	select {
	case <-answers:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// --8<-- [end:leak]

func left(size int) int {
	before := runtime.NumGoroutine()
	for range 100 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Microsecond)
		if !errors.Is(ask(ctx, make(chan string, size)), context.DeadlineExceeded) {
			panic("too early")
		}
		cancel()
	}
	for n := 0; n < 100 && runtime.NumGoroutine() > before; n++ {
		time.Sleep(10 * time.Millisecond) // those that can end have ended by then
	}
	return runtime.NumGoroutine() - before
}

func main() {
	fmt.Println("left behind with make(chan string, 1):", left(1))
	fmt.Println("left behind with make(chan string):", left(0))
	var profile strings.Builder
	pprof.Lookup("goroutine").WriteTo(&profile, 2)
	fmt.Println("in the goroutine profile:")
	for _, part := range strings.Split(profile.String(), "\n\n") {
		if strings.Contains(part, "chan send") {
			lines := strings.Split(part, "\n")
			fmt.Println(" ", lines[0][strings.Index(lines[0], "["):], lines[1])
			break
		}
	}
}
