package checkout

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// check is a rule that does not keep the order from being made, and what shows it.
type check struct {
	rule, evidence string
	warns          bool // what shows it is doubtful, so that it is not called passed
}

// blocker is a rule that the order has not passed, and where that is mended.
type blocker struct {
	title, detail string
	fix           string // label of the way there; empty where no page mends it
	route         nav.Route
}

type checklist struct {
	passed   []check
	blockers []blocker
	summary  string // "5 of 5 passed"
	warns    bool   // one of them is doubtful
}

type rule struct {
	codes    []billing.Code
	name     string
	evidence string
	warns    bool
}

// checklistOf sorts the rules into those that passed and those that failed. A
// screen that does not exist is not linked.
func checklistOf(s *state, exists func(nav.Page) bool, w words.Printer) checklist {
	var list checklist
	quote := &s.quote
	for _, n := range quote.Blockers {
		list.blockers = append(list.blockers, blockerOf(n, s, exists, w))
	}
	for _, r := range rulesOf(s, w) {
		failed := slices.ContainsFunc(quote.Blockers, func(n billing.Notice) bool { return slices.Contains(r.codes, n.Code) })
		if !failed {
			list.passed = append(list.passed, check{rule: r.name, evidence: r.evidence, warns: r.warns})
		}
	}
	all, passed := len(list.passed)+len(list.blockers), 0
	for _, c := range list.passed {
		if c.warns {
			list.warns = true
		} else {
			passed++
		}
	}
	list.summary = words.T("{passed} of {n} passed", "passed", w.Count(int64(passed)), "n", w.Count(int64(all)))
	return list
}

// passes is a rule that has passed unless billing says one of the codes.
func passes(name, evidence string, unless ...billing.Code) rule {
	return rule{codes: unless, name: name, evidence: evidence}
}

// rulesOf are the rules that an order of this kind is held against.
func rulesOf(s *state, w words.Printer) []rule {
	role := words.Role(s.facts.Account.Role)
	flight := passes(words.T("No other change in flight"), words.T("checked {at}", "at", w.Clock(s.quote.At)), billing.ChangeInFlight)
	way := wayRule(s, w)
	switch s.order.Kind {
	case billing.OrderPack:
		return []rule{
			passes(words.T("You may buy for this account"), role, billing.NotPermitted),
			openRule(s),
			passes(words.T("The subscription runs"), words.Subscription(s.facts.Subscription.Status), billing.TrialState),
			way, flight,
		}
	case billing.OrderTopUp, billing.OrderPayment:
		return []rule{passes(words.T("You may pay for this account"), role, billing.NotPermitted), way, flight}
	case billing.OrderResume:
		ends := words.T("ends {date}", "date", w.Date(s.facts.Subscription.Period.End))
		return []rule{
			passes(words.T("You may change this plan"), role, billing.NotPermitted),
			passes(words.T("A cancellation to take back"), ends, billing.CurrentTerms),
			flight,
		}
	case billing.OrderAutoReload:
		return []rule{passes(words.T("You may buy for this account"), role, billing.NotPermitted), way, flight}
	default: // a change of terms
	}
	list := []rule{passes(words.T("You may change this plan"), role, billing.NotPermitted), openRule(s), seatsRule(s, w)}
	if storage := s.facts.Catalog.Entitlements(s.quote.After)[billing.StorageGB]; storage.IsPositive() || s.facts.Usage.StorageUsedGB.IsPositive() {
		list = append(list, storageRule(s, storage, w))
	}
	return append(list, flight)
}

// openRule names the last invoice, which is paid where none is open.
func openRule(s *state) rule {
	evidence := words.T("none is open")
	paid := slices.IndexFunc(s.invoices, func(i billing.Invoice) bool { return i.Status == billing.InvoicePaid && !i.IsCreditNote() })
	if paid >= 0 {
		evidence = words.T("{invoice} paid", "invoice", s.invoices[paid].Number)
	}
	return passes(words.T("No open invoice"), evidence, billing.OpenInvoice)
}

func seatsRule(s *state, w words.Printer) rule {
	return passes(words.T("Members fit the seats"),
		words.T("{n} of {of}", "n", w.Count(int64(s.facts.Usage.ActiveMembers)), "of", w.Count(int64(s.target().Seats))),
		billing.SeatsOverLimit, billing.BelowMinimumSeats, billing.AboveMaximumSeats)
}

func storageRule(s *state, storage decimal.Decimal, w words.Printer) rule {
	return passes(words.T("Files fit the storage"),
		words.T("{n} of {of} GB", "n", w.Number(s.facts.Usage.StorageUsedGB), "of", w.Number(storage)), billing.StorageOverLimit)
}

// wayRule names what the order is paid with. A card that was declined can be tried
// again, but nobody should take it for a sure way; one that has expired by the calendar
// is none, though billing may not know that yet.
func wayRule(s *state, w words.Printer) rule {
	way := passes(words.T("There is a way to pay"), wayText(s, w), billing.NoPaymentMethod, billing.InsufficientBalance)
	switch m := wayOf(s); {
	case m != nil && m.Status == billing.MethodDeclined:
		way.name, way.warns = words.T("Declined last time"), true
	case m == nil && expiredOnly(s):
		way.name, way.evidence, way.warns = words.T("The card has expired"), words.Card(s.facts.Account.Methods[0]), true
	}
	return way
}

