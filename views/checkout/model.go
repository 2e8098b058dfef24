package checkout

import (
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
	brief           *brief        // in place of the order, where no line is billed now
	compared        []comparedRow // where the price changed; empty shows the order
	why             *why          // with compared
	same            same          // with compared
	losses          *losses
	keeps           []keep // with losses
	currency        string
	checks          checklist
	ready           string // the title of the checks, where all passed
	methods         []method
	adding          adding
	details         details
	pay             pay
}

// notice is what stands above everything else.
type notice struct {
	role          theme.Role
	icon          resources.Icon
	title, detail string
	does          doing
	address       string // of a page that can be opened by hand; or empty
	copied        string // for the clipboard; empty where there is nothing to tell support
}

// doing is what the button in a notice does.
type doing int

const (
	nothing doing = iota
	retry         // ask for the price again
	enrol         // set this computer up to pay
	stop          // wait for the browser no longer
)

// brief is what is due where nothing is billed now.
type brief struct{ what, amount, status string }

// details is who the invoice is made out to.
type details struct {
	text     string // empty where nothing will be invoiced by it
	editable bool
}

// method is a way to pay.
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
	short   string // the label where there is too little room for all of it
	enabled bool
	reason  string // why it is off, or what it leads to
	tick    string // what the person must say to have read; empty asks nothing
	draft   bool   // the change can be kept as a draft
	asksWhy bool
}

// show makes the page's words of its state.
func show(s *state, exists func(nav.Page) bool, w words.Printer) model {
	q := &s.quote
	m := model{
		steps: stepsOf(s), when: whenOf(q, w), elements: elementsOf(s, w),
		currency: string(q.Currency), checks: checklistOf(s, exists, w),
		details: detailsOf(s, exists), notice: noticeOf(s, w), adding: addingOf(s), ready: readyTitle(s),
	}
	m.title, m.subtitle = titleOf(s, w)
	m.order = orderOf(s, w)
	if len(q.Lines) == 0 {
		m.brief = &brief{what: m.order.Nothing, amount: w.Amount(q.AmountDue), status: m.order.Status}
	}
	if m.losses = lossesOf(q, s.facts.Usage, w); m.losses != nil && s.target().Plan != q.Before.Plan {
		m.keeps = keepsOf(s.facts.Account, w)
	}
	if s.before != nil && len(s.before.Lines)+len(q.Lines) > 0 {
		m.compared, m.why, m.same = comparedRows(s.before, q, w), whyOf(s.before, q, w), sameOf(s, w)
	}
	if q.Charged() {
		m.methods = methodRows(s, w)
	}
	m.pay = payOf(s, m.checks, w)
	return m
}

// orderOf is the preview in words: the next invoice is said beside the button, what is
// lost has a card of its own, and the tax names the country that it is of.
func orderOf(s *state, w words.Printer) widgets.OrderContent {
	q := &s.quote
	content := widgets.NewOrderContent(w, q, s.facts.Catalog.Policy.Rounding)
	content.Next = nil
	content.Notes = content.Notes[:len(q.Warnings)]
	country := s.facts.Account.Details.Country
	if country == "" || s.order.Kind == billing.OrderPayment { // issued for where the account was then
		return content
	}
	for i := range q.Taxes {
		tax := &content.Sums[1+i]
		tax.What = words.T("{tax}, {country}", "tax", tax.What, "country", words.Country(country))
	}
	return content
}

func readyTitle(s *state) string {
	switch {
	case s.unpriced != nil:
		return words.T("By the saved copy")
	case s.quote.Charged():
		return words.T("Ready to pay")
	default:
		return words.T("Ready to confirm")
	}
}

func whenOf(q *billing.Preview, w words.Printer) string {
	if q.Timing == billing.PeriodEnd {
		return words.T("On {date}", "date", w.Date(q.EffectiveAt))
	}
	return words.T("Now, {date}", "date", w.Day(q.At))
}

