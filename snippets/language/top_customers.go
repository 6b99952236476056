package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

// --8<-- [start:job]
func top(orders io.Reader) {
	sums := map[string]int{}
	lines := bufio.NewScanner(orders)
	for lines.Scan() {
		name, cents, _ := strings.Cut(lines.Text(), " ")
		value, err := strconv.Atoi(cents)
		if err != nil {
			panic(err)
		}
		sums[name] += value
	}
	names := slices.SortedFunc(maps.Keys(sums), func(a, b string) int {
		return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b))
	})
	for _, name := range names[:min(3, len(names))] {
		fmt.Println(name, sums[name])
	}
}

// --8<-- [end:job]

func main() {
	if len(os.Args) == 1 {
		top(strings.NewReader("ada 5\nbob 7\nada 4\n"))
		return
	}
	rounds, _ := strconv.Atoi(os.Args[2])
	for range rounds {
		file, err := os.Open(os.Args[1])
		if err != nil {
			panic(err)
		}
		top(file)
		file.Close()
	}
}
