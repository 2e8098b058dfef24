package payments

import (
	"slices"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// recentMovements is how many movements of the account balance are listed.
const recentMovements = 4

// data is what the page shows.
type data struct {
	facts     billing.Facts
	invoices  []billing.Invoice // newest first
	freshness billing.Freshness
}

// model is what the page says; it knows no widgets.
type model struct {
	subtitle   string
	methods    methods
	funds      funds
	details    details
	collection *collection // nil where no payment ever failed and nothing is open
}

// methods are the cards on file.
type methods struct {
	rows []method
	add  act
}

type method struct {
	name, sentence string
	first          bool // the default one
	health         *status
}

// status is an exception, by icon, word and colour.
type status struct {
	role theme.Role
	icon resources.Icon
	word string
}

// act is something that can be done, or why it cannot.
type act struct {
	offered bool   // there is a button for it
	enabled bool   // it can be pressed
	why     string // why it is not there or is off
}

// funds are what is prepaid, and the billing credit, which is something else.
type funds struct {
	amount    string
	currency  string
	movements []movement
	credit    string // what the billing credit is; empty where that is not known
	topUp     act
}

type movement struct {
	date, what, amount string
	muted              bool
}

// show makes the page's words of its data.
func show(d data, now time.Time, w words.Printer) model {
	account := d.facts.Account
	offline := d.freshness.State(now) == billing.Away
	return model{
		subtitle: words.T("How {account} pays. Changes apply to future invoices only.", "account", account.Name),
		methods: methods{
			rows: methodRows(d, now, w),
			add:  allowed(account, billing.ManageMethods, offline),
		},
		funds:      showFunds(d, offline, now, w),
		details:    showDetails(d, offline, w),
		collection: showCollection(d, now, w),
	}
}

// allowed tells whether the role may do something, and whom to ask where it may not;
// what needs billing waits until it can be reached.
func allowed(a *billing.Account, need billing.Permission, offline bool) act {
	if !a.Role.May(need) {
		return act{why: words.T("Your role, {role}, reads payments and does not change them.[ Ask {name}.]", "role", words.Role(a.Role), "name", words.Asked(a))}
	}
	if offline {
		return act{offered: true, why: words.T("Billing cannot be reached; try again once it can.")}
	}
	return act{offered: true, enabled: true}
}

// forbidden is why a role may not do something, with whom to ask.
func forbidden(a *billing.Account, need billing.Permission) *billing.Problem {
	problem := billing.NotAllowed(need, a.Role)
	if names := words.Asked(a); names != "" {
		problem.Params["ask"] = names
	}
	return problem
}

func methodRows(d data, now time.Time, w words.Printer) []method {
	var rows []method
	for i := range d.facts.Account.Methods {
		m := &d.facts.Account.Methods[i]
		rows = append(rows, method{
			name: words.Card(*m), first: i == 0, sentence: used(m, billing.UseOf(m, d.invoices), w), health: health(m, now, w),
		})
	}
	return rows
}

// used says until when a card is good, and what was last done with it.
func used(m *billing.PaymentMethod, use billing.MethodUse, w words.Printer) string {
	month := words.CardMonth(m)
	switch {
	case use.Declined != nil && use.Declined.Reason != "":
		return words.T("Expires {month}, declined {day}: {reason}", "month", month, "day", w.DayMonth(use.Declined.At), "reason", refusal(use.Declined.Reason))
	case use.Declined != nil:
		return words.T("Expires {month}, declined {day}", "month", month, "day", w.DayMonth(use.Declined.At))
	case use.Paid != nil:
		return words.T("Expires {month}, last paid {amount} on {day}", "month", month, "amount", w.Standing(use.Amount), "day", w.DayMonth(use.Paid.At))
	default:
		return words.T("Expires {month}, not used yet", "month", month)
	}
}

// health is what is wrong with a card, or soon will be; nil where nothing is.
func health(m *billing.PaymentMethod, now time.Time, w words.Printer) *status {
	health, word := words.HealthOf(m, now)
	switch days := m.DaysLeft(now); {
	case health == words.CardFails:
		return &status{theme.RoleBad, resources.IconAlert, word}
	case health == words.CardSound:
		return nil
	case days == 0:
		return &status{theme.RoleBad, resources.IconWarning, words.T("Expires today")}
	default:
		return &status{theme.RoleWarn, resources.IconWarning, words.N(days, "Expires in {n} day", "Expires in {n} days", "n", w.Count(int64(days)))}
	}
}

// refusal is why a card was declined, inside a sentence; a reason that this version does
// not know is told as the gateway writes it.
func refusal(code string) string {
	switch code {
	case "insufficient_funds":
		return words.Reason(code)
	case "card_declined":
		return words.T("its bank refused")
	case "expired_card":
		return words.T("it has expired")
	case string(billing.InsufficientBalance):
		return words.T("the account balance was too low")
	case string(billing.NoPaymentMethod):
		return words.T("there was no way to pay")
	default:
		return strings.ReplaceAll(code, "_", " ")
	}
}

func showFunds(d data, offline bool, now time.Time, w words.Printer) funds {
	account := d.facts.Account
	f := funds{currency: string(d.facts.Catalog.Currency), topUp: allowed(account, billing.ChangeBilling, offline)}
	balance := account.AccountBalance
	if balance.IsUnset() {
		balance = money.Zero(d.facts.Catalog.Currency)
	}
	f.amount = w.Standing(balance)
	if !account.BillingCredit.IsUnset() {
		f.credit = w.Standing(account.BillingCredit)
	}
	before := balance
	moved := slices.DeleteFunc(billing.FundsMovements(d.invoices), func(m billing.FundsMovement) bool {
		return m.Amount.Currency() != balance.Currency() // of another time: it is none of this balance
	})
	for _, m := range moved[:min(recentMovements, len(moved))] {
		before = before.Sub(m.Amount)
		f.movements = append(f.movements, movement{date: w.Date(m.At), what: movedBy(m), amount: w.Amount(m.Amount)})
	}
	opening := movement{what: words.T("Opening account balance"), amount: w.Amount(before), muted: true}
	if len(f.movements) == 0 && balance.IsZero() {
		opening.what = words.T("Nothing was put on it yet")
	}
	f.movements = append(f.movements, opening)
	if f.topUp.enabled && account.Card(now) == nil {
		f.topUp = act{offered: true, why: words.T("A top-up is charged to a card. Add one first.")}
	}
	return f
}

func movedBy(m billing.FundsMovement) string {
	switch {
	case m.Amount.IsNegative():
		return words.T("Paid invoice {number}", "number", m.Invoice)
	case m.Method == "":
		return words.T("Topped up")
	default:
		return words.T("Topped up from {method}", "method", m.Method)
	}
}
