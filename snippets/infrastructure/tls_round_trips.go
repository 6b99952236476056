// Counts how often a TLS client must wait for the other side before it may ask.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"time"
)

// counted notes the size of the first write, and each change from writing to reading.
type counted struct {
	net.Conn
	waits, hello int
	wrote        bool
}

func (c *counted) Write(data []byte) (int, error) {
	if c.hello == 0 {
		c.hello = len(data)
	}
	c.wrote = true
	return c.Conn.Write(data)
}

func (c *counted) Read(data []byte) (int, error) {
	if c.wrote {
		c.waits++ // it waits for an answer
	}
	c.wrote = false
	return c.Conn.Read(data)
}

func certificate() (tls.Certificate, *x509.CertPool) {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1),
		DNSNames: []string{"shop.test"}, NotAfter: time.Now().Add(time.Hour)}
	der, _ := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	leaf, _ := x509.ParseCertificate(der)
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func serve(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			conn.Read(make([]byte, 64))
			conn.Write([]byte("200"))
		}()
	}
}

func ask(what, address string, config *tls.Config) *counted {
	raw, err := net.Dial("tcp", address)
	check(err)
	link := &counted{Conn: raw}
	client := tls.Client(link, config)
	defer client.Close()
	check(client.Handshake())
	handshake := link.waits
	fmt.Fprint(client, "GET /")
	client.Read(make([]byte, 64)) // the answer, and before it the session tickets
	s := client.ConnectionState()
	fmt.Printf("%s: %d, %s, ALPN %s, resumed %v\n",
		what, handshake, s.CurveID, s.NegotiatedProtocol, s.DidResume)
	return link
}

func main() {
	own, pool := certificate()
	server := &tls.Config{Certificates: []tls.Certificate{own}, NextProtos: []string{"h2"}}
	// --8<-- [start:cases]
	client := &tls.Config{RootCAs: pool, ServerName: "shop.test",
		NextProtos:         []string{"h2", "http/1.1"},
		ClientSessionCache: tls.NewLRUClientSessionCache(8)} // (1)!
	old := client.Clone()
	old.MaxVersion = tls.VersionTLS12
	old.ClientSessionCache = tls.NewLRUClientSessionCache(8)
	fresh := client.Clone()
	fresh.ClientSessionCache = nil
	classic := fresh.Clone()
	classic.CurvePreferences = []tls.CurveID{tls.X25519}
	picky := server.Clone()
	picky.CurvePreferences = []tls.CurveID{tls.CurveP384} // (2)!

	address := listen(server)
	ask("TLS 1.2", address, old)
	ask("TLS 1.2 again", address, old)
	hybrid := ask("TLS 1.3", address, client)
	ask("TLS 1.3 again", address, client)
	ask("TLS 1.3, other group", listen(picky), fresh)
	plain := ask("TLS 1.3, X25519 only", address, classic)
	fmt.Printf("ClientHello, X25519MLKEM768: %d bytes\n", hybrid.hello)
	fmt.Printf("ClientHello, X25519: %d bytes\n", plain.hello)
	// --8<-- [end:cases]
}

func listen(config *tls.Config) string {
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	check(err)
	go serve(listener)
	return listener.Addr().String()
}
