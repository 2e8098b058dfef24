package billing

import (
	"encoding/binary"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// frame writes fields so that no two lists of fields come to the same bytes: each
// is preceded by its length, and every list by how many it has. What is signed
// or hashed is written so.
type frame []byte

// newFrame begins with what the bytes are for, so that a signature over them
// says nothing else anywhere.
func newFrame(domain string) frame { return frame(nil).text(domain) }

func (f frame) text(fields ...string) frame {
	for _, field := range fields {
		f = binary.BigEndian.AppendUint32(f, uint32(len(field))) // no field comes near 4 GiB
		f = append(f, field...)
	}
	return f
}

func (f frame) count(n int) frame { return f.text(strconv.Itoa(n)) }

func (f frame) instant(at time.Time) frame { return f.text(at.UTC().Format(timeLayout)) }

func (f frame) period(p Period) frame { return f.instant(p.Start).instant(p.End) }

func (f frame) number(d decimal.Decimal) frame { return f.text(d.String()) }

// framedMap writes a map in the order of its keys.
func framedMap[V any](f frame, all map[string]V, text func(V) string) frame {
	f = f.count(len(all))
	for _, key := range slices.Sorted(maps.Keys(all)) {
		f = f.text(key, text(all[key]))
	}
	return f
}

// framedList writes a list in its own order.
func framedList[T any](f frame, all []T, one func(frame, T) frame) frame {
	f = f.count(len(all))
	for _, item := range all {
		f = one(f, item)
	}
	return f
}
