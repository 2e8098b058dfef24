package backend

import (
	"crypto/tls"
	"fmt"
)

// TLS names the files of a certificate with its chain and of its key, in PEM. Both
// are empty on a loopback address, or behind a proxy that serves TLS.
type TLS struct{ Cert, Key string }

func (t TLS) load() (*tls.Config, error) {
	switch {
	case t == (TLS{}):
		return nil, nil
	case t.Cert == "" || t.Key == "":
		return nil, usage("a certificate goes with its key: give both --tls-cert and --tls-key")
	}
	pair, err := tls.LoadX509KeyPair(t.Cert, t.Key)
	if err != nil {
		return nil, &startError{usage: true, cause: err, sentence: fmt.Sprintf(
			"cannot use the certificate %s with the key %s: %v; both are files in PEM", t.Cert, t.Key, err)}
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}}, nil
}
