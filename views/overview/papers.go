package overview

import (
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

type recent struct {
	at, what, who, amount string
	from, to              string // where one thing became another, in place of what
}

// recentLimit is how many changes the page lists.
const recentLimit = 3

func showRecent(d data, w words.Printer) []recent {
	var all []recent
	for _, c := range d.changes[:min(recentLimit, len(d.changes))] {
		r := recent{at: w.DayClock(c.At), what: words.Order(c.Kind), who: c.Actor, amount: w.Amount(c.AmountCharged)}
		if c.Kind == billing.OrderChange {
			r.what = w.Summary(d.facts.Catalog, c.Before, c.After)
			if from, to, ok := step(d.facts.Catalog, c.Before, c.After, w); ok {
				r.from, r.to = from, to
			}
		}
		switch {
		case c.State == billing.ChangeApplied:
		case c.State == billing.ChangeScheduled && r.to != "":
			r.to = words.T("{what} on {day}", "what", r.to, "day", w.DayMonth(c.EffectiveAt))
		default:
			r.what, r.from, r.to = phrases(r.what, words.Change(c.State)), "", ""
		}
		all = append(all, r)
	}
	return all
}

// nextCard is the next invoice, or why there is none.
type nextCard struct {
	none          string
	due, sentence string
	lines         []amountLine
	totals        []amountLine
	amountDue     string
}

type amountLine struct {
	label, amount string
	credit        bool
}

func showNext(f billing.Facts, w words.Printer) nextCard {
	n := f.Next()
	if n == nil {
		return nextCard{none: noNext(f, w)}
	}
	day := w.Date(n.At)
	card := nextCard{
		due: w.Standing(n.AmountDue), sentence: words.T("due {day}, without usage to come", "day", day),
		amountDue: w.Amount(n.AmountDue),
	}
	if n.BillingCreditApplied.Sign() > 0 {
		card.sentence = words.T("due {day}, after billing credit", "day", day)
	}
	for _, line := range n.Lines {
		card.lines = append(card.lines, amountLine{label: w.Line(line), amount: w.Amount(line.Amount)})
	}
	add := func(label, amount string, credit bool) {
		card.totals = append(card.totals, amountLine{label, amount, credit})
	}
	add(words.T("Subtotal"), w.Amount(n.Subtotal), false)
	for _, tax := range n.Taxes {
		add(w.TaxAt(tax, n.TaxIncluded()), w.Amount(tax.Amount), false)
	}
	add(words.T("Total"), w.Amount(n.Total), false)
	if n.BillingCreditApplied.Sign() > 0 {
		add(words.T("Billing credit applied"), w.Amount(n.BillingCreditApplied.Neg()), true)
	}
	return card
}

func noNext(f billing.Facts, w words.Printer) string {
	s := f.Subscription
	end := w.Date(s.Period.End)
	plan, ok := f.Catalog.Plan(s.Terms.Plan)
	switch {
	case s.Status == billing.StatusCanceled:
		return words.T("The subscription has ended; nothing is billed.")
	case s.CancelAtPeriodEnd:
		return words.T("The subscription ends on {day}; nothing is billed after that.", "day", end)
	case s.Status == billing.StatusRestricted:
		return words.T("Nothing renews until the open invoice is paid.")
	case ok && plan.Kind == billing.PlanCustom:
		return words.T("Billed as the contract says.")
	default:
		return words.T("{plan} costs nothing.", "plan", words.Plan(f.Catalog, s.Terms.Plan))
	}
}

type method struct {
	icon             resources.Icon
	name, sentence   string
	status           status
	balance          string
	showsOnlyBalance bool
}

func showMethods(a *billing.Account, now time.Time, w words.Printer) []method {
	var all []method
	for i := range a.Methods {
		m := &a.Methods[i]
		row := method{
			icon: resources.IconPayments, name: words.Card(*m), status: health(m, now),
			sentence: words.T("Backup, expires {month}", "month", words.CardMonth(m)),
		}
		if i == 0 {
			row.sentence = words.T("Default, expires {month}", "month", words.CardMonth(m))
		}
		all = append(all, row)
	}
	if a.AccountBalance.Sign() > 0 {
		all = append(all, method{
			icon: resources.IconBank, name: words.T("Account balance"), sentence: words.T("Prepaid funds, a way to pay"),
			balance: w.Standing(a.AccountBalance), showsOnlyBalance: true,
		})
	}
	return all
}

// health is how a card stands, as a badge shows it.
func health(m *billing.PaymentMethod, now time.Time) status {
	health, word := words.HealthOf(m, now)
	switch health {
	case words.CardFails:
		return status{theme.RoleBad, resources.IconAlert, word}
	case words.CardEnding:
		return status{theme.RoleWarn, resources.IconWarning, word}
	case words.CardSound:
	}
	return status{theme.RoleOK, resources.IconCheck, word}
}
