package billing

import (
	"maps"
	"slices"
	"strings"
	"time"

	"billfold/billing/money"
)

// HistoryKind is what an entry of an account's history is about.
type HistoryKind string

// The kinds of entry. All but the first are what billing did by itself.
const (
	HistoryChange     HistoryKind = "change"      // what somebody ordered or did; Order says what
	HistoryRenewal    HistoryKind = "renewal"     // a period that was billed, and the first try to collect it
	HistoryUsage      HistoryKind = "usage"       // usage that was billed without a period
	HistoryReload     HistoryKind = "reload"      // packs that auto-reload bought
	HistoryCreditNote HistoryKind = "credit_note" // a vendor's, of no change
	HistoryInvoice    HistoryKind = "invoice"     // any other document that no change is known of
	HistoryRetry      HistoryKind = "retry"       // a later try to collect an invoice
	HistoryClosed     HistoryKind = "closed"      // an invoice that is collected no more
)

// HistoryOutcome is what became of what an entry is about.
type HistoryOutcome string

// The outcomes. Undone is what somebody took back, Replaced what a later change took
// the place of, PutOff what did not fit when it came due and waits for the next period.
const (
	HistoryApplied       HistoryOutcome = "applied"
	HistoryScheduled     HistoryOutcome = "scheduled"
	HistoryUndone        HistoryOutcome = "undone"
	HistoryReplaced      HistoryOutcome = "replaced"
	HistoryPutOff        HistoryOutcome = "put_off"
	HistoryRejected      HistoryOutcome = "rejected"
	HistoryWithdrawn     HistoryOutcome = "withdrawn"
	HistoryDeclined      HistoryOutcome = "declined"
	HistoryNeedsProof    HistoryOutcome = "needs_proof"
	HistoryWaiting       HistoryOutcome = "waiting" // for what the gateway or billing answers
	HistoryOpen          HistoryOutcome = "open"    // billed and not tried to be collected yet
	HistoryVoid          HistoryOutcome = "void"
	HistoryUncollectible HistoryOutcome = "uncollectible"
)

// HistoryEntry is one thing that happened to the money of an account, or to who may
// decide about it.
type HistoryEntry struct {
	// ID is a change's own, or made of an invoice's: it stays the same.
	ID string
	At time.Time
	// After says that the instant is the last that is known: it happened then or later.
	After bool
	Kind  HistoryKind
	Order OrderKind // of a change
	Who   string    // empty is billing itself
	// Subject is the plan of a period that was billed, or the pack that was bought, by its
	// name then; Count is how many packs.
	Subject string
	Count   int
	// Before and After are the terms of a change of terms; what changed is in
	// Differences, of an act on people or details too.
	Terms       *TermsChange
	Differences []Difference
	Outcome     HistoryOutcome
	EffectiveAt time.Time // of what waits, or waited
	Amount      money.Money
	InvoiceID   string // of the document that it made or is about; may be empty
	Number      string // that document's
	Method      string // what was charged, as attempts name it; empty where nothing was
	Try         int    // of a retry, from 1
	Reason      string
	Category    Category
	Device      string
	PreviewID   string
	Problem     Code              // why it was rejected
	Refusal     string            // why the gateway declined it, its code
	Params      map[string]string // the change's
	Next        string            // id of the entry that came of a failure; empty where none did yet
}

// TermsChange is from which terms to which.
type TermsChange struct{ Before, After Terms }

// Stands is the outcome as seen now: what waited for an instant has happened when that
// has passed, unless the subscription, which may be nil, still has something waiting for
// that instant, or ended before the change could come due, which is withdrawn then.
func (e *HistoryEntry) Stands(s *Subscription, now time.Time) HistoryOutcome {
	if e.Outcome != HistoryScheduled {
		return e.Outcome
	}
	if s != nil && e.Terms != nil && s.Status == StatusCanceled && !s.Period.End.After(e.EffectiveAt) {
		return HistoryWithdrawn
	}
	if now.Before(e.EffectiveAt) {
		return e.Outcome
	}
	if s != nil && s.Scheduled != nil && e.Terms != nil && s.Scheduled.At.Equal(e.EffectiveAt) {
		return e.Outcome
	}
	return HistoryApplied
}

