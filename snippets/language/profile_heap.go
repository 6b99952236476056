// timeout: 300
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"strings"
)

var (
	cache = map[int][]byte{}
	page  []byte
)

// --8<-- [start:two]
//
//go:noinline
func render(n int) int { // makes much, keeps nothing
	page = make([]byte, 64<<10)
	for i := range page {
		page[i] = byte(n)
	}
	return len(page)
}

//go:noinline
func remember(n int) { // makes little, keeps all of it: the leak
	cache[n] = make([]byte, 4<<10)
}

// --8<-- [end:two]

func shares(index string) (lines []string) {
	out, err := exec.Command("go", "tool", "pprof", "-top", "-unit=MB",
		"-sample_index="+index, os.Args[0], "heap.pprof").Output()
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if f := strings.Fields(line); len(f) == 6 && strings.HasPrefix(f[5], "main.re") {
			lines = append(lines, fmt.Sprintf("%-13s ≈ %s MB", f[5],
				strings.TrimSuffix(f[0], "MB")))
		}
	}
	return lines
}

func main() {
	runtime.MemProfileRate = 64 << 10 // default 512 KiB; set before the first allocation
	total := 0
	for n := range 8000 {
		total += render(n)
		remember(n)
	}
	file, _ := os.Create("heap.pprof")
	runtime.GC() // the profile shows the state as of the last finished GC
	pprof.WriteHeapProfile(file)
	file.Close()
	first := map[string]string{}
	for _, index := range []string{"alloc_space", "inuse_space"} {
		lines := shares(index)
		fmt.Println(index)
		for _, line := range lines {
			fmt.Println(" ", line)
		}
		first[index] = strings.Fields(lines[0])[0]
	}
	fmt.Println("top of alloc_space:", first["alloc_space"])
	fmt.Println("top of inuse_space:", first["inuse_space"])
	if first["alloc_space"] != "main.render" || first["inuse_space"] != "main.remember" ||
		total+len(cache) == 0 {
		os.Exit(1)
	}
}
