package about

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// licences is written by `make licences`.
//
//go:embed licences.json
var licences []byte

// Part is something that the program is built from.
type Part struct {
	Name    string
	Version string
	Licence string // SPDX
	Text    string // of the licence, with all notices
}

// Parts are everything that the program is built from, by name. It panics where the
// embedded list cannot be read, which only a broken build has.
var Parts = sync.OnceValue(func() []Part {
	var list struct {
		Parts []struct {
			Name, Version, Licence string
			Texts                  []int
		}
		Texts []string
	}
	if err := json.Unmarshal(licences, &list); err != nil {
		panic(fmt.Errorf("read embedded licences: %w", err))
	}
	all := make([]Part, len(list.Parts))
	for i, p := range list.Parts {
		texts := make([]string, len(p.Texts))
		for n, at := range p.Texts {
			texts[n] = list.Texts[at]
		}
		all[i] = Part{Name: p.Name, Version: p.Version, Licence: p.Licence, Text: strings.Join(texts, "\n\n")}
	}
	return all
})
