// Three ways to write a log line: how many allocations each?
package main

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

var buffer = make([]byte, 0, 64)
var line string

func main() {
	id := int64(len(os.Args)) << 40 // not a constant, which would need no allocation
	formatted := testing.AllocsPerRun(1_000, func() {
		line = fmt.Sprintf("order %d paid", id)
	})
	joined := testing.AllocsPerRun(1_000, func() {
		line = "order " + strconv.FormatInt(id, 10) + " paid"
	})
	appended := testing.AllocsPerRun(1_000, func() {
		buffer = append(buffer[:0], "order "...)
		buffer = strconv.AppendInt(buffer, id, 10)
		buffer = append(buffer, " paid"...)
	})
	fmt.Println("fmt.Sprintf:", formatted)
	fmt.Println("strconv and +:", joined)
	fmt.Println("append to a kept buffer:", appended)
}
