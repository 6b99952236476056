// How long Go's HTTP client and server wait when nobody configured anything.
package main

import (
	"fmt"
	"net/http"
)

func main() {
	transport := http.DefaultTransport.(*http.Transport)
	fmt.Println("http.Client.Timeout:", http.DefaultClient.Timeout, "(0s is no limit)")
	fmt.Println("TLSHandshakeTimeout:", transport.TLSHandshakeTimeout)
	fmt.Println("ResponseHeaderTimeout:", transport.ResponseHeaderTimeout)
	fmt.Println("ExpectContinueTimeout:", transport.ExpectContinueTimeout)
	fmt.Println("IdleConnTimeout:", transport.IdleConnTimeout)
	fmt.Println("MaxConnsPerHost:", transport.MaxConnsPerHost, "(0 is no limit)")
	server := http.Server{}
	fmt.Println("Server.ReadHeaderTimeout:", server.ReadHeaderTimeout)
	fmt.Println("Server.ReadTimeout:", server.ReadTimeout)
	fmt.Println("Server.WriteTimeout:", server.WriteTimeout)
	fmt.Println("Server.IdleTimeout:", server.IdleTimeout)
}
