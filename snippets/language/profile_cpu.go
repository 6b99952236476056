// timeout: 300
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"time"
)

// --8<-- [start:service]
type order struct {
	SKU   string
	Lines []struct{ Name, Note string }
}

func handle(body []byte) bool {
	o := decode(body)
	return valid(o) && sign(body)[0] > 0
}

func decode(body []byte) (o order) {
	json.Unmarshal(body, &o)
	return o
}

func valid(o order) bool { // compiles its pattern for each request
	return regexp.MustCompile(`^[A-Z]{2}-\d{4}(-[a-z]{1,8})?$`).MatchString(o.SKU)
}

func sign(body []byte) [32]byte {
	return sha256.Sum256(bytes.Repeat(body, 8))
}

// --8<-- [end:service]

func load(seconds float64) { // two workers
	body := []byte(`{"SKU":"AB-1234-x","Lines":[` +
		strings.Repeat(`{"Name":"tea","Note":"loose leaf, 100 g"},`, 12) + `{}]}`)
	var group sync.WaitGroup
	end := time.Now().Add(time.Duration(seconds * 1e9))
	for range 2 {
		group.Go(func() {
			for time.Now().Before(end) {
				handle(body)
			}
		})
	}
	group.Wait()
}

func pprofTool(words ...string) string {
	words = append(append([]string{"tool", "pprof"}, words...), os.Args[0], "cpu.pprof")
	text, _ := exec.Command("go", words...).Output()
	return string(text)
}

func main() {
	// --8<-- [start:profile]
	file, _ := os.Create("cpu.pprof")
	pprof.StartCPUProfile(file) // (1)!
	load(1.5)
	pprof.StopCPUProfile()
	file.Close()
	// --8<-- [end:profile]
	fmt.Println("go tool pprof -top -cum   (lines of our functions)")
	top := pprofTool("-top", "-cum", "-nodecount=400", "-nodefraction=0")
	for _, name := range []string{"handle", "valid", "decode", "sign"} {
		for _, line := range strings.Split(top, "\n") {
			f := strings.Fields(line) // flat, flat %, sum %, cum, cum %, name
			if len(f) >= 6 && f[5] == "main."+name {
				fmt.Printf("main.%-6s  flat ≈ %s %%   cum ≈ %s %%\n", name,
					strings.TrimSuffix(f[1], "%"), strings.TrimSuffix(f[4], "%"))
			}
		}
	}
	share := fold(pprofTool("-traces"))
	fmt.Printf("share of valid in handle: ≈ %.0f %%\n", 100*share)
	if !(share > 0.3) {
		os.Exit(1)
	}
}

// What a stack holds, and the row that it is counted in: cut below the library call.
var rows = [][2]string{
	{"main.decode", "load;handle;decode;json.Unmarshal"},
	{"regexp.MustCompile", "load;handle;valid;regexp.MustCompile"},
	{"main.valid", "load;handle;valid;Regexp.MatchString"},
	{"main.sign", "load;handle;sign;sha256.Sum256"},
	{"", "runtime"},
}

func fold(traces string) float64 {
	samples, csv := make([]int, len(rows)), "stack,≈ samples\n"
	for _, block := range strings.Split(traces, "-----------+")[1:] {
		fields := strings.Fields(block)
		if len(fields) < 3 {
			continue
		}
		spent, _ := time.ParseDuration(fields[1])
		row := slices.IndexFunc(rows, func(r [2]string) bool {
			return strings.Contains(block, r[0])
		})
		samples[row] += int(spent.Milliseconds() / 10)
	}
	for i, row := range rows {
		csv += fmt.Sprintf("%s,%d\n", row[1], samples[i])
	}
	os.WriteFile(os.Getenv("PLOT_DATA"), []byte(csv), 0o644)
	valid := samples[1] + samples[2]
	return float64(valid) / float64(valid+samples[0]+samples[3])
}
