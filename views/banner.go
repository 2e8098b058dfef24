package views

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// trialNotice is how long before its end a trial is announced.
const trialNotice = 7 * 24 * time.Hour

// nearlyFull is the share of the storage from which it is warned of.
var nearlyFull = decimal.RequireFromString("0.98")

// banner is the one thing that the person should see to first: payment, seats,
// storage, trial, in this order. Whoever may not see to it can tell who may.
func banner(g glance, now time.Time, print words.Printer) slot {
	f := g.facts
	if f.Subscription == nil || f.Usage == nil || f.Catalog == nil {
		return slot{}
	}
	for _, find := range []func(glance, time.Time, words.Printer) slot{paymentBanner, seatsBanner, storageBanner, trialBanner} {
		found := find(g, now, print)
		if found.empty() {
			continue
		}
		found.appeal.what = words.Told{What: found.notice.Title, Next: found.notice.Detail}.String()
		if !g.role().May(billing.ChangeBilling) {
			found.action, found.forwards = words.T("Forward to a billing admin"), true
		}
		return found
	}
	return slot{}
}

// paymentBanner says which invoice is open, what was tried, and what comes next.
func paymentBanner(g glance, now time.Time, print words.Printer) slot {
	s := g.facts.Subscription
	late := s.Status == billing.StatusPastDue || s.Status == billing.StatusRestricted
	if s.OpenInvoice == "" && !late {
		return slot{}
	}
	found := slot{
		notice: bad(words.T("A payment is past due."), words.T("Nothing is withheld yet.")),
		action: words.T("Open payments"), leads: nav.Route{Page: nav.PagePayments},
		appeal: appeal{todo: words.T("Open Payments in Billfold and pay the invoice, or change the card. Nobody should add a card of their own.")},
	}
	if s.Status == billing.StatusRestricted {
		found.notice.Detail = words.T("What the plan gives is withheld until it is paid.")
	}
	if s.OpenInvoice == "" { // not theirs to know which
		return found
	}
	found.there = nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderPayment})}
	found.notice.Title = words.T("Invoice {invoice} is open.", "invoice", s.OpenInvoice)
	if !late { // what is left when a plan was changed and its invoice was not paid
		found.notice.Detail = words.T("Changing the plan does not pay it. Until it is paid, increases and packs wait.")
	}
	return withInvoice(found, g, now, print)
}

// withInvoice says what the open invoice itself knows: its amount, and what became
// of collecting it.
func withInvoice(found slot, g glance, now time.Time, print words.Printer) slot {
	i := g.open
	if i == nil {
		return found
	}
	amount := print.Standing(i.AmountDue)
	found.action = words.T("Pay {amount}", "amount", amount)
	found.notice.Title = words.T("Invoice {invoice} over {amount} is open.", "invoice", i.Number, "amount", amount)
	if methods := g.facts.Account.Methods; len(methods) == 0 || methods[0].Status != billing.MethodWorks {
		found.action, found.there = words.T("Change card"), nav.Route{Page: nav.PagePayments, Arg: "add-card"}
	}
	if len(i.Attempts) == 0 || i.Attempts[len(i.Attempts)-1].Result != billing.PaymentRefused {
		return found
	}
	first, dunning := i.Attempts[0].At, g.facts.Catalog.Policy.Dunning
	found.appeal.since = print.Instant(first)
	found.notice.Title = words.T("{amount} was declined.", "amount", amount)
	next, grace := "", ""
	if at := dunning.NextTry(i.Attempts); at != nil && at.After(now) {
		next = print.Date(*at)
	}
	if g.facts.Subscription.Status == billing.StatusPastDue {
		grace = print.Date(dunning.GraceEnds(first))
	}
	if g.facts.Subscription.Status == billing.StatusRestricted {
		found.notice.Detail = words.T("What the plan gives is withheld until invoice {invoice} is paid.", "invoice", i.Number)
	} else {
		found.notice.Detail = words.T("Invoice {invoice}.[ It is tried again on {next}.][ The grace period ends on {grace}.]",
			"invoice", i.Number, "next", next, "grace", grace)
	}
	return found
}

