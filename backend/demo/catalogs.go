package demo

import (
	"embed"
	"fmt"

	"billfold/billing"
	"billfold/billing/catalogjson"
)

//go:embed catalogs/*.json
var catalogFiles embed.FS

// The catalogs of the demo, one a shape of product: a workspace sold by the
// seat with storage, sending sold by monthly volumes, and calls billed by use.
const (
	seatsCatalog    = "seats"
	messagesCatalog = "messages"
	callsCatalog    = "calls"
)

// Catalogs are the demo's catalogs by id.
func Catalogs() (map[string]*billing.Catalog, error) {
	all := map[string]*billing.Catalog{}
	for _, id := range []string{seatsCatalog, messagesCatalog, callsCatalog} {
		text, err := catalogFiles.ReadFile("catalogs/" + id + ".json")
		if err != nil {
			return nil, fmt.Errorf("read catalog %s: %w", id, err)
		}
		if all[id], err = catalogjson.Unmarshal(text); err != nil {
			return nil, fmt.Errorf("catalog %s: %w", id, err)
		}
	}
	return all, nil
}
