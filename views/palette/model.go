// Package palette finds what can be done and seen by typing a part of its name:
// actions, pages, invoices, members and plans of one account. Nothing is bought from
// it: it leads to where that is previewed.
package palette

import (
	"slices"
	"strconv"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/words"
)

// Place is a page that can be gone to.
type Place struct {
	Page  nav.Page
	Icon  resources.Icon
	Label string
	Key   string // that leads there; empty where none does
}

// data is what the entries are made of.
type data struct {
	facts   billing.Facts
	places  []Place
	own     []Entry // actions of the window itself
	archive *archive
}

// build makes the index of everything that the role may see and do.
func build(d data, w words.Printer) *index {
	x := &index{archive: &archive{}}
	x.shelves[Actions] = newShelf(append(offered(d, w), d.own...))
	x.shelves[Pages] = newShelf(pages(d, w))
	if !d.known() {
		return x
	}
	if d.may(billing.SeeBilling) && d.exists(nav.PageInvoices) {
		x.shelves[Invoices] = d.archive.papers
	}
	if d.exists(nav.PagePlans) {
		x.shelves[Plans] = newShelf(plans(d.facts, w))
	}
	if d.may(billing.SeePeople) && d.exists(nav.PageSeats) {
		x.archive = d.archive
	}
	return x
}

// known tells whether the account was ever read.
func (d data) known() bool {
	f := d.facts
	return f.Catalog != nil && f.Account != nil && f.Subscription != nil && f.Usage != nil
}

func (d data) may(p billing.Permission) bool { return d.facts.Account.Role.May(p) }

func (d data) exists(page nav.Page) bool {
	return slices.ContainsFunc(d.places, func(p Place) bool { return p.Page == page })
}

// offered are the actions on the account that the role may take, each where its page
// is there.
func offered(d data, w words.Printer) []Entry {
	if !d.known() {
		return nil
	}
	var all []Entry
	for _, e := range slices.Concat(seatActions(d, w), payActions(d, w), planActions(d, w), storeActions(d), paperActions(d), settingActions()) {
		// A checkout is a page of the plan's.
		if d.exists(e.Leads.Page) || e.Leads.Page == nav.PageCheckout && d.exists(nav.PagePlans) {
			all = append(all, e)
		}
	}
	return all
}

func seatActions(d data, w words.Printer) []Entry {
	var all []Entry
	f := d.facts
	seats, members := f.Subscription.Terms.Seats, f.Usage.ActiveMembers
	if plan, ok := d.customizable(); ok && d.may(billing.ChangeBilling) {
		if plan.Seats.Max == 0 || seats < plan.Seats.Max {
			all = append(all, Entry{
				Icon: resources.IconPlus, Title: words.T("Add seats"), Note: words.T("opens a preview, nothing is bought yet"),
				Leads: customize(billing.Patch{Seats: new(max(seats+1, members))}),
			})
		}
		if least := max(members, plan.Seats.Min); least < seats {
			title := words.T("Remove seats at renewal")
			if f.Catalog.Policy.Downgrade == billing.DowngradeImmediateCredit {
				title = words.T("Remove seats")
			}
			all = append(all, Entry{
				Icon: resources.IconMinus, Title: title,
				Note:  words.N(seats, "{free} of {n} is free", "{free} of {n} are free", "free", w.Count(int64(seats-members)), "n", w.Count(int64(seats))),
				Leads: customize(billing.Patch{Seats: new(least)}),
			})
		}
	}
	if !d.may(billing.SeePeople) {
		return all
	}
	if over := members - seats; seats > 0 && over > 0 {
		all = append(all, Entry{
			Icon: resources.IconAlert, Title: words.T("Show who is over"), Also: words.T("Seats"),
			Note:  words.N(over, "{n} member is over the limit", "{n} members are over the limit", "n", w.Count(int64(over))),
			Leads: nav.Route{Page: nav.PageSeats, Arg: "over"},
		})
	}
	if idle := d.archive.idle; idle > 0 {
		all = append(all, Entry{
			Icon: resources.IconSeats, Also: words.T("Seats"),
			Title: words.N(idle, "Review {n} idle member", "Review {n} idle members", "n", w.Count(int64(idle))),
			Note:  words.T("not active for {days} days", "days", strconv.Itoa(int(billing.IdleAfter/(24*time.Hour)))),
			Leads: nav.Route{Page: nav.PageSeats, Arg: "idle"},
		})
	}
	if d.may(billing.ManagePeople) {
		all = append(all, Entry{
			Icon: resources.IconUser, Title: words.T("Invite a member"), Leads: nav.Route{Page: nav.PageSeats, Arg: nav.SeatsInvite},
		})
	}
	return all
}

