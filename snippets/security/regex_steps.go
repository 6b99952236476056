package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// --8<-- [start:engine]
func best(pattern *regexp.Regexp, n int) time.Duration {
	text, least := "x="+strings.Repeat("x", n), time.Hour
	for range 3 {
		begun := time.Now()
		if pattern.MatchString(text) {
			panic("it must not match")
		}
		least = min(least, time.Since(begun))
	}
	return least
}

func main() {
	pattern := regexp.MustCompile(".*.*=.*;")
	small, large := best(pattern, 150_000), best(pattern, 600_000)
	fmt.Printf("Go regexp, 150,000 letters: ≈ %d ms\n", small.Milliseconds())
	fmt.Printf("Go regexp, 600,000 letters: ≈ %d ms\n", large.Milliseconds())
	ratio := float64(large) / float64(small)
	fmt.Printf("four times as long takes ≈ %.0f times as long\n", ratio)
	if ratio > 12 {
		panic("not linear")
	}
	_, err := regexp.Compile(`(\w+) \1`)
	fmt.Println("a backreference:", err)
}

// --8<-- [end:engine]
