package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// archive is what an account stores: how it is split over billing.StoredKinds, in
// parts of any size, and its biggest items or what they are named after.
type archive struct {
	split  [5]int64
	items  []stored
	topics []string
}

// stored is an item as of the end of the story.
type stored struct {
	name   string
	kind   billing.StoredKind
	gb     string
	added  int // days ago
	opened int // days ago; never where it is below 0
}

const never = -1

// namedAs is how an item of each of billing.StoredKinds is named after a topic.
var namedAs = [5]string{"%s, raw recording", "%s, final cut", "%s, photos", "%s, scans", "%s, mail attachments"}

// heldByTopic is how much of its kind the item of each topic holds, in thousandths.
var heldByTopic = [8]int64{130, 105, 85, 70, 55, 45, 35, 25}

// store says what an account stores in the end.
func (s *seeder) store(st *story) error {
	if st.storage.IsZero() {
		return s.engine.SetStorage(s.ctx, st.account, st.storage)
	}
	byKind := st.archive.byKind(st.storage)
	all := slices.Clone(st.archive.items)
	if len(all) == 0 {
		age := int(s.end.Sub(st.start) / (24 * time.Hour))
		all = st.archive.make(byKind, age, s.chance)
	}
	slices.SortStableFunc(all, func(a, b stored) int {
		return decimal.RequireFromString(b.gb).Cmp(decimal.RequireFromString(a.gb))
	})
	items := make([]billing.StoredItem, len(all))
	for n, i := range all {
		items[n] = billing.StoredItem{
			ID: fmt.Sprintf("itm_%s_%02d", st.prefix, n+1), Name: i.name, Kind: i.kind, Workspace: st.workspaceID,
			SizeGB: decimal.RequireFromString(i.gb), AddedAt: s.ago(i.added),
		}
		if i.opened != never {
			opened := s.ago(i.opened).Add(time.Hour)
			items[n].LastOpened = &opened
		}
	}
	return s.engine.SetStored(s.ctx, st.account, byKind, items)
}

// ago is by daylight some days before the end, or just before it.
func (s *seeder) ago(days int) time.Time {
	day := s.end.AddDate(0, 0, -days)
	at := time.Date(day.Year(), day.Month(), day.Day(), 9, 30, 0, 0, time.UTC)
	if latest := s.end.Add(-2 * time.Hour); at.After(latest) {
		return latest
	}
	return at
}

// byKind splits a total, to a tenth of a GB where it has no more digits.
func (a archive) byKind(total decimal.Decimal) map[billing.StoredKind]decimal.Decimal {
	var parts, so int64
	for _, part := range a.split {
		parts += part
	}
	left := total
	byKind := map[billing.StoredKind]decimal.Decimal{}
	for n, kind := range billing.StoredKinds {
		so += a.split[n]
		rest := total.Mul(decimal.NewFromInt(parts-so)).DivRound(decimal.NewFromInt(parts), 1)
		byKind[kind], left = left.Sub(rest), rest
	}
	return byKind
}

// make names an item of each kind after each topic, of an account that is some
// days old. A third was opened when it was new and not since, a few never.
func (a archive) make(byKind map[billing.StoredKind]decimal.Decimal, age int, chance *rand.Rand) []stored {
	var all []stored
	for k, kind := range billing.StoredKinds {
		for n, topic := range a.topics {
			held := decimal.NewFromInt(heldByTopic[n] * (90 + chance.Int64N(21)))
			size := byKind[kind].Mul(held).DivRound(decimal.NewFromInt(100_000), 2)
			item := stored{name: fmt.Sprintf(namedAs[k], topic), kind: kind, gb: size.String(), added: 1 + chance.IntN(age)}
			switch chance.IntN(12) {
			case 0:
				item.opened = never
			case 1, 2, 3, 4:
				item.opened = max(0, item.added-1-chance.IntN(5))
			default:
				item.opened = chance.IntN(item.added)
			}
			all = append(all, item)
		}
	}
	return all
}
