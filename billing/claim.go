package billing

import (
	"cmp"
	"slices"
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Charge is what somebody found on a card's statement and does not recognise.
type Charge struct {
	Amount   decimal.Decimal // above 0
	Currency money.Currency
	On       time.Time // the statement's day: its midnight, as if in UTC
}

// Days from the one on which a card was charged to the one that its statement names.
// Banks book what was charged before a long weekend days later. A statement counts its
// days where the bank is, which may be one behind the account's.
const (
	bookedEarliest = -1
	bookedLatest   = 5
)

// HoldDays is how many days an amount that was authorized and never collected stands on
// a statement, at most.
const HoldDays = 7

// doubledWithin is how many days after a charge the same amount is taken for that charge
// once more: later it would be that of another month.
const doubledWithin = 25

// LedgerGap is why the charges of an account are not known here.
type LedgerGap string

// The gaps.
const (
	LedgerUnread LedgerGap = "unread" // nothing of it was ever saved here
	LedgerHidden LedgerGap = "hidden" // the person's role may not see billing
)

// AccountLedger is what is saved of one account of a person that a charge can be held
// against.
type AccountLedger struct {
	ID       string
	Name     string
	Currency money.Currency // of the account; empty where it is not known
	Selected bool           // it is the one that is open
	Gap      LedgerGap
	AsOf     time.Time      // of the copy
	Zone     *time.Location // in which its days are counted; nil is UTC
	Methods  []PaymentMethod
	Invoices []Invoice // newest first
	Changes  []Change  // newest first
}

// ClaimKind is something that a charge may have been for.
type ClaimKind string

// The kinds, as they are checked.
const (
	ClaimRenewal   ClaimKind = "renewal"
	ClaimUpgrade   ClaimKind = "upgrade" // another plan or interval, or more seats
	ClaimAddon     ClaimKind = "addon"   // storage, volumes and other add-ons
	ClaimPack      ClaimKind = "pack"    // bought, or by auto-reload
	ClaimTopUp     ClaimKind = "top_up"
	ClaimElsewhere ClaimKind = "elsewhere"     // another account on that card
	ClaimHold      ClaimKind = "authorization" // of the bank, and not collected
	ClaimDouble    ClaimKind = "duplicate"     // of an invoice that was paid before
)

// ClaimKinds are all of them, in the order of the checks.
var ClaimKinds = []ClaimKind{
	ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp, ClaimElsewhere, ClaimHold, ClaimDouble,
}

// ClaimResult is what a check came to.
type ClaimResult string

// The results.
const (
	ClaimMatches ClaimResult = "matches"
	ClaimNo      ClaimResult = "no"
	ClaimUnclear ClaimResult = "unclear" // the copy does not say
)

// Evidence is one charge, or try to charge, that the copy knows of.
type Evidence struct {
	AccountID string // of the account that was charged
	Account   string // its name, which others may have too
	Kind      ClaimKind
	Invoice   Invoice
	Amount    money.Money // tax included
	At        time.Time
	Method    string // as it may be shown: "Visa 4242"; empty where it is not known
	ChangeID  string // of the change behind it; empty where it came by itself, or is not known
	Actor     string // who made that change
	Failed    bool   // nothing was collected
}

// ClaimCheck is one question about a charge, and its answer.
type ClaimCheck struct {
	Kind   ClaimKind
	Result ClaimResult
	Found  []Evidence // what matches, newest first
	// Near is of the kind and of those days, with another amount: the charge's is its
	// invoice's total, where there is such a one.
	Near *Evidence
	// Foreign is of the kind and of those days, in another currency: a bank may have turned
	// it into the statement's, at a rate that is not known here.
	Foreign *Evidence
	// Others are the further accounts that were looked at, and Unread those that could not
	// be, by name. Shared are those among the others that a card of the account pays for.
	Others, Unread, Shared []string
	Settled                bool // what was authorized is known to have been collected
}

// ClaimVerdict is what all checks come to.
type ClaimVerdict string

// The verdicts.
const (
	ClaimYours       ClaimVerdict = "yours"
	ClaimOfAnother   ClaimVerdict = "of_another" // account of the same person
	ClaimHeld        ClaimVerdict = "held"       // it vanishes by itself
	ClaimTwice       ClaimVerdict = "twice"
	ClaimOpen        ClaimVerdict = "open" // some checks could not be made
	ClaimUnexplained ClaimVerdict = "unexplained"
)

// Verdict is what checks come to, and what it is known by; nil where nothing matches.
func Verdict(checks []ClaimCheck) (ClaimVerdict, *Evidence) {
	verdict := ClaimUnexplained
	var by *Evidence
	for i := range checks {
		c := &checks[i]
		switch {
		case c.Result == ClaimUnclear && by == nil:
			verdict = ClaimOpen
		case c.Result != ClaimMatches || by != nil && c.Kind != ClaimDouble:
		default:
			verdict, by = verdictOf(c.Kind), &c.Found[0]
		}
	}
	return verdict, by
}

func verdictOf(kind ClaimKind) ClaimVerdict {
	switch kind {
	case ClaimElsewhere:
		return ClaimOfAnother
	case ClaimHold:
		return ClaimHeld
	case ClaimDouble:
		return ClaimTwice
	case ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp:
		return ClaimYours
	}
	return ClaimYours
}

// Explain holds a charge against what is known of a person's accounts, one check after
// another. It says nothing about an account that the copy is silent on.
func (c Charge) Explain(ledgers []AccountLedger, now time.Time) []ClaimCheck {
	var own, others []AccountLedger
	for _, l := range ledgers {
		if l.Selected {
			own = append(own, l)
		} else {
			others = append(others, l)
		}
	}
	mine := c.gather(own)
	var checks []ClaimCheck
	for _, kind := range []ClaimKind{ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp} {
		check := c.holdAgainst(kind, mine)
		if check.Result == ClaimNo && (len(own) == 0 || c.silent(&own[0], now)) {
			check.Result = ClaimUnclear
		}
		checks = append(checks, check)
	}
	theirs := c.gather(others)
	checks = append(checks, c.elsewhere(own, others, theirs, now))
	all := slices.Concat(mine, theirs)
	checks = append(checks, c.authorized(all, now), c.doubled(all, ledgers, now))
	return checks
}

// settled is how soon a copy has what was charged, and how long it takes to ask about it.
const settled = 2 * time.Minute

// silent tells whether the copy of an account cannot say that there was no such charge: it
// has to be from after all that a statement may call that day, the day after it included,
// or else of now.
func (c Charge) silent(l *AccountLedger, now time.Time) bool {
	until := c.On.AddDate(0, 0, 1-bookedEarliest)
	if asked := now.Add(-settled); asked.Before(until) {
		until = asked
	}
	return l.Gap != "" || l.AsOf.Before(until)
}

// holdAgainst looks among an account's charges of one kind.
func (c Charge) holdAgainst(kind ClaimKind, all []booked) ClaimCheck {
	check := ClaimCheck{Kind: kind, Result: ClaimNo}
	for _, b := range all {
		switch {
		case b.Kind != kind || b.Failed || !b.inTime():
		case c.foreign(b.Amount):
			check.Foreign = cmp.Or(check.Foreign, &b.Evidence)
		case b.same:
			check.Result, check.Found = ClaimMatches, append(check.Found, b.Evidence)
		case check.Near == nil, c.is(b.Invoice.Total) && !c.is(check.Near.Invoice.Total):
			check.Near = &b.Evidence
		}
	}
	if check.Result == ClaimNo && check.Foreign != nil {
		check.Result = ClaimUnclear
	}
	return check
}

// elsewhere looks among the charges of the person's other accounts.
func (c Charge) elsewhere(own, others []AccountLedger, all []booked, now time.Time) ClaimCheck {
	check := ClaimCheck{Kind: ClaimElsewhere, Result: ClaimNo}
	for _, b := range all {
		switch {
		case b.Failed || !b.inTime():
		case c.foreign(b.Amount):
			check.Foreign = cmp.Or(check.Foreign, &b.Evidence)
		case b.same:
			check.Result, check.Found = ClaimMatches, append(check.Found, b.Evidence)
		}
	}
	for i := range others {
		l := &others[i]
		if c.silent(l, now) {
			check.Unread = append(check.Unread, l.Name)
			continue
		}
		check.Others = append(check.Others, l.Name)
		if len(own) > 0 && sharesCard(&own[0], l) {
			check.Shared = append(check.Shared, l.Name)
		}
	}
	if check.Result == ClaimNo && (len(check.Unread) > 0 || check.Foreign != nil) {
		check.Result = ClaimUnclear
	}
	return check
}

func sharesCard(a, b *AccountLedger) bool {
	return slices.ContainsFunc(a.Methods, func(m PaymentMethod) bool {
		return slices.ContainsFunc(b.Methods, func(o PaymentMethod) bool { return m.Brand == o.Brand && m.Last4 == o.Last4 })
	})
}

// authorized looks for a try that took nothing: the bank may show its amount for a while.
func (c Charge) authorized(all []booked, now time.Time) ClaimCheck {
	check := ClaimCheck{Kind: ClaimHold, Result: ClaimUnclear}
	for _, b := range all {
		if !b.explains() {
			continue
		}
		if !b.Failed {
			check.Settled = true
			continue
		}
		check.Found = append(check.Found, b.Evidence)
	}
	switch {
	case check.Settled:
		check.Result, check.Found = ClaimNo, nil
	case len(check.Found) > 0:
		check.Result = ClaimMatches
	case now.Sub(c.On) > HoldDays*24*time.Hour:
		check.Result = ClaimNo
	}
	return check
}

// doubled looks for an invoice that was collected twice, or that was collected so shortly
// before that the charge can only be it once more: where neither its account nor the open one
// can have another, as one since the copy.
func (c Charge) doubled(all []booked, ledgers []AccountLedger, now time.Time) ClaimCheck {
	check := ClaimCheck{Kind: ClaimDouble, Result: ClaimNo}
	taken, inTime := map[string]int{}, false
	var before []Evidence
	silent, older := c.silentOnes(ledgers, now)
	for _, b := range all {
		if b.Failed || !b.same {
			continue
		}
		switch {
		case b.inTime():
			inTime = true
			taken[b.Invoice.ID]++
			check.Found = append(check.Found, b.Evidence)
		case b.days > bookedLatest && b.days <= doubledWithin:
			before, older = append(before, b.Evidence), older || silent[b.AccountID]
		}
	}
	twice := slices.DeleteFunc(slices.Clone(check.Found), func(e Evidence) bool { return taken[e.Invoice.ID] < 2 })
	switch {
	case len(twice) > 0:
		check.Result, check.Found = ClaimMatches, twice
	case inTime: // once each: what was found says so
	case len(before) > 0 && !older:
		check.Result, check.Found = ClaimMatches, before
	case len(ledgers) == 0 || len(silent) > 0:
		check.Result = ClaimUnclear
	}
	return check
}

// silentOnes are the ids of accounts whose copies cannot say that there was no such
// charge, and whether the open one is among them.
func (c Charge) silentOnes(ledgers []AccountLedger, now time.Time) (ids map[string]bool, open bool) {
	ids = map[string]bool{}
	for i := range ledgers {
		if c.silent(&ledgers[i], now) {
			ids[ledgers[i].ID], open = true, open || ledgers[i].Selected
		}
	}
	return ids, open
}