// expiredOnly tells whether nothing but cards that have expired could be charged, with
// what the order costs now or with what auto-reload buys.
func expiredOnly(s *state) bool {
	needed := s.order.Kind == billing.OrderAutoReload && s.order.Reload != nil
	if s.quote.Charged() {
		needed = s.payment == ""
	}
	a := s.facts.Account
	return needed && len(a.Methods) > 0 && a.Card(s.quote.At) == nil
}

// wayText is what the order is paid with: what was chosen, where it is charged now, and
// else what would be charged.
func wayText(s *state, w words.Printer) string {
	if m := wayOf(s); m != nil {
		return words.Card(*m)
	}
	if balance := s.facts.Account.AccountBalance; !balance.IsUnset() {
		return w.Standing(balance)
	}
	return ""
}

// wayOf is the card that the order is paid with; nil where that is the account balance.
func wayOf(s *state) *billing.PaymentMethod {
	if !s.quote.Charged() || s.payment == "" {
		return s.facts.Account.Card(s.quote.At)
	}
	methods := s.facts.Account.Methods
	i := slices.IndexFunc(methods, func(m billing.PaymentMethod) bool { return m.ID == s.payment })
	if i < 0 {
		return nil
	}
	return &methods[i]
}

// fix is where a blocker is mended, and what the button that leads there says.
type fix struct {
	label string
	route nav.Route
}

func fixOf(n billing.Notice) fix {
	switch n.Code {
	case billing.SeatsOverLimit:
		return fix{words.T("Choose who stays"), nav.Route{Page: nav.PageSeats, Arg: "over"}}
	case billing.StorageOverLimit:
		return fix{words.T("Clean up storage"), nav.Route{Page: nav.PageStorage, Arg: "items"}}
	case billing.ChangeInFlight:
		return fix{words.T("Show that change"), nav.Route{Page: nav.PageHistory, Arg: n.Params["change"]}}
	case billing.NoPaymentMethod:
		return fix{words.Fix(n.Fix), nav.Route{Page: nav.PagePayments, Arg: "add-card"}} // a card can be added beside it, too
	case billing.InsufficientBalance:
		return fix{words.T("Top up"), nav.Route{Page: nav.PagePayments, Arg: "top-up"}}
	case billing.OpenInvoice:
		return fix{words.T("Pay it first"), nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderPayment})}}
	case billing.CancellationPending:
		return fix{words.T("Resume it first"), nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderResume})}}
	default:
		return fix{words.Fix(n.Fix), nav.Route{Page: nav.Page(n.Fix)}}
	}
}

func blockerOf(n billing.Notice, s *state, exists func(nav.Page) bool, w words.Printer) blocker {
	told := w.Problem(&billing.Problem{Code: n.Code, Params: n.Params})
	b := blocker{title: told.What, detail: told.Next}
	switch n.Code {
	case billing.SeatsOverLimit:
		over := int(numberOf(n, "over").IntPart())
		b.title = words.N(over, "{n} member too many", "{n} members too many", "n", w.Count(int64(over)))
		b.detail = words.T("{members} are active, {plan} would have {limit}. Invited people and guests do not count.",
			"members", w.Number(numberOf(n, "members")), "limit", w.Number(numberOf(n, "limit")), "plan", n.Params["plan"])
	case billing.StorageOverLimit:
		b.title = words.T("{size} too much storage", "size", gigabytes(numberOf(n, "over"), w))
		b.detail = join(words.T("{used} are used, {limit} would be left.",
			"used", gigabytes(numberOf(n, "used"), w), "limit", gigabytes(numberOf(n, "limit"), w)), biggestKind(s.facts.Usage, w))
	case billing.ChangeInFlight:
		b.title = words.T("A change is still in flight")
		b.detail = flightText(n.Params["change"], s.changes, w)
	}
	if f := fixOf(n); f.label != "" && exists(f.route.Page) {
		b.fix, b.route = f.label, f.route
	}
	return b
}

// biggestKind says of which kind of file there is the most; empty where that is not
// known.
func biggestKind(u *billing.Usage, w words.Printer) string {
	var kind billing.StoredKind
	most := decimal.Zero
	for _, k := range []billing.StoredKind{
		billing.StoredRecording, billing.StoredVideo, billing.StoredImage, billing.StoredDocument, billing.StoredAttachment,
	} {
		if size := u.StorageByKind[k]; size.GreaterThan(most) {
			kind, most = k, size
		}
	}
	size := gigabytes(most, w)
	switch kind {
	case billing.StoredRecording:
		return words.T("Recordings alone are {size}.", "size", size)
	case billing.StoredVideo:
		return words.T("Videos alone are {size}.", "size", size)
	case billing.StoredImage:
		return words.T("Images alone are {size}.", "size", size)
	case billing.StoredDocument:
		return words.T("Documents alone are {size}.", "size", size)
	case billing.StoredAttachment:
		return words.T("Attachments alone are {size}.", "size", size)
	}
	return ""
}

// flightText says who began the change that is in flight, where that is known.
func flightText(id string, changes []billing.Change, w words.Printer) string {
	i := slices.IndexFunc(changes, func(c billing.Change) bool { return c.ID == id })
	if i < 0 || strings.TrimSpace(changes[i].Actor) == "" {
		return words.T("Wait for its outcome. It settles soon.")
	}
	return words.T("{actor} began it at {at}. It settles soon.", "actor", changes[i].Actor, "at", w.ClockSeconds(changes[i].At))
}
