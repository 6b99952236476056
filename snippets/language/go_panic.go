package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"time"
)

// --8<-- [start:panic]
type Order struct{ Total int }

type Shop struct{ orders map[string]*Order }

func (s *Shop) charge(id string) int {
	return s.orders[id].Total // nil pointer when there is no such order
}

func (s *Shop) handle(ids ...string) {
	for _, id := range ids {
		s.charge(id)
	}
}

func serve() {
	var mutex sync.Mutex
	mutex.Lock()
	go func() { mutex.Lock() }() // waits for ever
	inbox := make(chan string)
	go func() { <-inbox }() // waits for ever
	time.Sleep(50 * time.Millisecond) // both are waiting now
	shop := &Shop{orders: map[string]*Order{"a-1": {Total: 5}}}
	shop.handle("a-1", "a-2")
}

// --8<-- [end:panic]

// The program runs itself with GOTRACEBACK=all and gives what varies fixed names.
func main() {
	if len(os.Args) > 1 {
		serve()
	}
	program, _ := os.Executable()
	child := exec.Command(program, "child")
	child.Env = append(os.Environ(), "GOTRACEBACK=all")
	printed, err := child.CombinedOutput()
	text := string(printed)
	for _, rule := range [][2]string{
		{`pc=0x[0-9a-f]+`, "pc=0x…"}, {`\+0x[0-9a-f]+`, "+0x…"}, {`\(0x[^)]*\)`, "(…)"},
		{`\S*/(\w+\.go)`, "$1"}, {`goroutine \d+ \[([sc])`, "goroutine N [$1"},
		{`(sema|mutex)\.go:\d+`, "$1.go:N"},
	} {
		text = regexp.MustCompile(rule[0]).ReplaceAllString(text, rule[1])
	}
	fmt.Print(text)
	fmt.Println(err)
	if err == nil {
		os.Exit(1)
	}
}
