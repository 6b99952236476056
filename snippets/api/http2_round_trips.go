// timeout: 240
// memory: 4096
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

const half = 40 * time.Millisecond // one way

type chunk struct {
	due  time.Time
	data []byte
}

// relay passes bytes on in order, each one `half` later.
func relay(to, from net.Conn) {
	late := make(chan chunk, 1000)
	go func() {
		defer to.Close()
		for c := range late {
			time.Sleep(time.Until(c.due))
			to.Write(c.data)
		}
	}()
	defer close(late)
	for err := error(nil); err == nil; {
		n, data := 0, make([]byte, 65536)
		n, err = from.Read(data)
		late <- chunk{time.Now().Add(half), data[:n]}
	}
}

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l
}

func main() {
	var both, one, two http.Protocols
	both.SetHTTP1(true)
	both.SetUnencryptedHTTP2(true)
	one.SetHTTP1(true)
	two.SetUnencryptedHTTP2(true) // h2c: HTTP/2 without TLS
	near, far := listen(), listen()
	answer := func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }
	go (&http.Server{Protocols: &both, Handler: http.HandlerFunc(answer)}).Serve(near)
	go func() {
		for {
			phone, _ := far.Accept()
			server, err := net.Dial("tcp", near.Addr().String())
			if err != nil {
				panic(err)
			}
			go relay(server, phone)
			go relay(phone, server)
		}
	}()

	took := map[string]time.Duration{}
	for _, p := range []*http.Protocols{&one, &two} {
		dials := 0
		dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
			dials++
			return net.Dial("tcp", far.Addr().String())
		}
		client := http.Client{Transport: &http.Transport{Protocols: p, DialContext: dial,
			MaxConnsPerHost: 6, MaxIdleConnsPerHost: 6}} // as browsers do for HTTP/1.1
		proto := ""
		get := func() {
			r, err := client.Get("http://" + far.Addr().String())
			if err != nil {
				panic(err)
			}
			defer r.Body.Close()
			io.Copy(io.Discard, r.Body)
			proto = r.Proto
		}
		// --8<-- [start:fetch]
		independent := func() { // 12 that can all start at once
			var wait sync.WaitGroup
			for range 12 {
				wait.Go(get)
			}
			wait.Wait()
		}
		dependent := func() { // 4, each needing the answer before
			for range 4 {
				get()
			}
		}
		// --8<-- [end:fetch]
		get()
		independent() // open the connections
		for i, fetch := range []func(){independent, dependent} {
			begin := time.Now()
			fetch()
			name := proto + []string{", 12 independent", ", 4 dependent"}[i]
			took[name] = time.Since(begin)
			fmt.Printf("%s: ≈ %d ms\n", name, took[name].Milliseconds())
		}
		fmt.Printf("%s, connections: %d\n", proto, dials)
	}
	if took["HTTP/2.0, 12 independent"] > took["HTTP/1.1, 12 independent"] ||
		took["HTTP/2.0, 4 dependent"] < 8*half {
		os.Exit(1)
	}
}
