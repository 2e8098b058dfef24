package support

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/words"
)

// symptom is what somebody sees and does not expect.
type symptom string

// The symptoms.
const (
	outdated symptom = "outdated"
	declined symptom = "declined"
	blocked  symptom = "blocked"
	charged  symptom = nav.SupportCharge
	seats    symptom = "seats"
	uploads  symptom = "uploads"
	credits  symptom = "credits"
	hidden   symptom = "hidden"
	other    symptom = "other"
)

// named is a symptom as it is listed.
type named struct {
	symptom symptom
	icon    resources.Icon
	title   string
}

// symptoms are all of them, as they are listed.
func symptoms() []named {
	return []named{
		{outdated, resources.IconRefresh, words.T("Plan or seats out of date")},
		{declined, resources.IconAlert, words.T("Payment was declined")},
		{blocked, resources.IconLock, words.T("A change is blocked")},
		{charged, resources.IconInvoices, words.T("An unknown charge")},
		{seats, resources.IconSeats, words.T("Seat warning stays")},
		{uploads, resources.IconStorage, words.T("Uploads are blocked")},
		{credits, resources.IconSparkle, words.T("AI credits ran out early")},
		{hidden, resources.IconKey, words.T("I cannot see billing")},
		{other, resources.IconMessage, words.T("Something else")},
	}
}

func indexOf(s symptom) int {
	return slices.IndexFunc(symptoms(), func(n named) bool { return n.symptom == s })
}

func titleOf(s symptom) string { return symptoms()[indexOf(s)].title }

// data is everything that is read, at one instant. Whatever could not be read leaves its
// place empty: a case can be written all the same.
type data struct {
	facts     billing.Facts
	err       error             // why there are no facts
	invoices  []billing.Invoice // newest first
	changes   []billing.Change  // newest first
	grants    []billing.CreditGrant
	drafts    []billing.Draft // newest first
	pending   *billing.Submission
	accounts  []billing.AccountSummary
	ledgers   []billing.AccountLedger // of all accounts
	selected  string
	person    billing.Person
	freshness billing.Freshness
}

// known tells whether the account is saved here.
func (d *data) known() bool {
	f := d.facts
	return d.err == nil && f.Account != nil && f.Catalog != nil && f.Subscription != nil && f.Usage != nil
}

// may tells whether the reader's role has a permission, as far as it is known.
func (d *data) may(need billing.Permission) bool {
	return d.known() && d.facts.Account.Role.May(need)
}

// currencies are the accounts', that of the open one first.
func (d *data) currencies() []money.Currency {
	all := []money.Currency{d.facts.Account.Currency}
	for i := range d.ledgers {
		if c := d.ledgers[i].Currency; c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// program is what runs here.
type program struct{ version, system string }

// question is what the person is asking about.
type question struct {
	symptom   symptom
	change    string  // id of the change that it is about; empty where none was named
	plan      *string // that somebody says they wanted: the id of a choice; nil before they did
	refreshes int     // since anything changed
	charge    *inquiry
	program   program
}

// act is what a fix does.
type act int

// The acts.
const (
	actGo act = iota
	actRefresh
	actCopy
)

// fix is the way from a cause to its end.
type fix struct {
	label string
	does  act
	leads nav.Route
	text  string // to the clipboard, for somebody else
}

// finding is a likely cause, and whether the saved copy bears it out.
type finding struct {
	title, detail string
	result        billing.ClaimResult
	fix           *fix
}

// verdict is what all findings come to.
type verdict struct {
	role          verdictRole
	title, detail string
}

type verdictRole int

// The roles of a verdict.
const (
	verdictNone verdictRole = iota // nothing was asked yet
	verdictFound
	verdictTrouble // found, and not in order
	verdictOpen
)

// model is what the page says; it knows no toolkit.
type model struct {
	title    string
	note     string
	findings []finding
	verdict  verdict
	file     caseFile
	foot     []string // where support is found, and when
	reply    string   // the address that a case is mailed to; empty where none is known
	// currencies are those that a charge can be asked about in, the account's first; none
	// where the account is not known.
	currencies []money.Currency
	wants      []choice // what may have been wanted; none where that is not asked
	wanted     int      // which of them is chosen
}

// view is what the model is made of.
type view struct {
	*data
	asked question
	now   time.Time
	w     words.Printer
	exist func(nav.Page) bool
}

func show(v view) model {
	m := model{title: titleOf(v.asked.symptom), foot: v.channels(), file: v.caseFile()}
	if v.asked.symptom == blocked && v.known() {
		m.wants, m.wanted = v.choices()
	}
	if v.known() {
		m.reply, m.currencies = v.facts.Catalog.Vendor.SupportEmail, v.currencies()
	}
	if v.asked.symptom == charged {
		m.findings, m.verdict = v.inquire()
	} else {
		m.findings = v.causes()
		m.verdict = conclude(m.findings)
	}
	if len(m.wants) > 0 && m.verdict.role == verdictOpen && m.wants[m.wanted].wish == nil {
		m.verdict.title, m.verdict.detail = words.T("Nothing of the account as it is blocks it:"), words.T("choose the plan that you wanted.")
	}
	for i := range m.findings {
		if f := m.findings[i].fix; f != nil && f.does == actGo && !v.exist(f.leads.Page) {
			m.findings[i].fix = nil
		}
	}
	m.note = checked(m.findings, v.w)
	return m
}

// checked says how many of the causes could be held against the copy.
func checked(all []finding, w words.Printer) string {
	if len(all) == 0 {
		return ""
	}
	told := 0
	for _, f := range all {
		if f.result != billing.ClaimUnclear {
			told++
		}
	}
	return words.T("{n} of {all} checked", "n", w.Count(int64(told)), "all", w.Count(int64(len(all))))
}

// conclude is what causes come to: the first one that holds.
func conclude(all []finding) verdict {
	at := slices.IndexFunc(all, func(f finding) bool { return f.result == billing.ClaimMatches })
	switch {
	case at >= 0:
		return verdict{role: verdictTrouble, title: words.T("Most likely:"), detail: all[at].title}
	case slices.ContainsFunc(all, func(f finding) bool { return f.result == billing.ClaimUnclear }):
		return verdict{role: verdictOpen, title: words.T("The saved copy cannot tell."), detail: words.T("If it stays so, write to support.")}
	default:
		return verdict{role: verdictOpen, title: words.T("Nothing here explains it:"), detail: words.T("write to support.")}
	}
}

// channels say where support is found, and when.
func (v view) channels() []string {
	if !v.known() {
		return []string{words.T("Who answers and when is not known here yet.")}
	}
	vendor := v.facts.Catalog.Vendor
	var all []string
	if vendor.SupportHours != "" {
		all = append(all, words.T("Still stuck? A person answers on {hours}.", "hours", vendor.SupportHours))
	} else {
		all = append(all, words.T("The vendor names no support hours."))
	}
	plan, _ := v.facts.Catalog.Plan(v.facts.Subscription.Terms.Plan)
	if plan != nil && plan.Support != "" {
		all = append(all, words.T("Support with {plan}: {support}.", "plan", plan.Name, "support", plan.Support))
	} else {
		all = append(all, words.T("The plan promises no response time."))
	}
	if vendor.SupportEmail != "" {
		return append(all, vendor.SupportEmail)
	}
	return append(all, words.T("The vendor names no address: send the case to whoever sold you the plan."))
}