// detailsOf is who the invoice is made out to. A VAT ID begins with its country.
func detailsOf(s *state, exists func(nav.Page) bool) details {
	a := s.facts.Account
	if !s.quote.Charged() && (s.order.Kind != billing.OrderAutoReload || s.order.Reload == nil) {
		return details{}
	}
	d := details{editable: exists(nav.PagePayments) && a.Role.May(billing.ChangeBilling)}
	who, where := a.Details.Company, a.Details.VATID
	if who == "" {
		who = a.Name
	}
	if where == "" && a.Details.Country != "" {
		where = words.Country(a.Details.Country)
	}
	d.text = words.T("{who}[, {where}]", "who", who, "where", where)
	return d
}

// noticeOf says what the person must know before anything else.
func noticeOf(s *state, w words.Printer) *notice {
	switch {
	case unable(s.refused) && s.before == nil:
		return enrolNotice(s, w)
	case s.refused != nil && s.before == nil:
		told := w.Problem(s.refused)
		return &notice{role: theme.RoleBad, icon: resources.IconAlert, title: told.What, detail: told.Rest(), copied: problemText(s, w)}
	case s.before != nil:
		return changedNotice(s, w)
	case s.unpriced != nil:
		told := w.Error(s.unpriced)
		n := &notice{role: theme.RoleNeutral, icon: resources.IconCloudOff, title: told.What, does: retry, copied: problemText(s, w)}
		n.detail = words.T("This is an estimate from the saved copy. It cannot be paid.")
		if s.drafted() {
			n.detail = words.T("This is an estimate from the saved copy. It can be kept as a draft, not paid.")
		}
		return n
	}
	return nil
}

func changedNotice(s *state, w words.Printer) *notice {
	n := &notice{role: theme.RoleWarn, icon: resources.IconWarning}
	old, now := w.Standing(s.before.AmountDue), w.Standing(s.quote.AmountDue)
	n.title = words.T("The amount due changed from {old} to {now}", "old", old, "now", now)
	if old == now {
		n.title = words.T("The amount due is still {now}, newly quoted", "now", now)
	}
	switch {
	case s.expired:
		n.detail = words.T("The price was held until {at}, and no payment was made. Read the new one.", "at", w.ClockSeconds(s.before.ExpiresAt))
	case s.refused != nil:
		n.detail = join(w.Problem(s.refused).Money, words.T("Check and confirm anew."))
		n.copied = problemText(s, w)
	default:
		n.detail = words.T("The account changed meanwhile, and no payment was made. Read the new price.")
	}
	return n
}

func payOf(s *state, checks checklist, w words.Printer) pay {
	p := pay{label: confirmLabel(s, w), short: words.T("Confirm"), enabled: s.payable(), draft: s.drafted() && (s.unpriced != nil || s.mustRead()), asksWhy: s.asksWhy() && len(checks.blockers) == 0}
	if s.before != nil {
		p.tick = words.T("I have read the new price of {amount}", "amount", w.Standing(s.quote.AmountDue))
	}
	switch {
	case s.sending:
		p.label = words.T("Being confirmed…")
		p.reason = words.T("Billing carries it out. It is done once, however often this is pressed.")
	case s.asking:
		p.reason = words.T("Billing is asked for the exact amount.")
	case s.unpriced != nil:
		p.reason = words.T("Nothing can be confirmed until billing answers: this is an estimate.")
	case len(checks.blockers) > 0:
		p.reason = words.N(len(checks.blockers), "{n} check fails. Fix it first; nothing is charged.", "{n} checks fail. Fix them first; nothing is charged.",
			"n", w.Count(int64(len(checks.blockers))))
	case s.mustRead():
		p.reason = join(words.T("Tick to confirm anew."), held(s, w))
	case !s.canPay():
		p.reason = words.T("Choose a way to pay that suffices.")
	default:
		p.reason = join(promise(s, w), held(s, w))
	}
	return p
}

func held(s *state, w words.Printer) string {
	return words.T("Price held until {at}.", "at", w.ClockSeconds(s.quote.ExpiresAt))
}
