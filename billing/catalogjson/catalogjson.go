// Package catalogjson is the one codec of the catalog's format
// (docs/formats.md): vendors' files, the wire and the cache share it. Reading is
// strict: unknown keys and impossible values are errors that name the path.
package catalogjson

import (
	"encoding/json"
	"fmt"

	"billfold/billing"
	"billfold/billing/strictjson"
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
func Unmarshal(text []byte) (*billing.Catalog, error) {
	c, err := UnmarshalAt("", text)
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	return c, nil
}

// UnmarshalAt is Unmarshal for a catalog that stands at a path of another file.
func UnmarshalAt(path string, text []byte) (*billing.Catalog, error) {
	w := defaults()
	if err := strictjson.Unmarshal(text, "catalog", path, &w); err != nil {
		return nil, err
	}
	c, err := w.to()
	if err != nil && path != "" {
		err = fmt.Errorf("%s.%w", path, err)
	}
	return c, err
}