// customize leads to the quantities of the plan, set as said, beside their preview.
func customize(patch billing.Patch) nav.Route {
	return nav.Route{Page: nav.PagePlans, Arg: nav.TermsArg(patch)}
}

func payActions(d data, w words.Printer) []Entry {
	var all []Entry
	f := d.facts
	if d.may(billing.ChangeBilling) {
		if open := f.Subscription.OpenInvoice; open != "" {
			note := open
			if i := slices.IndexFunc(d.archive.invoices, func(i billing.Invoice) bool { return i.Number == open }); i >= 0 {
				note = words.T("{invoice}, {amount} due", "invoice", open, "amount", w.Standing(d.archive.invoices[i].AmountDue))
			}
			all = append(all, Entry{
				Icon: resources.IconInvoices, Title: words.T("Pay the open invoice"), Note: note,
				Leads: nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderPayment})},
			})
		}
		topUp := Entry{
			Icon: resources.IconBank, Title: words.T("Top up"), Also: words.T("Account balance"),
			Leads: nav.Route{Page: nav.PagePayments, Arg: "top-up"},
		}
		if balance := f.Account.AccountBalance; !balance.IsUnset() {
			topUp.Note = words.T("account balance {amount}", "amount", w.Standing(balance))
		}
		all = append(all, topUp)
	}
	if d.may(billing.ManageMethods) {
		all = append(all,
			Entry{Icon: resources.IconPayments, Title: words.T("Add a card"), Also: words.T("Payment method"), Leads: nav.Route{Page: nav.PagePayments, Arg: "add-card"}})
	}
	if d.may(billing.ChangeBilling) {
		all = append(all,
			Entry{Icon: resources.IconFile, Title: words.T("Edit billing details"), Note: words.T("company, country, VAT ID"), Leads: nav.Route{Page: nav.PagePayments, Arg: "details"}})
	}
	return all
}

// customizable is the plan of the current terms, and whether anything can be set on it.
func (d data) customizable() (*billing.Plan, bool) {
	plan, ok := d.facts.Catalog.Plan(d.facts.Subscription.Terms.Plan)
	return plan, ok && plan.Kind == billing.PlanPaid
}

func planActions(d data, w words.Printer) []Entry {
	if !d.may(billing.ChangeBilling) {
		return nil
	}
	s := d.facts.Subscription
	all := []Entry{
		{Icon: resources.IconPlan, Title: words.T("Change plan"), Note: words.T("side by side, nothing is bought yet"), Also: words.T("Upgrade now"), Leads: nav.Route{Page: nav.PagePlans}},
	}
	if plan, ok := d.customizable(); ok {
		all = append(all, Entry{
			Icon: resources.IconSettings, Title: words.T("Customize plan"), Note: words.T("seats, volumes and add-ons"), Leads: customize(billing.Patch{Plan: &plan.ID}),
		})
	}
	if s.Scheduled != nil {
		all = append(all, Entry{
			Icon: resources.IconUndo, Title: words.T("Undo the scheduled change"),
			Note: w.Summary(d.facts.Catalog, s.Terms, s.Scheduled.After), Leads: nav.Route{Page: nav.PageOverview, Arg: "scheduled"},
		})
	}
	plan, ok := d.facts.Catalog.Plan(s.Terms.Plan)
	switch paid := ok && plan.Kind == billing.PlanPaid; {
	case s.CancelAtPeriodEnd:
		all = append(all, Entry{
			Icon: resources.IconUndo, Title: words.T("Resume the subscription"), Note: words.T("it ends on {date}", "date", w.Date(s.Period.End)),
			Leads: nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderResume})},
		})
	case paid && s.Status != billing.StatusCanceled:
		all = append(all, Entry{
			Icon: resources.IconClose, Title: words.T("Cancel at the period's end"), Note: words.T("on the overview, until {date}", "date", w.Date(s.Period.End)),
			Leads: nav.Route{Page: nav.PageOverview, Arg: "cancel"},
		})
	}
	return all
}

