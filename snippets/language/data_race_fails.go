// flags: -race
// memory: 100000000
package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"
)

// --8<-- [start:race]
var balance int

func deposit(wait *sync.WaitGroup) {
	defer wait.Done()
	balance++
}

func twice() {
	var wait sync.WaitGroup
	wait.Add(2)
	go deposit(&wait)
	time.Sleep(100 * time.Millisecond) // far apart in time, still not ordered
	go deposit(&wait)
	wait.Wait()
	fmt.Println("balance:", balance)
}

// --8<-- [end:race]

// The program runs itself and gives addresses, goroutine numbers and paths fixed names.
func main() {
	if len(os.Args) > 1 {
		twice()
		return
	}
	program, _ := os.Executable()
	printed, err := exec.Command(program, "child").CombinedOutput()
	text := string(printed)
	for from, to := range map[string]string{
		`0x[0-9a-f]+`: "0x…", `oroutine \d+`: "oroutine N", `\S*/(\w+\.go)`: "$1",
		`\((finished|running)\)`: "(…)",
	} {
		text = regexp.MustCompile(from).ReplaceAllString(text, to)
	}
	fmt.Print(strings.ReplaceAll(text, "==================\n", ""))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
