package checkout

import (
	"slices"
	"strconv"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// check is a rule that the change has passed, and what shows it.
type check struct{ rule, evidence string }

// blocker is a rule that the change has not passed, and where that is mended.
type blocker struct {
	title, detail string
	fix           string // label of the way there; empty where no page mends it
	page          nav.Page
}

type checklist struct {
	passed   []check
	blockers []blocker
	summary  string // "5 of 5 checks passed"
}

type rule struct {
	codes    []billing.Code
	name     string
	evidence string
}

// checklistOf sorts the rules into those that passed and those that failed. A
// screen that does not exist is not linked.
func checklistOf(f billing.Facts, quote *billing.Preview, exists func(nav.Page) bool, w words.Printer) checklist {
	var list checklist
	for _, b := range quote.Blockers {
		list.blockers = append(list.blockers, blockerOf(b, exists, w))
	}
	for _, r := range rulesOf(f, quote, w) {
		failed := slices.ContainsFunc(quote.Blockers, func(n billing.Notice) bool { return slices.Contains(r.codes, n.Code) })
		if !failed {
			list.passed = append(list.passed, check{rule: r.name, evidence: r.evidence})
		}
	}
	all := len(list.passed) + len(list.blockers)
	list.summary = strconv.Itoa(len(list.passed)) + " of " + strconv.Itoa(all) + " checks passed"
	return list
}

func rulesOf(f billing.Facts, quote *billing.Preview, w words.Printer) []rule {
	target := quote.After
	if quote.Scheduled != nil {
		target = quote.Scheduled.After
	}
	storage := f.Catalog.Entitlements(quote.After)[billing.StorageGB]
	return []rule{
		{[]billing.Code{billing.NotPermitted}, "You may change this plan", words.Role(f.Account.Role)},
		{[]billing.Code{billing.OpenInvoice}, "No open invoice", "none is open"},
		{
			[]billing.Code{billing.SeatsOverLimit, billing.BelowMinimumSeats, billing.AboveMaximumSeats},
			"Members fit the seats", w.Count(int64(f.Usage.ActiveMembers)) + " of " + w.Count(int64(target.Seats)),
		},
		{[]billing.Code{billing.StorageOverLimit}, "Files fit the storage", w.Number(f.Usage.StorageUsedGB) + " of " + w.Number(storage) + " GB"},
		{[]billing.Code{billing.ChangeInFlight}, "No other change in flight", "checked " + w.Clock(quote.At)},
	}
}

func blockerOf(n billing.Notice, exists func(nav.Page) bool, w words.Printer) blocker {
	told := w.Problem(&billing.Problem{Code: n.Code, Params: n.Params})
	b := blocker{title: told.What, detail: told.Next}
	if page := nav.Page(n.Fix); n.Fix != "" && exists(page) {
		b.fix, b.page = words.Fix(n.Fix), page
	}
	return b
}