// History is what happened to an account, the newest first: its changes, and of its
// invoices what billing did by itself. Nothing is told twice: an invoice that a change
// made, and a payment that one confirmed, belong to that change; later tries to collect
// it are entries of their own. What happened at the same instant keeps its order.
func History(changes []Change, invoices []Invoice) []HistoryEntry {
	b := historian{changes: changes, byID: map[string]*Invoice{}, made: map[string]string{}}
	known := map[string]bool{}
	for i := range changes {
		c := &changes[i]
		known[c.ID] = true
		if c.InvoiceID != "" && c.Kind != OrderPayment {
			b.made[c.ID] = c.InvoiceID
		}
	}
	for i := range invoices {
		b.byID[invoices[i].ID] = &invoices[i]
		if change := invoices[i].ChangeID; known[change] {
			b.made[change] = invoices[i].ID
		}
	}
	b.told = map[string]bool{}
	for _, invoice := range b.made {
		b.told[invoice] = true
	}
	var all []HistoryEntry
	for i := range changes {
		all = append(all, b.ofChange(&changes[i]))
	}
	for i := range invoices {
		own := b.ofInvoice(&invoices[i])
		slices.Reverse(own)
		all = append(all, own...)
	}
	slices.SortStableFunc(all, func(x, y HistoryEntry) int { return y.At.Compare(x.At) })
	return all
}

// historian is what entries are made with.
type historian struct {
	changes []Change
	byID    map[string]*Invoice
	made    map[string]string // the invoice that a change made, by the change
	told    map[string]bool   // the invoices that a change tells of
}

func (b historian) ofChange(c *Change) HistoryEntry {
	e := HistoryEntry{
		ID: c.ID, At: c.At, Kind: HistoryChange, Order: c.Kind, Who: c.Actor, Outcome: b.outcome(c), EffectiveAt: c.EffectiveAt,
		Amount: c.AmountCharged, InvoiceID: c.InvoiceID, Reason: c.Reason, Category: c.Category, Device: c.Device,
		PreviewID: c.PreviewID, Problem: c.Problem, Params: c.Params,
	}
	switch c.Kind {
	case OrderChange, ActUndo:
		e.Terms = &TermsChange{c.Before, c.After}
		e.Differences = c.Before.Differences(c.After)
	default:
		e.Differences = differencesOf(c)
	}
	if e.InvoiceID == "" {
		e.InvoiceID = b.made[c.ID]
	}
	if i := b.byID[e.InvoiceID]; i != nil {
		e.Number, e.Method = i.Number, methodAt(i, c.At)
		if c.Kind == OrderPack {
			e.Subject, e.Count = subject(i)
		}
	}
	if c.Problem == PaymentDeclined {
		e.Refusal = c.Params["reason"]
	}
	if c.State == ChangeRejected {
		e.Next = b.tried(c)
	}
	return e
}

// methodAt is what paid an invoice at an instant, or else with its first try.
func methodAt(i *Invoice, at time.Time) string {
	for _, a := range i.Attempts {
		if a.Result == PaymentSucceeded && a.At.Equal(at) {
			return a.Method
		}
	}
	if i.ChangeID != "" && len(i.Attempts) > 0 && i.Attempts[0].Result == PaymentSucceeded {
		return i.Attempts[0].Method
	}
	return ""
}

// outcome is a change's state, and where it waited what later ones made of that.
func (b historian) outcome(c *Change) HistoryOutcome {
	switch c.State {
	case ChangeApplied:
		return HistoryApplied
	case ChangeScheduled:
		return b.waited(c)
	case ChangeRejected:
		if c.Problem == PaymentDeclined {
			return HistoryDeclined
		}
		return HistoryRejected
	case ChangeWithdrawn:
		return HistoryWithdrawn
	case ChangeRequiresAction:
		return HistoryNeedsProof
	case ChangePending, ChangeUnknown, ChangeCharging:
	}
	return HistoryWaiting
}

