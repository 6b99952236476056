// What does one call allocate? And what does the compiler say about it?
package main

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

//go:embed allocations.go
var source string

type point struct{ x, y int64 }

// --8<-- [start:escape]
//go:noinline
func byValue(x int64) point { return point{x, x} }

//go:noinline
func byPointer(x int64) *point { return &point{x, x} }

//go:noinline
func boxed(value any) any { return value }

func grown() (list []int64) {
	for i := range int64(1_000) {
		list = append(list, i)
	}
	return list
}

func sized() []int64 {
	list := make([]int64, 0, 1_000)
	for i := range int64(1_000) {
		list = append(list, i)
	}
	return list
}

// --8<-- [end:escape]

var sink any
var points *point
var lists []int64

func main() {
	count := func(name string, call func()) float64 {
		allocations := testing.AllocsPerRun(1_000, call)
		fmt.Printf("%s: %g\n", name, allocations)
		return allocations
	}
	x := int64(1 << 40)
	count("struct by value", func() { x += byValue(x).x - x })
	count("pointer to a struct", func() { points = byPointer(x) })
	count("int64 into any", func() { sink = boxed(x) })
	count("append to a nil slice", func() { lists = grown() })
	count("append to a sized slice", func() { lists = sized() })

	os.WriteFile("allocations.go", []byte(source), 0o600)
	build := exec.Command("go", "build", "-gcflags=-m", "-o", os.DevNull, "allocations.go")
	said, err := build.CombinedOutput()
	if err != nil {
		panic(string(said))
	}
	lines := strings.Split(source, "\n")
	last := strings.Count(strings.Split(source, "[end:escape]")[0], "\n")
	for verdict := range strings.Lines(string(said)) {
		var line, column int
		parts := strings.SplitN(verdict, ": ", 2)
		fmt.Sscanf(parts[0], "./allocations.go:%d:%d", &line, &column)
		heap := strings.Contains(verdict, "heap") || strings.Contains(verdict, "leaking")
		if heap && line > 0 && line < last {
			fmt.Printf("%s\n    %s", strings.TrimSpace(lines[line-1]), parts[1])
		}
	}
}
