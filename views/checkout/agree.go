package checkout

import (
	"fmt"
	"strings"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// agreeWithin is how long the saved copy may take to show what billing says that
// it has made, before a person is told what to send to support.
const agreeWithin = 30 * time.Second

// lacking names what the copy does not show of a change that billing says it has
// made: the page calls it active only once history, subscription, invoice and
// balance say so too.
func lacking(s *state, a aftermath) []string {
	var lacks []string
	if !s.agrees(a.facts.Subscription) {
		lacks = append(lacks, "the plan")
	}
	if s.outcome.InvoiceID != "" && a.invoice == "" {
		lacks = append(lacks, "the invoice")
	}
	if s.quote.ID != "" && !a.facts.Account.BillingCredit.Equal(s.quote.BillingCreditAfter) {
		lacks = append(lacks, "the billing credit")
	}
	if a.change == nil || a.change.State != billing.ChangeApplied {
		lacks = append(lacks, "the change itself")
	}
	return lacks
}

// agrees tells whether a subscription is what was confirmed. After a restart the
// preview is not known any more, and where it all leads to has to do.
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
		return withAsked(s, w, result{
			role: theme.RoleInfo, icon: resources.IconClock, title: "Waiting for confirmation",
			detail: fmt.Sprintf("%s What is saved here does not show %s yet; it may take %d s more.",
				paidSentence(s, w), missing, int((left+time.Second-1)/time.Second)),
		})
	}
	return withAsked(s, w, result{
		role: theme.RoleWarn, icon: resources.IconWarning, title: "Made, and not shown here yet",
		detail: fmt.Sprintf("%s Do not make it again. What is saved here still does not show %s. "+
			"Ask billing, and if it stays so, send support what stands below.", paidSentence(s, w), missing),
		support: supportText(s, w),
	})
}

// listed joins names: "the plan, the invoice and the change itself".
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// paidSentence is what was paid, or that nothing was.
func paidSentence(s *state, w words.Printer) string {
	charged := s.outcome.AmountCharged
	if charged.IsUnset() || charged.Sign() == 0 {
		return "Nothing was charged."
	}
	if how := paidWith(s); how != "" {
		return w.Standing(charged) + " was paid with " + how + "."
	}
	return w.Standing(charged) + " was paid."
}

// supportText is everything that support needs, and nothing of a card.
func supportText(s *state, w words.Printer) string {
	o := s.outcome
	lines := []string{
		"Account: " + s.facts.Account.Name + " (" + s.facts.Account.ID + ")",
		"Change: " + o.ID + ", " + words.Change(o.State),
		"Preview: " + o.PreviewID,
	}
	if o.InvoiceID != "" {
		lines = append(lines, "Invoice: "+o.InvoiceID)
	}
	if !o.AmountCharged.IsUnset() {
		lines = append(lines, "Charged: "+w.Standing(o.AmountCharged))
	}
	expected := s.intent.Target
	if s.quote.ID != "" {
		expected = s.quote.After
	}
	lines = append(lines, "Expected: "+w.Terms(s.facts.Catalog, expected))
	if s.shows != nil {
		lines = append(lines, "Shown: "+w.Terms(s.facts.Catalog, s.shows.Terms))
	}
	if problem := s.copied.Problem; problem != nil {
		lines = append(lines, "Not read since "+w.Instant(s.copied.Since)+" UTC: "+string(problem.Code))
	}
	return strings.Join(append(lines,
		"Saved copy: revision "+w.Count(s.copied.Revision)+" of "+w.Instant(s.copied.AsOf)+" UTC",
		"Made: "+w.Instant(s.made)+" UTC"), "\n")
}
