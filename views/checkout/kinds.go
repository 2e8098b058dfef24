package checkout

import (
	"strings"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// kind is what is ordered. A confirm of an earlier run of the program knows it by what
// was kept of it.
func (s *state) kind() billing.OrderKind {
	if s.intent.Kind != "" {
		return s.intent.Kind
	}
	return s.order.Kind
}

// titleOf names the order, and says what a confirm means for the money.
func titleOf(s *state, w words.Printer) (title, subtitle string) {
	q, account := &s.quote, s.facts.Account.Name
	switch {
	case q.Timing == billing.PeriodEnd:
		subtitle = words.T("For {account}. Takes effect on {date}; everything stays until then.", "account", account, "date", w.Date(q.EffectiveAt))
	case s.refused != nil:
		subtitle = words.T("For {account}. Nothing was charged.", "account", account)
	case s.unpriced != nil:
		subtitle = words.T("For {account}. An estimate; billing decides on the amount.", "account", account)
	case q.Charged():
		subtitle = words.T("For {account}. Billing charges exactly this amount, or nothing.", "account", account)
	default:
		subtitle = words.T("For {account}. Nothing is charged now.", "account", account)
	}
	return orderTitle(s, w), subtitle
}

func orderTitle(s *state, w words.Printer) string {
	q := &s.quote
	plan := words.Plan(s.facts.Catalog, q.After.Plan)
	switch s.order.Kind {
	case billing.OrderPack:
		return words.T("Check out: {what}", "what", packText(s, w))
	case billing.OrderTopUp:
		return words.T("Check out: {amount} for the account balance", "amount", w.Standing(s.order.Amount))
	case billing.OrderPayment:
		return words.T("Pay invoice {number}", "number", q.Pays)
	case billing.OrderResume:
		return words.T("Resume {plan}", "plan", plan)
	case billing.OrderAutoReload:
		return reloadTitle(s)
	default: // has nothing of its own here; acts are not checked out
	}
	switch {
	case q.Timing == billing.PeriodEnd && q.After.Plan != q.Before.Plan:
		return words.T("Switch to {plan}", "plan", plan)
	case q.Timing == billing.PeriodEnd:
		return words.T("Change from {date}", "date", w.Date(q.EffectiveAt))
	}
	if added := addedText(s, w); added != "" {
		plan = added
	}
	if q.After.Interval == billing.Yearly {
		return words.T("Check out: {plan}, yearly", "plan", plan)
	}
	return words.T("Check out: {plan}, monthly", "plan", plan)
}

// addedText names the add-on that an order is about, where it changes nothing else; one
// may take the place of another.
func addedText(s *state, w words.Printer) string {
	before, after := s.quote.Before, s.quote.After
	rest := after.Clone()
	rest.Addons = before.Addons
	if !rest.Equal(before) {
		return ""
	}
	added := ""
	for _, id := range keys(after.Addons) {
		n := after.Addons[id] - before.Addons[id]
		switch {
		case n <= 0:
		case added != "":
			return ""
		default:
			added = addonText(s.facts.Catalog, id, n, w)
		}
	}
	return added
}

// packText is a number of packs: "2 × 1,000 AI credits".
func packText(s *state, w words.Printer) string {
	return addonText(s.facts.Catalog, s.order.Addon, s.order.Quantity, w)
}

func addonText(c *billing.Catalog, id string, n int, w words.Printer) string {
	if n == 1 {
		return words.Addon(c, id)
	}
	return words.T("{n} × {name}", "n", w.Count(int64(n)), "name", words.Addon(c, id))
}

func reloadTitle(s *state) string {
	switch {
	case s.order.Reload == nil:
		return words.T("Turn off auto-reload")
	case s.facts.Account.AutoReload == nil:
		return words.T("Turn on auto-reload")
	default:
		return words.T("Change auto-reload")
	}
}

// stepsOf are the steps of the task; checking out is the last.
func stepsOf(s *state) []string {
	switch s.order.Kind {
	case billing.OrderPack:
		return []string{words.T("Choose a pack"), words.T("Check out")}
	case billing.OrderTopUp:
		return []string{words.T("Choose an amount"), words.T("Check out")}
	case billing.OrderPayment:
		return []string{words.T("Invoice {number}", "number", s.quote.Pays), words.T("Check out")}
	case billing.OrderResume:
		return []string{words.T("Plan"), words.T("Confirm")}
	case billing.OrderAutoReload:
		return []string{words.T("Set auto-reload"), words.T("Confirm")}
	default: // has nothing of its own here; acts are not checked out
	}
	if plan, ok := s.facts.Catalog.Plan(s.quote.After.Plan); ok && plan.Kind != billing.PlanPaid {
		return []string{words.T("Choose plan"), words.T("Check out")}
	}
	return []string{words.T("Choose plan"), words.T("Customize"), words.T("Check out")}
}

// previewTitle is the title of what is due.
func previewTitle(s *state) string {
	if s.order.Kind == billing.OrderPayment {
		return words.T("The invoice as issued")
	}
	return words.T("Invoice preview")
}

// origin is the page that orders of a kind are begun on.
func origin(kind billing.OrderKind) (page nav.Page, label string) {
	switch kind {
	case billing.OrderPack, billing.OrderAutoReload:
		return nav.PageCredits, words.T("Open AI and sending credits")
	case billing.OrderTopUp, billing.OrderPayment:
		return nav.PagePayments, words.T("Open payments")
	default: // a change of terms, or a cancellation taken back
	}
	return nav.PagePlans, words.T("Compare plans")
}

// confirmLabel says what a press of the button does.
func confirmLabel(s *state, w words.Printer) string {
	q := &s.quote
	switch {
	case q.Charged():
		return words.T("Pay {amount}", "amount", w.Standing(q.AmountDue))
	case s.order.Kind == billing.OrderResume, s.order.Kind == billing.OrderAutoReload:
		return orderTitle(s, w)
	case q.Timing == billing.PeriodEnd && q.After.Plan != q.Before.Plan:
		return words.T("Schedule {plan} for {date}", "plan", words.Plan(s.facts.Catalog, q.After.Plan), "date", w.Date(q.EffectiveAt))
	case q.Timing == billing.PeriodEnd:
		return words.T("Schedule for {date}", "date", w.Date(q.EffectiveAt))
	default:
		return words.T("Confirm, nothing due now")
	}
}

// promise says what follows from the confirm.
func promise(s *state, w words.Printer) string {
	switch s.order.Kind {
	case billing.OrderPack:
		return words.T("Bought once: it does not renew, and lasts until it is spent.")
	case billing.OrderTopUp:
		return words.T("The funds are there at once. They pay what you choose to pay with them.")
	case billing.OrderPayment:
		return join(words.T("Once it is paid, the plan can be changed again."), renewalTerms(s, w))
	case billing.OrderAutoReload:
		if s.order.Reload == nil {
			return words.T("Nothing is bought by itself any more. What was bought stays.")
		}
		return words.T("It can be turned off at any time. What was bought stays.")
	default: // a change of terms, or a cancellation taken back
	}
	return renewalTerms(s, w)
}

// renewalTerms says what is charged next, and how often from then on.
func renewalTerms(s *state, w words.Printer) string {
	q := &s.quote
	if q.Next == nil {
		return words.T("Nothing renews after that.")
	}
	terms := q.After
	if q.Scheduled != nil {
		terms = q.Scheduled.After
	}
	values := []string{"amount", w.Standing(q.Next.AmountDue), "date", w.Date(q.Next.At)}
	credited := q.Next.BillingCreditApplied.Sign() > 0
	switch {
	case terms.Interval == billing.Yearly && credited:
		return words.T("Then {amount} on {date} after billing credit and every year until you change or cancel.", values...)
	case terms.Interval == billing.Yearly:
		return words.T("Then {amount} on {date} and every year until you change or cancel.", values...)
	case credited:
		return words.T("Then {amount} on {date} after billing credit and every month until you change or cancel.", values...)
	default:
		return words.T("Then {amount} on {date} and every month until you change or cancel.", values...)
	}
}

// join makes two sentences one text.
func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

// madeTitle says that the order was carried out.
func madeTitle(s *state, w words.Printer) string {
	if s.quote.ID == "" { // of an earlier run: no more is known than what it was
		if s.kind() == billing.OrderChange {
			return words.T("The change is made")
		}
		return words.Order(s.kind())
	}
	switch s.kind() {
	case billing.OrderPack:
		return words.T("Bought: {what}", "what", packText(s, w))
	case billing.OrderTopUp:
		return words.T("{amount} are on the account balance", "amount", w.Standing(s.order.Amount))
	case billing.OrderPayment:
		return words.T("Invoice {number} is paid", "number", s.quote.Pays)
	case billing.OrderResume:
		return words.T("{plan} renews again", "plan", words.Plan(s.facts.Catalog, s.quote.After.Plan))
	case billing.OrderAutoReload:
		if s.order.Reload == nil {
			return words.T("Auto-reload is off")
		}
		return words.T("Auto-reload is on")
	default: // has nothing of its own here; acts are not checked out
	}
	if plan := s.quote.After.Plan; plan != s.quote.Before.Plan {
		return words.T("{plan} is active", "plan", words.Plan(s.facts.Catalog, plan))
	}
	return words.T("The change is made")
}

// whatWas is what was ordered in one line, for the receipt.
func whatWas(s *state, w words.Printer) string {
	switch {
	case s.quote.ID == "":
		return words.Order(s.kind())
	case s.kind() != billing.OrderChange:
		return orderTitleOfReceipt(s, w)
	case s.quote.Scheduled != nil && s.quote.Timing != billing.PeriodEnd:
		return w.Summary(s.facts.Catalog, s.quote.Before, s.quote.After)
	default:
		return w.Summary(s.facts.Catalog, s.quote.Before, s.target())
	}
}

func orderTitleOfReceipt(s *state, w words.Printer) string {
	switch s.kind() {
	case billing.OrderPack:
		return packText(s, w)
	case billing.OrderTopUp:
		return words.T("Funds for the account balance")
	default: // what was made says it
	}
	return madeTitle(s, w)
}
