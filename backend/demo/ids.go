package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
)

// ids makes the ids of a seeding, always the same ones in the same order.
type ids struct{ random *rand.Rand }

// make is an id behind a prefix.
func (i *ids) make(prefix string) string {
	return fmt.Sprintf("%s%016x%08x", prefix, i.random.Uint64(), i.random.Uint32())
}

// intent is the id of a change confirmed at an instant: a UUIDv7, whose first
// 48 bits are the milliseconds since 1970.
func (i *ids) intent(at time.Time) string {
	var id uuid.UUID
	ms := at.UnixMilli()
	for n := range 6 {
		id[n] = byte(ms >> (8 * (5 - n)))
	}
	random := i.random.Uint64()
	for n := range 8 {
		id[8+n] = byte(random >> (8 * n))
	}
	id[6] = 0x70 | byte(i.random.UintN(16))
	id[7] = byte(i.random.UintN(256))
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}
