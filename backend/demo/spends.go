package demo

import (
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/shopspring/decimal"
)

// actions are what AI credits are spent on, and how many by one of each, about.
var actions = []struct {
	name   string
	weight int64
}{
	{"reply drafts", 42}, {"call summary", 118}, {"translation", 65}, {"tagging", 17}, {"meeting notes", 84},
}

// How many times credits are spent from an instant on until the end, and in the
// weeks before, and how many members do it.
const (
	spendsSince  = 26
	spendsBefore = 20
	weeksBefore  = 3
	spenders     = 6
)

// spends puts on the timeline what AI credits went on: the story's whole number of
// them since an instant, and some in the weeks before, if the account is that old.
func (st *story) spends(since time.Time) {
	chance := st.seeder.chance
	before := since.AddDate(0, 0, -7*weeksBefore)
	if before.After(st.start) {
		st.spend(chance, span{before, since, spendsBefore}, st.credits*2/3)
	}
	st.spend(chance, span{since, st.seeder.end, spendsSince}, st.credits)
}

// span is a time in which something happens so many times.
type span struct {
	from, until time.Time
	times       int
}

// spend has a number of credits be spent within a span. By whom is written once it is
// known who the members are.
func (st *story) spend(chance *rand.Rand, in span, total int64) {
	instants := make([]time.Time, in.times)
	for i := range instants {
		instants[i] = in.some(chance)
	}
	slices.SortFunc(instants, time.Time.Compare)
	spends := make([]spending, in.times)
	weights := make([]int64, in.times)
	for i := range spends {
		action := actions[chance.IntN(len(actions))]
		weights[i] = action.weight * (60 + chance.Int64N(81))
		spends[i] = spending{by: chance.IntN(st.spenders()), CreditSpend: billing.CreditSpend{
			Kind: billing.AICredits, Action: action.name, Workspace: st.workspaceID,
		}}
	}
	for i, quantity := range shares(total, weights) {
		if quantity == 0 {
			continue
		}
		spends[i].Quantity = decimal.NewFromInt(quantity)
		st.aside(instants[i], func() error {
			one := spends[i]
			one.ID, one.At = st.seeder.ids.make("csp_"), st.seeder.now
			st.spent = append(st.spent, one)
			return st.seeder.engine.RecordUsage(st.seeder.ctx, st.account, one.Kind, one.Quantity)
		})
	}
}

// uses puts on the timeline what the story's meters come to in the running billing
// period: something on every day, less at weekends.
func (st *story) uses() {
	var days []time.Time
	for day := st.at(periods, 0); !day.After(st.seeder.end); day = day.AddDate(0, 0, 1) {
		days = append(days, day)
	}
	if len(days) == 0 { // the period has just begun
		days = []time.Time{st.seeder.end}
	}
	for _, meter := range slices.Sorted(maps.Keys(st.meters)) {
		weights := make([]int64, len(days))
		for i, day := range days {
			weights[i] = 60 + st.seeder.chance.Int64N(81)
			if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
				weights[i] /= 4
			}
		}
		for i, quantity := range shares(st.meters[meter], weights) {
			st.aside(days[i], func() error {
				return st.seeder.engine.RecordUsage(st.seeder.ctx, st.account, meter, decimal.NewFromInt(quantity))
			})
		}
	}
}

// shares divides a whole number by weights, into whole numbers that add up to it.
func shares(total int64, weights []int64) []int64 {
	var sum, so, given int64
	for _, weight := range weights {
		sum += weight
	}
	all := make([]int64, len(weights))
	for i, weight := range weights {
		so += weight
		all[i] = total*so/sum - given
		given += all[i]
	}
	return all
}

// some is an instant of the span: by daylight, unless the span has none of that day's.
func (in span) some(chance *rand.Rand) time.Time {
	at := in.from.Add(time.Duration(1 + chance.Int64N(int64(in.until.Sub(in.from)-1)))).Truncate(time.Second)
	day := time.Date(at.Year(), at.Month(), at.Day(), 8, 30, 0, 0, time.UTC)
	day = day.Add(time.Duration(chance.Int64N(int64(9 * time.Hour)))).Truncate(time.Second)
	if day.After(in.from) && day.Before(in.until) {
		return day
	}
	return at
}

// spending is a spend by one of the spenders.
type spending struct {
	billing.CreditSpend
	by int
}

// spenders is how many members spend credits: the first ones.
func (st *story) spenders() int {
	return max(len(st.people), min(spenders, len(st.people)+st.count.active))
}

// note writes down who spent what. In the place of those who are idle, the next of the
// members who are not did.
func (st *story) note(members []billing.Member) error {
	var others []billing.Member
	first, rest := members[:st.spenders()], members[st.spenders():len(st.people)+st.count.active]
	for _, m := range slices.Concat(rest, first) {
		if !m.Idle(st.seeder.end) {
			others = append(others, m)
		}
	}
	names := make([]string, len(first))
	for i, m := range first {
		if m.Idle(st.seeder.end) && len(others) > 0 {
			m, others = others[0], others[1:]
		}
		names[i] = m.Name
	}
	return st.seeder.books.Write(st.seeder.ctx, func(tx *store.Tx) error {
		for i := range st.spent {
			one := st.spent[i].CreditSpend
			one.Actor = names[st.spent[i].by]
			if err := tx.InsertCreditSpend(st.seeder.ctx, st.account, &one); err != nil {
				return err
			}
		}
		return nil
	})
}

// buys buys a pack.
func (st *story) buys(at time.Time, addon string) {
	st.aside(at, func() error {
		return st.seeder.order(st, billing.Order{Kind: billing.OrderPack, Addon: addon, Quantity: 1}, "", "")
	})
}

// aside is then for what others should not notice: it has ids of its own, so that
// theirs stay what they are without it.
func (st *story) aside(at time.Time, do func() error) {
	s := st.seeder
	st.then(at, func() error {
		usual := s.ids.random
		s.ids.random = s.chance
		defer func() { s.ids.random = usual }()
		return do()
	})
}
