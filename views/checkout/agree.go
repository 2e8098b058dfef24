package checkout

import (
	"strings"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// agreeWithin is how long the saved copy may take to show what billing says that
// it has made, before a person is led to support.
const agreeWithin = 30 * time.Second

// lacking names what the copy does not show of an order that billing says it has
// carried out: the page calls it done only once history, invoice, balances and what
// was ordered say so too.
func lacking(s *state, a aftermath) []string {
	var lacks []string
	add := func(lacking bool, name string) {
		if lacking {
			lacks = append(lacks, name)
		}
	}
	name, shown := s.shownBy(a)
	add(!shown, name)
	add(s.outcome.InvoiceID != "" && a.invoice == "", words.T("the invoice"))
	if s.quote.ID != "" {
		add(!a.facts.Account.BillingCredit.Equal(s.quote.BillingCreditAfter), words.T("the billing credit"))
		moved := s.kind() == billing.OrderTopUp || s.quote.Charged() && s.intent.Payment == billing.PayByBalance
		add(moved && a.facts.Account.AccountBalance.Equal(s.facts.Account.AccountBalance), words.T("the account balance"))
	}
	add(a.change == nil || a.change.State != billing.ChangeApplied, words.T("the change itself"))
	return lacks
}

// shownBy tells whether what was ordered is seen in the copy, and what it is called.
// After a restart the preview is not known any more, and less can be told.
func (s *state) shownBy(a aftermath) (name string, shown bool) {
	now := a.facts.Subscription
	switch s.kind() {
	case billing.OrderChange:
		return words.T("the plan"), s.agrees(now)
	case billing.OrderResume:
		return words.T("that it renews"), !now.CancelAtPeriodEnd
	case billing.OrderPayment:
		return words.T("that the invoice is paid"), s.quote.Pays == "" || now.OpenInvoice != s.quote.Pays
	case billing.OrderAutoReload:
		return words.T("the auto-reload"), s.quote.ID == "" || sameReload(a.facts.Account.AutoReload, s.order.Reload)
	default: // has nothing of its own here; acts are not checked out
	}
	return "", true
}

func sameReload(a, b *billing.AutoReload) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Addon == b.Addon && a.Below.Equal(b.Below) && a.MonthlyCap.Equal(b.MonthlyCap)
}

// agrees tells whether a subscription is what was confirmed. After a restart where it
// all leads to has to do.
func (s *state) agrees(now *billing.Subscription) bool {
	if s.quote.ID != "" {
		return now.Terms.Equal(s.quote.After)
	}
	target := s.intent.Target
	return now.Terms.Equal(target) || now.Scheduled != nil && now.Scheduled.After.Equal(target)
}

// waiting tells whether billing has made the change and the copy does not show it.
func (s *state) waiting() bool {
	return s.outcome != nil && s.outcome.State == billing.ChangeApplied && len(s.lacks) > 0
}

// waitingResult says that the copy does not show it yet, and for how long that is
// nothing to worry about.
func waitingResult(s *state, w words.Printer, now time.Time) result {
	missing := listed(s.lacks)
	if left := s.made.Add(agreeWithin).Sub(now); left > 0 {
		seconds := int((left + time.Second - 1) / time.Second)
		return withAsked(s, w, result{
			role: theme.RoleInfo, icon: resources.IconClock, title: words.T("Waiting for confirmation"),
			detail: join(paidSentence(s, w), words.T("What is saved here does not show {missing} yet; it may take {n} s more.",
				"missing", missing, "n", w.Count(int64(seconds)))),
		})
	}
	return withAsked(s, w, result{
		role: theme.RoleWarn, icon: resources.IconWarning, title: words.T("Made, and not shown here yet"),
		detail: join(paidSentence(s, w), words.T("Do not make it again. What is saved here still does not show {missing}. Ask billing, and if it stays so, write to support.",
			"missing", missing)),
		support: idOf(s),
	})
}

// listed joins names: "the plan, the invoice and the change itself".
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return words.T("{some} and {last}", "some", strings.Join(names[:last], ", "), "last", names[last])
}

// paidSentence is what was paid, or that nothing was.
func paidSentence(s *state, w words.Printer) string {
	charged := s.outcome.AmountCharged
	if charged.IsUnset() || charged.Sign() == 0 {
		return words.T("Nothing was charged.")
	}
	if how := paidWith(s); how != "" {
		return words.T("{amount} was paid with {method}.", "amount", w.Standing(charged), "method", how)
	}
	return words.T("{amount} was paid.", "amount", w.Standing(charged))
}

// problemText is why there is no price or no payment, for the clipboard.
func problemText(s *state, w words.Printer) string {
	err := s.unpriced
	if s.refused != nil {
		err = s.refused
	}
	account := s.facts.Account
	lines := []string{words.T("Account: {name} ({id})", "name", account.Name, "id", account.ID), w.Error(err).String()}
	if code := billing.CodeOf(err); code != "" {
		lines = append(lines, words.T("Code: {code}", "code", string(code)))
	}
	if s.intent.PreviewID != "" {
		lines = append(lines, words.T("Preview: {id}", "id", s.intent.PreviewID))
	}
	return strings.Join(lines, "\n")
}
