package documents

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"billfold/billing"
	"billfold/views/words"
)

// Record is what happened to an account's money.
type Record struct {
	Changes  []billing.Change  // newest first
	Invoices []billing.Invoice // newest first
	Catalog  *billing.Catalog
	Words    words.Printer
}

var historyHead = []string{
	"id", "at", "actor", "kind", "state", "plan_before", "interval_before", "seats_before", "plan_after", "interval_after", "seats_after",
	"effective_at", "amount_charged", "currency", "invoice_id", "reason", "category", "problem", "params", "device",
	"addons_before", "addons_after", "volumes_before", "volumes_after", "what", "invoice_number",
}

// All has a row for each entry that the history lists: what somebody changed or did, and
// what billing did by itself. Those have the kind of the entry, its outcome as their state,
// and no terms.
func (r Record) All() Sheet { return r.sheet(func(*billing.HistoryEntry) bool { return true }) }

// Orders has a row for each change and act that the record has, and none for what billing
// did by itself.
func (r Record) Orders() Sheet {
	return r.sheet(func(e *billing.HistoryEntry) bool { return e.Kind == billing.HistoryChange })
}

func (r Record) sheet(wanted func(*billing.HistoryEntry) bool) Sheet {
	changes := map[string]*billing.Change{}
	for n := range r.Changes {
		changes[r.Changes[n].ID] = &r.Changes[n]
	}
	return Sheet{Head: historyHead, Rows: func(yield func([]string) bool) {
		for _, e := range billing.History(r.Changes, r.Invoices) {
			if !wanted(&e) {
				continue
			}
			cells := ownCells(&e)
			if c := changes[e.ID]; e.Kind == billing.HistoryChange && c != nil {
				cells = changeCells(c)
			}
			if !yield(append(cells, r.what(&e), e.Number)) {
				return
			}
		}
	}}
}

func changeCells(c *billing.Change) []string {
	return []string{
		c.ID, instant(c.At), c.Actor, string(c.Kind), string(c.State),
		c.Before.Plan, string(c.Before.Interval), strconv.Itoa(c.Before.Seats), c.After.Plan, string(c.After.Interval), strconv.Itoa(c.After.Seats),
		instant(c.EffectiveAt), decimals(c.AmountCharged), string(c.AmountCharged.Currency()), c.InvoiceID,
		c.Reason, string(c.Category), string(c.Problem), pairs(c.Params), c.Device,
		counts(c.Before.Addons), counts(c.After.Addons), counts(c.Before.Volumes), counts(c.After.Volumes),
	}
}

// ownCells are of what billing did by itself.
func ownCells(e *billing.HistoryEntry) []string {
	charged, params, problem := "", map[string]string{}, ""
	switch e.Outcome {
	case billing.HistoryApplied:
		charged = decimals(e.Amount)
	case billing.HistoryDeclined:
		problem = string(billing.PaymentDeclined)
	case billing.HistoryNeedsProof:
		problem = string(billing.ProofMissing)
	default: // nothing was tried
	}
	for name, value := range map[string]string{"method": e.Method, "reason": e.Refusal} {
		if value != "" {
			params[name] = value
		}
	}
	if e.Try > 0 {
		params["try"] = strconv.Itoa(e.Try)
	}
	return []string{
		e.ID, instant(e.At), e.Who, string(e.Kind), string(e.Outcome), "", "", "", "", "", "",
		instant(e.EffectiveAt), charged, string(e.Amount.Currency()), e.InvoiceID, e.Reason, string(e.Category), problem, pairs(params), e.Device,
		"", "", "", "",
	}
}

// what is what happened, for people.
func (r Record) what(e *billing.HistoryEntry) string {
	name := e.Subject
	if name == "" {
		name = e.Number
	}
	switch e.Kind {
	case billing.HistoryChange:
		return r.change(e)
	case billing.HistoryRenewal:
		return words.T("Renewal of {plan}", "plan", name)
	case billing.HistoryUsage:
		return words.T("Usage billed, {number}", "number", e.Number)
	case billing.HistoryReload:
		if e.Count > 1 {
			name = words.T("{n} × {name}", "n", r.Words.Count(int64(e.Count)), "name", name)
		}
		return words.T("Auto-reload: {packs}", "packs", name)
	case billing.HistoryCreditNote:
		return words.T("Credit note {number}", "number", e.Number)
	case billing.HistoryRetry:
		if e.Outcome == billing.HistoryApplied {
			return words.T("{number} paid on retry {n}", "number", e.Number, "n", strconv.Itoa(e.Try))
		}
		return words.T("{number}, retry {n}", "number", e.Number, "n", strconv.Itoa(e.Try))
	case billing.HistoryClosed:
		if e.Outcome == billing.HistoryVoid {
			return words.T("{number} made void", "number", e.Number)
		}
		return words.T("{number} given up", "number", e.Number)
	case billing.HistoryInvoice:
	}
	return words.T("Invoice {number}", "number", e.Number)
}

// change is what somebody changed or did.
func (r Record) change(e *billing.HistoryEntry) string {
	if e.Terms == nil || r.Catalog == nil {
		return words.Order(e.Order)
	}
	summary := r.Words.Summary(r.Catalog, e.Terms.Before, e.Terms.After)
	switch {
	case summary == "":
		return words.Order(e.Order)
	case e.Order == billing.ActUndo:
		return words.T("Undone: {what}", "what", summary)
	default:
		return summary
	}
}

// counts are how many of each in one cell, in the order of their ids: "ai=2; storage_100=1".
func counts[N int | int64](all map[string]N) string {
	cells := make([]string, 0, len(all))
	for _, id := range slices.Sorted(maps.Keys(all)) {
		cells = append(cells, id+"="+strconv.FormatInt(int64(all[id]), 10))
	}
	return strings.Join(cells, "; ")
}