// waited is what became of a change that was scheduled, by the first later one that
// touches it before it came due, or by what billing said when it did.
func (b historian) waited(c *Change) HistoryOutcome {
	for n := range slices.Backward(b.changes) {
		later := &b.changes[n]
		if later.ID == c.ID || !later.At.After(c.At) || later.At.After(c.EffectiveAt) {
			continue
		}
		if got := b.became(c, later); got != "" {
			return got
		}
	}
	return HistoryScheduled
}

// became is what a later change made of one that waits; empty where it left it alone. What
// billing rejects by itself is all that waited, on terms that may be others by then.
func (b historian) became(c, later *Change) HistoryOutcome {
	done := later.State == ChangeApplied || later.State == ChangeScheduled
	switch {
	case c.Kind == ActCancel:
		if later.Kind == OrderResume && done {
			return HistoryUndone
		}
	case later.Kind == ActUndo && done, later.Kind == ActCancel && done:
		return HistoryUndone
	case later.Kind != OrderChange:
	case later.State == ChangeRejected && later.Actor == "":
		return HistoryPutOff
	case done && b.replaces(c, later):
		return HistoryReplaced
	}
	return ""
}

// replaces tells whether a change names an element that another one waits to change,
// or begins a period, which drops what waits.
func (b historian) replaces(c, later *Change) bool {
	if later.State == ChangeApplied && (later.Before.Interval != later.After.Interval || b.beganPeriod(later)) {
		return true
	}
	// What is scheduled after it has the earlier one's elements in it, but for those that it names.
	if later.State == ChangeScheduled {
		return slices.ContainsFunc(c.Before.Differences(c.After), func(d Difference) bool {
			return !slices.Contains(later.Before.Differences(later.After), d)
		})
	}
	return slices.ContainsFunc(later.Before.Differences(later.After), func(d Difference) bool {
		return slices.ContainsFunc(c.Before.Differences(c.After), func(o Difference) bool { return o.Element == d.Element && o.ID == d.ID })
	})
}

// beganPeriod tells whether the invoice of a change is a whole period's, as that of a paid
// plan after a trial is.
func (b historian) beganPeriod(c *Change) bool {
	i := b.byID[b.made[c.ID]]
	return i != nil && slices.ContainsFunc(i.Lines, func(l Line) bool { return l.Kind == Recurring })
}

// tried is the next change that asked for the same and was not rejected.
func (b historian) tried(c *Change) string {
	for n := range slices.Backward(b.changes) {
		later := &b.changes[n]
		if later.At.After(c.At) && later.Kind == c.Kind && later.State != ChangeRejected && later.State != ChangeWithdrawn && later.After.Equal(c.After) {
			return later.ID
		}
	}
	return ""
}

// was is the suffix of a param that says what another one was before.
const was = "_was"

// differencesOf is what an act changed, as its params say.
func differencesOf(c *Change) []Difference {
	switch c.Kind {
	case ActRole:
		return []Difference{{Element: ElementRole, ID: c.Params["who"], From: c.Params["was"], To: c.Params["role"]}}
	case ActDefault:
		return []Difference{{Element: ElementDefault, From: c.Params["was"], To: c.Params["method"]}}
	case ActDetails:
		return detailDifferences(c.Params)
	default: // changes nothing that has a value before and after
		return nil
	}
}

// detailDifferences are the billing details that changed, by name.
func detailDifferences(params map[string]string) []Difference {
	names := map[string]bool{}
	for key := range params {
		names[strings.TrimSuffix(key, was)] = true
	}
	var all []Difference
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if from, to := params[name+was], params[name]; from != to {
			all = append(all, Difference{Element: ElementDetail, ID: name, From: from, To: to})
		}
	}
	return all
}