func storeActions(d data) []Entry {
	all := []Entry{{
		Icon: resources.IconStorage, Title: words.T("Show the biggest files"), Also: words.T("Clean up"), Leads: nav.Route{Page: nav.PageStorage, Arg: "items"},
	}}
	if d.may(billing.ChangeBilling) {
		all = append(all,
			Entry{Icon: resources.IconCredits, Title: words.T("Buy AI credits"), Note: words.T("opens the packs, nothing is bought yet"), Leads: nav.Route{Page: nav.PageCredits, Arg: "packs"}},
			Entry{Icon: resources.IconCredits, Title: words.T("Set up auto-reload"), Note: words.T("AI credits that are bought by themselves"), Leads: nav.Route{Page: nav.PageCredits, Arg: "reload"}})
	}
	return all
}

// paperActions are what is done with what was billed, and about it.
func paperActions(d data) []Entry {
	help := Entry{Icon: resources.IconSupport, Title: words.T("Write to support"), Also: words.T("Compose a case"), Leads: nav.Route{Page: nav.PageSupport}}
	if !d.may(billing.SeeBilling) {
		return []Entry{help}
	}
	all := []Entry{
		{Icon: resources.IconDownload, Title: words.T("Export invoices"), Note: words.T("PDF and CSV"), Leads: nav.Route{Page: nav.PageInvoices, Arg: nav.ExportArg}},
		{Icon: resources.IconDownload, Title: words.T("Export history"), Note: words.T("CSV"), Leads: nav.Route{Page: nav.PageHistory, Arg: nav.ExportArg}},
		{Icon: resources.IconSearch, Title: words.T("Is this charge mine?"), Leads: nav.Route{Page: nav.PageSupport, Arg: nav.SupportCharge}},
		help,
	}
	if d.may(billing.ManageMethods) && len(d.facts.Account.Methods) > 1 {
		all = append(all, Entry{Icon: resources.IconPayments, Title: words.T("Make another card the default"), Also: words.T("Payment method"), Leads: nav.Route{Page: nav.PagePayments}})
	}
	return all
}

// settingActions lead to settings that are looked for by their names.
func settingActions() []Entry {
	settings := nav.Route{Page: nav.PageSettings}
	return []Entry{
		{Icon: resources.IconSettings, Title: words.T("Change the language"), Leads: nav.Route{Page: nav.PageSettings, Arg: nav.SettingLanguage}},
		{Icon: resources.IconSettings, Title: words.T("Change the time zone"), Leads: nav.Route{Page: nav.PageSettings, Arg: nav.SettingZone}},
		{Icon: resources.IconSettings, Title: words.T("Text size"), Note: words.T("in the settings"), Leads: settings},
		{Icon: resources.IconRefresh, Title: words.T("Refresh all"), Note: words.T("in the settings"), Leads: settings},
	}
}

func pages(d data, w words.Printer) []Entry {
	var all []Entry
	for _, p := range d.places {
		e := Entry{Icon: p.Icon, Title: p.Label, Right: p.Key, Leads: nav.Route{Page: p.Page}}
		if d.known() {
			e.Note = pageNote(p.Page, d, w)
		}
		all = append(all, e)
	}
	return all
}

