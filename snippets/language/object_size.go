// The same three fields, in two orders.
package main

import (
	"fmt"
	"unsafe"
)

type asWritten struct {
	paid   bool
	amount int64
	late   bool
}

type widestFirst struct {
	amount int64
	paid   bool
	late   bool
}

type endsEmpty struct {
	amount int64
	_      struct{} // padded: a pointer to it must stay inside
}

func main() {
	fmt.Println("bool, int64, bool:", unsafe.Sizeof(asWritten{}))
	fmt.Println("int64, bool, bool:", unsafe.Sizeof(widestFirst{}))
	fmt.Println("int64, struct{}:", unsafe.Sizeof(endsEmpty{}))
	fmt.Println("string header:", unsafe.Sizeof(""))
	fmt.Println("slice header:", unsafe.Sizeof([]int64{}))
	fmt.Println("interface:", unsafe.Sizeof(any(0)))
	fmt.Println("a million in a slice:", 1_000_000*unsafe.Sizeof(widestFirst{}))
}
