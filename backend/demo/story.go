package demo

import (
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// story is an account and what happens to it in its year.
type story struct {
	name      string
	prefix    string // of invoice numbers and member ids
	catalog   string
	details   billing.BillingDetails
	timezone  string
	workspace string
	daysAgo   int // of the start of the current billing period
	card      store.Method
	terms     billing.Terms    // at first
	domain    string           // of the members' addresses
	people    []billing.Member // the first is who runs the account
	count     headcount
	firstName int // where in the lists of names the members begin
	storage   decimal.Decimal
	archive   archive          // of what is stored
	credits   int64            // AI credits that are spent in the running usage cycle
	meters    map[string]int64 // what is used in the running billing period

	seeder      *seeder
	account     string
	workspaceID string
	by          billing.Person
	start       time.Time
	spent       []spending
}

// A year has this many whole billing periods, and then the current one.
const periods = 12

// begin makes the account at the start of its year and puts what a year is
// made of on the timeline: each period's end with the days on which a failed
// payment is tried again.
func (s *seeder) begin(st *story, catalogs map[string]catalogRecord, by billing.Person) error {
	day := s.end.AddDate(-1, 0, -st.daysAgo)
	st.seeder, st.by = s, by
	st.start = time.Date(day.Year(), day.Month(), day.Day(), 0, st.daysAgo, 0, 0, time.UTC)
	if st.start.Day() > 28 {
		// Later periods would begin earlier in shorter months.
		st.start = st.start.AddDate(0, 0, 28-st.start.Day())
	}
	if err := s.open(st, catalogs[st.catalog]); err != nil {
		return err
	}
	st.then(st.start, func() error { return s.engine.Subscribe(s.ctx, st.account, st.terms, nil) })
	st.uses()
	for n := 1; n <= periods; n++ {
		for _, day := range []int{0, 1, 2, 3, 4, 5, 7} {
			if at := st.day(n, day); !at.After(s.end) {
				st.then(at, nil)
			}
		}
	}
	return nil
}

// open makes the account with its workspace, its way to pay and its person.
func (s *seeder) open(st *story, catalog catalogRecord) (err error) {
	st.account, err = s.engine.CreateAccount(s.ctx, newAccount(st, catalog))
	if err != nil {
		return err
	}
	if err := s.engine.Grant(s.ctx, st.by.ID, st.account, st.people[0].Role); err != nil {
		return err
	}
	if st.workspaceID, err = s.engine.AddWorkspace(s.ctx, st.account, st.workspace); err != nil {
		return err
	}
	if st.card.Token == "" {
		return nil
	}
	_, err = s.engine.AddMethod(s.ctx, st.account, st.card)
	return err
}

// day is an instant of the year: some days into the n-th billing period, at
// the time of day at which the account's periods begin.
func (st *story) day(n, days int) time.Time {
	return billing.PeriodAt(st.start, billing.Monthly, n).Start.AddDate(0, 0, days)
}

// at is day by daylight, for what people do.
func (st *story) at(n, days int) time.Time { return st.day(n, days).Add(9*time.Hour + 17*time.Minute) }

// then puts a step on the timeline.
func (st *story) then(at time.Time, do func() error) {
	st.seeder.steps = append(st.seeder.steps, step{at: at, of: st, do: do})
}

// changes confirms a change.
func (st *story) changes(at time.Time, patch billing.Patch, reason string, category billing.Category) {
	st.then(at, func() error { return st.seeder.order(st, billing.ChangeOf(patch), reason, category) })
}

// talks notes the call minutes of each whole billing period of the year, in the
// middle of it; the usage of the running one is the story's meters.
func (st *story) talks(minutes ...int64) {
	for n, used := range minutes {
		st.then(st.at(n, 14), func() error {
			return st.seeder.engine.RecordUsage(st.seeder.ctx, st.account, billing.CallMinutes, decimal.NewFromInt(used))
		})
	}
}

// bankSays makes the bank answer as if the card were another from an instant
// on, or as the card itself for "".
func (st *story) bankSays(at time.Time, token string) {
	st.then(at, func() error {
		if token == "" {
			delete(st.seeder.bank.answers, st.account)
		} else {
			st.seeder.bank.answers[st.account] = token
		}
		return nil
	})
}

// usualTroubles is what every account meets in its year: a renewal that is
// declined and collected at the third retry, a credit note for an outage, and
// an invoice that is taken back before it was paid. In between the bank
// answers as for the usual card.
func (st *story) usualTroubles(goodwill money.Money, usual string) {
	const declined, outage, mistaken = 3, 5, 8
	st.bankSays(st.day(declined, 0).Add(-time.Hour), sandbox.CardInsufficientFunds)
	st.bankSays(st.day(declined, 4).Add(time.Hour), usual)
	st.then(st.at(outage, 6), func() error {
		_, err := st.seeder.engine.Goodwill(st.seeder.ctx, st.account, goodwill, "Outage in the night before")
		return err
	})
	st.bankSays(st.day(mistaken, 0).Add(-time.Hour), sandbox.CardDeclined)
	st.bankSays(st.day(mistaken, 0).Add(time.Hour), usual)
	st.then(st.day(mistaken, 0).Add(2*time.Hour), func() error { return st.seeder.voidOpen(st) })
}

// plan, seats, addons and volumes are patches of one element.
func plan(id string) billing.Patch { return billing.Patch{Plan: &id} }

func seats(n int) billing.Patch { return billing.Patch{Seats: &n} }

func addons(quantities map[string]int) billing.Patch { return billing.Patch{Addons: quantities} }

func volumes(quantities map[string]int64) billing.Patch { return billing.Patch{Volumes: quantities} }

// visa and mastercard are test cards that expire years after the story ends.
func (s *seeder) visa(last4, token string) store.Method {
	return store.Method{Token: token, PaymentMethod: billing.PaymentMethod{
		Brand: "Visa", Last4: last4, ExpMonth: 8, ExpYear: s.end.Year() + 2, Status: billing.MethodWorks,
	}}
}

// mastercard expires within weeks, which is worth a warning.
func (s *seeder) mastercard(last4 string) store.Method {
	soon := s.end.AddDate(0, 0, 35)
	return store.Method{Token: sandbox.CardOK, PaymentMethod: billing.PaymentMethod{
		Brand: "Mastercard", Last4: last4, ExpMonth: int(soon.Month()), ExpYear: soon.Year(), Status: billing.MethodWorks,
	}}
}