// pageNote is the figure that a page is about.
func pageNote(page nav.Page, d data, w words.Printer) string {
	limit := func(name string) string {
		l, ok := d.facts.Limit(name)
		if !ok {
			return ""
		}
		if name == billing.StorageGB {
			return words.T("{used} of {limit} GB used", "used", w.Number(l.Used), "limit", w.Number(l.Of))
		}
		return words.T("{used} of {limit} used", "used", w.Number(l.Used), "limit", w.Number(l.Of))
	}
	switch page {
	case nav.PagePlans:
		return words.Plan(d.facts.Catalog, d.facts.Subscription.Terms.Plan)
	case nav.PageSeats:
		return limit(billing.LimitSeats)
	case nav.PageStorage:
		return limit(billing.StorageGB)
	case nav.PageInvoices:
		if n := len(d.archive.invoices); n > 0 {
			return words.N(n, "{n} document", "{n} documents", "n", w.Count(int64(n)))
		}
	default: // is about more than one
	}
	return ""
}

// invoiceEntries are found by their number, what they are about, their dates and amounts.
func invoiceEntries(list []billing.Invoice, w words.Printer) []Entry {
	all := make([]Entry, len(list))
	for i := range list {
		v := &list[i]
		all[i] = Entry{
			Icon: resources.IconInvoices, Title: v.Number, Right: w.Standing(v.Total),
			Note:  words.T("{date} · {status}", "date", w.Date(v.At), "status", words.InvoiceOf(v)),
			Also:  words.Copied(v.Total) + " " + words.Copied(v.AmountDue) + " " + v.At.UTC().Format(time.DateOnly),
			Leads: nav.Route{Page: nav.PageInvoices, Arg: v.ID},
		}
		if len(v.Lines) > 0 {
			about := w.Line(v.Lines[0])
			all[i].Title = words.T("{invoice}, {line}", "invoice", v.Number, "line", about)
			if more := len(v.Lines) - 1; more > 0 {
				all[i].Title = words.N(more, "{invoice}, {line} and {n} more line", "{invoice}, {line} and {n} more lines",
					"invoice", v.Number, "line", about, "n", strconv.Itoa(more))
			}
		}
	}
	return all
}

// plans are those that can be changed to, the current one and those by contract.
func plans(f billing.Facts, w words.Printer) []Entry {
	var all []Entry
	for _, p := range f.Catalog.Plans {
		current := p.ID == f.Subscription.Terms.Plan
		if p.Kind == billing.PlanTrial && !current {
			continue // nobody can go back to a trial
		}
		e := Entry{Icon: resources.IconPlan, Title: planTitle(p, w), Right: words.T("Compare"), Leads: nav.Route{Page: nav.PagePlans}}
		if price, ok := p.Price(f.Subscription.Terms.Interval); ok {
			e.Note = planPrice(price, f.Catalog, w)
		}
		switch p.Kind {
		case billing.PlanFree, billing.PlanTrial:
			e.Note = words.T("free of charge")
		case billing.PlanCustom:
			e.Note = words.T("sold by contract")
		case billing.PlanPaid:
		}
		if current {
			e.Right = words.T("Current plan")
		}
		all = append(all, e)
	}
	return all
}

func planTitle(p billing.Plan, w words.Printer) string {
	switch {
	case p.Seats.Max > 0:
		return words.T("{plan}, {least} to {most} seats", "plan", p.Name, "least", w.Count(int64(p.Seats.Min)), "most", w.Count(int64(p.Seats.Max)))
	default:
		return p.Name
	}
}

func planPrice(price billing.Price, c *billing.Catalog, w words.Printer) string {
	values := []string{"base", "", "price", w.UnitPrice(price.PerSeat, c.Currency)}
	if !price.Base.IsZero() {
		values[1] = w.UnitPrice(price.Base, c.Currency)
	}
	switch monthly := price.Interval == billing.Monthly; {
	case price.PerSeat.IsZero() && monthly:
		return words.T("{price} a month", "price", w.UnitPrice(price.Base, c.Currency))
	case price.PerSeat.IsZero():
		return words.T("{price} a year", "price", w.UnitPrice(price.Base, c.Currency))
	case monthly:
		return words.T("[{base} and ]{price} a seat a month", values...)
	default:
		return words.T("[{base} and ]{price} a seat a year", values...)
	}
}
