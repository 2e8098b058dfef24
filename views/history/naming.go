package history

import (
	"cmp"
	"strconv"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// namer makes the words of entries.
type namer struct {
	words   words.Printer
	catalog *billing.Catalog
}

// what is what an entry is about in a few words; where one value took the place of
// another, that stands in then.
type what struct{ text, then string }

// plain is all of it in one line.
func (w what) plain() string {
	if w.then == "" {
		return w.text
	}
	return words.T("{before} to {after}", "before", w.text, "after", w.then)
}

// who is who did it.
func who(e *billing.HistoryEntry) string {
	if e.Who == "" {
		return words.T("Billing")
	}
	return e.Who
}

func (n namer) what(e *billing.HistoryEntry) what {
	failed := e.Outcome == billing.HistoryDeclined || e.Outcome == billing.HistoryNeedsProof
	switch e.Kind {
	case billing.HistoryChange:
		return n.change(e)
	case billing.HistoryRenewal:
		if failed {
			return what{text: words.T("Renewal of {plan}, payment", "plan", cmp.Or(e.Subject, e.Number))}
		}
		return what{text: words.T("Renewal of {plan}", "plan", cmp.Or(e.Subject, e.Number))}
	case billing.HistoryUsage:
		return what{text: words.T("Usage billed, {number}", "number", e.Number)}
	case billing.HistoryReload:
		packs := cmp.Or(e.Subject, e.Number)
		if e.Count > 1 {
			packs = words.T("{n} × {name}", "n", n.words.Count(int64(e.Count)), "name", packs)
		}
		return what{text: words.T("Auto-reload: {packs}", "packs", packs)}
	case billing.HistoryCreditNote:
		return what{text: words.T("Credit note {number}", "number", e.Number)}
	case billing.HistoryRetry:
		try := strconv.Itoa(e.Try)
		if failed {
			return what{text: words.T("{number}, retry {n}", "number", e.Number, "n", try)}
		}
		return what{text: words.T("{number} paid on retry {n}", "number", e.Number, "n", try)}
	case billing.HistoryClosed:
		if e.Outcome == billing.HistoryVoid {
			return what{text: words.T("{number} made void", "number", e.Number)}
		}
		return what{text: words.T("{number} given up", "number", e.Number)}
	case billing.HistoryInvoice:
	}
	return what{text: words.T("Invoice {number}", "number", e.Number)}
}

// change is what a person ordered or did.
func (n namer) change(e *billing.HistoryEntry) what {
	done := e.Outcome == billing.HistoryApplied
	switch e.Order {
	case billing.OrderChange, billing.ActRole, billing.ActDefault, billing.ActDetails:
		return n.differing(e)
	case billing.ActUndo:
		if changed := n.changed(e); len(changed) > 0 {
			return what{text: words.T("Undone: {what}", "what", changed[0].phrase().text), then: changed[0].phrase().then}
		}
	case billing.OrderPack:
		if e.Subject != "" {
			return what{text: n.packs(e)}
		}
	case billing.OrderTopUp:
		if !done {
			return what{text: words.T("Top-up of the account balance")}
		}
	case billing.OrderPayment:
		return what{text: words.T("Payment of {number}", "number", cmp.Or(e.Number, words.T("the open invoice")))}
	case billing.ActInvite:
		return what{text: words.T("{who} invited", "who", cmp.Or(e.Params["who"], e.Params["emails"]))}
	case billing.ActDeactivate, billing.ActReactivate:
		return n.activated(e)
	case billing.ActAddCard, billing.ActRemoveCard:
		return card(e)
	default: // is told by its name
	}
	return what{text: words.Order(e.Order)}
}

// card is a card that came or went, by its name where the record has that.
func card(e *billing.HistoryEntry) what {
	method := e.Params["method"]
	switch {
	case method == "":
		return what{text: words.Order(e.Order)}
	case e.Order == billing.ActAddCard:
		return what{text: words.T("{method} added", "method", method)}
	default:
		return what{text: words.T("{method} removed", "method", method)}
	}
}

// packs are packs that were bought.
func (n namer) packs(e *billing.HistoryEntry) string {
	return words.N(max(e.Count, 1), "Pack of {name}", "{n} packs of {name}", "n", n.words.Count(int64(e.Count)), "name", cmp.Or(e.Subject, e.Number))
}

// activated is who was deactivated or let in again: one by name, more by number.
func (n namer) activated(e *billing.HistoryEntry) what {
	members, err := strconv.Atoi(e.Params["members"])
	if err != nil {
		members = strings.Count(e.Params["who"], ",") + 1
	}
	count, name := n.words.Count(int64(members)), e.Params["who"]
	if e.Order == billing.ActReactivate {
		return what{text: words.N(members, "{who} reactivated", "{n} members reactivated", "n", count, "who", name)}
	}
	return what{text: words.N(members, "{who} deactivated", "{n} members deactivated", "n", count, "who", name)}
}

// differing tells the first thing that changed, with an arrow, and how much else did.
func (n namer) differing(e *billing.HistoryEntry) what {
	all := n.changed(e)
	if len(all) == 0 {
		return what{text: words.Order(e.Order)}
	}
	first := all[0].phrase()
	last := &first.text
	if first.then != "" {
		last = &first.then
	}
	switch len(all) {
	case 1:
	case 2:
		*last = words.T("{first}, {second}", "first", *last, "second", all[1].phrase().plain())
	default:
		*last = words.T("{first} and {n} more", "first", *last, "n", n.words.Count(int64(len(all)-1)))
	}
	return first
}

// outcome is what became of an entry, as a badge where that is an exception.
func outcome(o billing.HistoryOutcome) widgets.TableCell {
	badge := func(role theme.Role, icon resources.Icon, text string) widgets.TableCell {
		return widgets.TableCell{Text: text, Role: role, Icon: icon, Badge: true}
	}
	switch o {
	case billing.HistoryApplied:
		return widgets.TableCell{Text: words.T("Applied"), Muted: true}
	case billing.HistoryScheduled:
		return badge(theme.RoleInfo, resources.IconClock, words.Change(billing.ChangeScheduled))
	case billing.HistoryUndone:
		return badge(theme.RoleNeutral, resources.IconUndo, words.T("Undone"))
	case billing.HistoryReplaced:
		return badge(theme.RoleNeutral, resources.IconRefresh, words.T("Replaced"))
	case billing.HistoryPutOff:
		return badge(theme.RoleWarn, resources.IconClock, words.T("Put off"))
	case billing.HistoryRejected:
		return badge(theme.RoleBad, resources.IconAlert, words.T("Rejected"))
	case billing.HistoryWithdrawn:
		return badge(theme.RoleNeutral, resources.IconClose, words.Change(billing.ChangeWithdrawn))
	case billing.HistoryDeclined:
		return badge(theme.RoleBad, resources.IconAlert, words.Payment(billing.PaymentRefused))
	case billing.HistoryNeedsProof:
		return badge(theme.RoleWarn, resources.IconLock, words.T("Needs confirmation"))
	case billing.HistoryOpen:
		return badge(theme.RoleWarn, resources.IconClock, words.Invoice(billing.InvoiceOpen))
	case billing.HistoryVoid:
		return badge(theme.RoleNeutral, resources.IconClose, words.Invoice(billing.InvoiceVoid))
	case billing.HistoryUncollectible:
		return badge(theme.RoleBad, resources.IconAlert, words.Invoice(billing.InvoiceUncollectible))
	case billing.HistoryWaiting:
	}
	return badge(theme.RoleInfo, resources.IconClock, words.T("Under way"))
}
