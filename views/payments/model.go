package payments

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// recentMovements is how many movements of the account balance are listed.
const recentMovements = 7

// data is what the page shows.
type data struct {
	facts     billing.Facts
	invoices  []billing.Invoice // newest first
	changes   []billing.Change  // the latest, newest first
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
	next *suggestion // nil where the default card can be charged, or no other can
}

type method struct {
	id             string
	name, sentence string
	first          bool // the default one
	health         *status
}

// suggestion is what to do about a default card that cannot be charged.
type suggestion struct {
	why, label string
	card       string // id of the one that is to be the default
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
	pays      string // what it is for
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
	m := model{
		subtitle: words.T("How {account} pays. Changes apply to future invoices only.", "account", account.Name),
		methods: methods{
			rows: methodRows(d, now, w),
			add:  allowed(account, billing.ManageMethods, offline),
			next: suggested(d, now),
		},
		funds:      showFunds(d, offline, now, w),
		details:    showDetails(d, offline, w),
		collection: showCollection(d, now, w),
	}
	if c := m.collection; c != nil && c.change != nil { // offered there
		m.methods.next = nil
	}
	if m.funds.topUp.why == m.methods.add.why { // said once
		m.funds.topUp.why = ""
	}
	return m
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

func methodRows(d data, now time.Time, w words.Printer) []method {
	var rows []method
	for i := range d.facts.Account.Methods {
		m := &d.facts.Account.Methods[i]
		rows = append(rows, method{
			id: m.ID, name: words.Card(*m), first: i == 0, sentence: used(m, billing.UseOf(m, d.invoices), w), health: health(m, now, w),
		})
	}
	return rows
}

// reasonOf is why a card was declined last; empty where it was not.
func reasonOf(m *billing.PaymentMethod, invoices []billing.Invoice) string {
	if try := billing.UseOf(m, invoices).Declined; try != nil && try.Reason != "" {
		return refusal(try.Reason)
	}
	return ""
}

// used says until when a card is good, and what was last done with it.
func used(m *billing.PaymentMethod, use billing.MethodUse, w words.Printer) string {
	month := words.CardMonth(m)
	switch {
	case use.Declined != nil:
		return words.T("Expires {month}, declined {day}", "month", month, "day", w.DayMonth(use.Declined.At))
	case use.Paid != nil:
		return words.T("Expires {month}, last paid {amount} on {day}", "month", month, "amount", w.Standing(use.Amount), "day", w.DayMonth(use.Paid.At))
	default:
		return words.T("Expires {month}, not used yet", "month", month)
	}
}

// suggested names another card where the default one cannot be charged.
func suggested(d data, now time.Time) *suggestion {
	cards := d.facts.Account.Methods
	if len(cards) == 0 {
		return nil
	}
	health, _ := words.HealthOf(&cards[0], now)
	other := sound(cards[1:], now)
	if health != words.CardFails || other == nil || !d.facts.Account.Role.May(billing.ManageMethods) {
		return nil
	}
	s := &suggestion{
		card: other.ID, label: words.T("Make {card} the default", "card", words.Card(*other)),
		why: words.T("{card} was declined[: {reason}]. It is tried first all the same.", "card", words.Card(cards[0]), "reason", reasonOf(&cards[0], d.invoices)),
	}
	if cards[0].Expired(now) {
		s.why = words.T("{card} has expired and is passed over.", "card", words.Card(cards[0]))
	}
	return s
}

// sound is the first of some cards that nothing is known to keep from being charged.
func sound(cards []billing.PaymentMethod, now time.Time) *billing.PaymentMethod {
	for i := range cards {
		if health, _ := words.HealthOf(&cards[i], now); health != words.CardFails {
			return &cards[i]
		}
	}
	return nil
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

func showFunds(d data, offline bool, now time.Time, w words.Printer) funds {
	account := d.facts.Account
	f := funds{currency: string(d.facts.Catalog.Currency), topUp: allowed(account, billing.ChangeBilling, offline)}
	balance := account.AccountBalance
	if balance.IsUnset() {
		balance = money.Zero(d.facts.Catalog.Currency)
	}
	f.amount = w.Standing(balance)
	f.pays = words.T("It pays plan changes, packs and open invoices, and renewals where no card is left. A top-up, of at least {least}, is there at once.",
		"least", w.Standing(d.facts.Catalog.LeastTopUp()))
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
		return words.T("Topped up from {method}", "method", methodName(m.Method))
	}
}
