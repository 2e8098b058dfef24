package checkout

import (
	"strconv"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// model is what the page says while there is a price to read; it knows no
// widgets.
type model struct {
	title, subtitle string
	steps           []string
	notice          *notice
	when            string // "Now, 21 Nov 2026"
	elements        []element
	order           widgets.OrderContent
	compared        []comparedRow // where the price changed; empty shows the order
	currency        string
	checks          checklist
	ready           string // the title of the checks, where all passed
	methods         []method
	adding          adding
	details         string
	pay             pay
}

// notice is what stands above everything else.
type notice struct {
	role          theme.Role
	icon          resources.Icon
	title, detail string
	does          doing
	address       string // of a page that can be opened by hand; or empty
}

// doing is what the button in a notice does.
type doing int

const (
	nothing doing = iota
	retry         // ask for the price again
	enrol         // set this computer up to pay
	stop          // wait for the browser no longer
)

type method struct {
	id     string
	icon   resources.Icon
	title  string
	note   string
	usable bool
}

// pay is the one primary button and what is said beside it.
type pay struct {
	label   string
	enabled bool
	reason  string // why it is off, or what it leads to
	tick    string // what the person must say to have read; empty asks nothing
	draft   bool   // the change can be kept as a draft
}

// show makes the page's words of its state.
func show(s *state, exists func(nav.Page) bool, w words.Printer) model {
	q := &s.quote
	m := model{
		steps: stepsOf(s), when: whenOf(q, w), elements: elementsOf(s.facts, q, w),
		order:    widgets.NewOrderContent(w, q, s.facts.Catalog.Policy.Rounding),
		currency: string(q.Currency), checks: checklistOf(s.facts, q, exists, w),
		details: detailsOf(s.facts.Account), notice: noticeOf(s, w), adding: addingOf(s),
	}
	m.title, m.subtitle = titleOf(s, w)
	m.order.Next = nil // said beside the button
	if s.before != nil {
		m.compared = comparedRows(s.before, q, w)
	}
	m.ready = readyTitle(s)
	if q.Charged() {
		m.methods = methodRows(s, w)
	}
	m.pay = payOf(s, m.checks, w)
	return m
}

func readyTitle(s *state) string {
	switch {
	case s.unpriced != nil:
		return "By the saved copy"
	case s.quote.Charged():
		return "Ready to pay"
	default:
		return "Ready to confirm"
	}
}

func titleOf(s *state, w words.Printer) (title, subtitle string) {
	q, name := &s.quote, s.facts.Account.Name
	plan := words.Plan(s.facts.Catalog, q.After.Plan)
	if q.Timing == billing.PeriodEnd {
		title = "Change from " + w.Date(q.EffectiveAt)
		if q.After.Plan != q.Before.Plan {
			title = "Switch to " + plan
		}
		return title, "For " + name + ". Takes effect on " + w.Date(q.EffectiveAt) + "; everything stays until then."
	}
	title = "Check out: " + plan + ", " + lower(words.Interval(q.After.Interval))
	switch {
	case s.refused != nil:
		return title, "For " + name + ". The change was not made."
	case s.unpriced != nil:
		return title, "For " + name + ". An estimate; billing decides on the amount."
	}
	return title, "For " + name + ". Billing charges exactly this amount, or nothing."
}

func lower(interval string) string {
	if interval == words.Interval(billing.Yearly) {
		return "yearly"
	}
	return "monthly"
}

func stepsOf(s *state) []string {
	if plan, ok := s.facts.Catalog.Plan(s.quote.After.Plan); ok && plan.Kind != billing.PlanPaid {
		return []string{"Choose plan", "Check out"}
	}
	return []string{"Choose plan", "Customize", "Check out"}
}

func whenOf(q *billing.Preview, w words.Printer) string {
	if q.Timing == billing.PeriodEnd {
		return "On " + w.Date(q.EffectiveAt)
	}
	return "Now, " + w.Date(q.At)
}

// detailsOf is who the invoice is made out to. A VAT ID begins with its country.
func detailsOf(a *billing.Account) string {
	details := "Billed to " + a.Details.Company
	if a.Details.Company == "" {
		details = "Billed to " + a.Name
	}
	if a.Details.VATID != "" {
		return details + ", " + a.Details.VATID
	}
	if a.Details.Country != "" {
		return details + ", " + a.Details.Country
	}
	return details
}

// noticeOf says what the person must know before anything else.
func noticeOf(s *state, w words.Printer) *notice {
	switch {
	case unable(s.refused) && s.before == nil:
		return enrolNotice(s, w)
	case s.refused != nil && s.before == nil:
		told := w.Problem(s.refused)
		return &notice{role: theme.RoleBad, icon: resources.IconAlert, title: told.What, detail: told.Rest()}
	case s.before != nil:
		return changedNotice(s, w)
	case s.unpriced != nil:
		told := w.Error(s.unpriced)
		return &notice{
			role: theme.RoleNeutral, icon: resources.IconCloudOff, title: told.What, does: retry,
			detail: "This is an estimate from the saved copy. It can be kept as a draft, not paid.",
		}
	}
	return nil
}

func changedNotice(s *state, w words.Printer) *notice {
	n := &notice{role: theme.RoleWarn, icon: resources.IconWarning}
	old, now := w.Standing(s.before.AmountDue), w.Standing(s.quote.AmountDue)
	n.title = "The amount due changed from " + old + " to " + now
	if old == now {
		n.title = "The amount due is still " + now + ", newly quoted"
	}
	switch {
	case s.expired:
		n.detail = "The price was held until " + w.ClockSeconds(s.before.ExpiresAt) + ", and no payment was made. Read the new one."
	case s.refused != nil:
		n.detail = join(w.Problem(s.refused).Money, "Check and confirm anew.")
	default:
		n.detail = "The account changed meanwhile, and no payment was made. Read the new price."
	}
	return n
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func methodRows(s *state, w words.Printer) []method {
	var all []method
	for _, o := range methodsOf(s.facts.Account, &s.quote) {
		if o.method == nil {
			all = append(all, balanceRow(s, o, w))
			continue
		}
		row := method{id: o.id, icon: resources.IconPayments, title: words.Card(*o.method), note: expiry(o.method), usable: o.usable}
		if o.method.Status != billing.MethodWorks {
			row.note = words.Method(o.method.Status)
		}
		all = append(all, row)
	}
	return all
}

func balanceRow(s *state, o option, w words.Printer) method {
	balance := s.facts.Account.AccountBalance
	row := method{id: o.id, icon: resources.IconBank, title: "Account balance", usable: o.usable}
	row.note = w.Standing(balance) + ", too low"
	if o.usable {
		row.note = w.Standing(balance) + ", after " + w.Standing(balance.Sub(s.quote.AmountDue))
	}
	return row
}

func expiry(m *billing.PaymentMethod) string {
	month := strconv.Itoa(m.ExpMonth)
	if len(month) == 1 {
		month = "0" + month
	}
	return month + "/" + strconv.Itoa(m.ExpYear)
}

func payOf(s *state, checks checklist, w words.Printer) pay {
	p := pay{label: confirmLabel(s, w), enabled: s.payable(), draft: s.unpriced != nil || s.mustRead()}
	if s.before != nil {
		p.tick = "I have read the new price of " + w.Standing(s.quote.AmountDue)
	}
	switch {
	case s.sending:
		p.label, p.reason = "Being confirmed…", "Billing is making the change. It is made once, however often this is pressed."
	case s.asking:
		p.reason = "Billing is asked for the exact amount."
	case s.unpriced != nil:
		p.reason = "Nothing can be confirmed until billing answers: this is an estimate."
	case len(checks.blockers) > 0:
		p.reason = failing(len(checks.blockers))
	case s.mustRead():
		p.reason = "Tick to confirm anew. " + held(s, w)
	case !s.canPay():
		p.reason = "Choose a way to pay that suffices."
	default:
		p.reason = join(promise(s, w), held(s, w))
	}
	return p
}

func failing(n int) string {
	if n == 1 {
		return "A check fails. Fix it first; nothing is charged."
	}
	return strconv.Itoa(n) + " checks fail. Fix them first; nothing is charged."
}

// confirmLabel says what a press of the button does.
func confirmLabel(s *state, w words.Printer) string {
	q := &s.quote
	switch {
	case q.Charged():
		return "Pay " + w.Standing(q.AmountDue)
	case q.Timing == billing.PeriodEnd && q.After.Plan != q.Before.Plan:
		return "Schedule " + words.Plan(s.facts.Catalog, q.After.Plan) + " for " + w.Date(q.EffectiveAt)
	case q.Timing == billing.PeriodEnd:
		return "Schedule for " + w.Date(q.EffectiveAt)
	default:
		return "Confirm, nothing due now"
	}
}

func held(s *state, w words.Printer) string {
	return "Price held until " + w.ClockSeconds(s.quote.ExpiresAt) + "."
}

// promise says what follows from the confirm.
func promise(s *state, w words.Printer) string {
	q := &s.quote
	if q.Next == nil {
		return "Nothing renews after that."
	}
	terms := q.After
	if q.Scheduled != nil {
		terms = q.Scheduled.After
	}
	then := "Then " + w.Standing(q.Next.AmountDue) + " on " + w.Date(q.Next.At)
	if q.Next.BillingCreditApplied.Sign() > 0 {
		then += " after billing credit"
	}
	return then + " and every " + words.Per(terms.Interval) + " until you change or cancel."
}