func seatsBanner(g glance, _ time.Time, print words.Printer) slot {
	over := membersOver(g.facts)
	if over == 0 {
		return slot{}
	}
	who := nav.Route{Page: nav.PageSeats, Arg: "over"}
	return slot{
		notice: bad(words.N(over, "{n} member is over your {seats}.", "{n} members are over your {seats}.",
			"n", print.Count(int64(over)), "seats", print.Seats(g.facts.Subscription.Terms.Seats)),
			words.T("New invites are paused until members fit the seats again.")),
		action: words.T("Show who is over"), leads: who, there: who,
		appeal: appeal{todo: words.T("Open Seats in Billfold and add seats, or remove members who need none any more.")},
	}
}

// membersOver is how many members there are seats missing for; none where seats are
// not limited.
func membersOver(f billing.Facts) int {
	if f.Subscription.Terms.Seats == 0 {
		return 0
	}
	return max(0, f.Usage.ActiveMembers-f.Subscription.Terms.Seats)
}

func storageBanner(g glance, _ time.Time, print words.Printer) slot {
	storage, limited := g.facts.Limit(billing.StorageGB)
	if !limited || storage.Share().LessThan(nearlyFull) && storage.Over().IsZero() {
		return slot{}
	}
	items := nav.Route{Page: nav.PageStorage, Arg: "items"}
	found := slot{
		action: words.T("Clean up"), leads: nav.Route{Page: nav.PageStorage}, there: items,
		appeal: appeal{todo: words.T("Open Storage in Billfold and clean up, or add storage.")},
	}
	if over := storage.Over(); over.IsPositive() {
		found.notice = bad(words.T("Files are {over} GB over your {limit} GB of storage.", "over", print.Number(over), "limit", print.Number(storage.Of)),
			words.T("Nothing is deleted. New files wait until there is room again."))
		return found
	}
	found.notice = widgets.Notice{
		Role: theme.RoleWarn, Icon: resources.IconWarning,
		Title:  words.T("Storage is {percent} full.", "percent", print.Percent(percent(storage))),
		Detail: words.T("{left} GB are left. New files wait once it is full.", "left", print.Number(storage.Of.Sub(storage.Used))),
	}
	return found
}

// percent is the share that is in use in whole percents, rounded down: what is said
// to be full is.
func percent(l billing.Limit) decimal.Decimal { return l.Share().RoundFloor(2) }

func trialBanner(g glance, now time.Time, print words.Printer) slot {
	s := g.facts.Subscription
	if s.Status != billing.StatusTrialing || s.TrialEnds == nil || s.TrialEnds.Sub(now) > trialNotice {
		return slot{}
	}
	left := max(0, s.TrialEnds.Sub(now))
	days := int((left + 24*time.Hour - 1) / (24 * time.Hour))
	found := slot{
		notice: widgets.Notice{
			Role: theme.RoleInfo, Icon: resources.IconClock,
			Title: words.N(days, "The trial ends in {n} day.", "The trial ends in {n} days.", "n", strconv.Itoa(days)),
		},
		action: words.T("Choose plan"), leads: nav.Route{Page: nav.PagePlans},
		appeal: appeal{todo: words.T("Open Plan in Billfold and choose a plan before then.")},
	}
	if left < 24*time.Hour {
		found.notice.Role, found.notice.Icon = theme.RoleWarn, resources.IconWarning
		found.notice.Title = words.T("The trial ends at {at}.", "at", print.When(*s.TrialEnds, now))
	}
	then := ""
	if terms, ok := g.facts.Catalog.AfterTrial(s.Terms); ok {
		then = words.Plan(g.facts.Catalog, terms.Plan)
	}
	found.notice.Detail = words.T("It ends on {date}.[ Without a choice it goes on as {plan}.] Choose a plan to keep what you have set up.",
		"date", print.Date(*s.TrialEnds), "plan", then)
	return found
}

func bad(title, detail string) widgets.Notice {
	return widgets.Notice{Role: theme.RoleBad, Icon: resources.IconAlert, Title: title, Detail: detail}
}
