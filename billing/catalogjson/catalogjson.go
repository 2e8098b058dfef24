// Package catalogjson is the one codec of the catalog's format
// (docs/formats.md): vendors' files, the wire and the cache share it. Reading is
// strict: unknown keys and impossible values are errors that name the path.
package catalogjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"

	"billfold/billing"
)

// Marshal writes a catalog as JSON.
func Marshal(c *billing.Catalog) ([]byte, error) {
	b, err := json.Marshal(from(c))
	if err != nil {
		return nil, fmt.Errorf("write catalog: %w", err)
	}
	return b, nil
}

// Unmarshal reads a catalog from JSON and checks it.
func Unmarshal(b []byte) (*billing.Catalog, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	var whole json.RawMessage
	if err := d.Decode(&whole); err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read catalog: something follows the catalog's closing brace")
	}
	w := defaults()
	if err := fill("", whole, reflect.ValueOf(&w).Elem()); err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	c, err := w.to()
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	return c, nil
}
