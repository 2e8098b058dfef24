package main

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/billing/previewjson"
)

func (j *job) exportInvoices(ctx context.Context, account string) (export, error) {
	invoices, err := j.Invoices(ctx, account, "", -1)
	all := make([]invoiceDocument, 0, len(invoices))
	for n := range invoices {
		all = append(all, invoiceOf(&invoices[n]))
	}
	return export{documents.Invoices(invoices, j.printer), map[string]any{"invoices": all}}, err
}

type invoiceLine struct {
	Number    string    `json:"number"`
	InvoiceID string    `json:"invoice_id"`
	At        time.Time `json:"at"`
	Position  int       `json:"line"`
	previewjson.Line
}

func (j *job) exportLines(ctx context.Context, account string) (export, error) {
	invoices, err := j.Invoices(ctx, account, "", -1)
	all := []invoiceLine{}
	for n := range invoices {
		i := &invoices[n]
		for at, line := range previewjson.FromLines(i.Lines) {
			all = append(all, invoiceLine{Number: i.Number, InvoiceID: i.ID, At: i.At, Position: at + 1, Line: line})
		}
	}
	return export{documents.Lines(invoices, j.printer), map[string]any{"lines": all}}, err
}

type usageRow struct {
	Name       string    `json:"name"`
	Quantity   string    `json:"quantity"`
	CycleStart time.Time `json:"cycle_start"`
	CycleEnd   time.Time `json:"cycle_end"`
}

type usageDayRow struct {
	Name     string `json:"name"`
	Day      string `json:"day"`
	Quantity string `json:"quantity"`
}

func (j *job) exportUsage(ctx context.Context, account string, u *billing.Usage) (export, error) {
	days, err := j.UsageDays(ctx, account, time.Time{}, j.now.AddDate(1, 0, 0))
	if err != nil {
		return export{}, err
	}
	rows := []usageRow{
		{"active_members", strconv.Itoa(u.ActiveMembers), u.Cycle.Start, u.Cycle.End},
		{billing.StorageGB, u.StorageUsedGB.String(), u.Cycle.Start, u.Cycle.End},
	}
	for _, meter := range slices.Sorted(maps.Keys(u.Meters)) {
		rows = append(rows, usageRow{meter, u.Meters[meter].String(), u.Cycle.Start, u.Cycle.End})
	}
	dayRows := make([]usageDayRow, 0, len(days))
	for _, d := range days {
		dayRows = append(dayRows, usageDayRow{Name: d.Meter, Day: d.Day.Format(time.DateOnly), Quantity: d.Quantity.String()})
	}
	return export{documents.Usage(u, days), map[string]any{"usage": rows, "days": dayRows}}, nil
}

type memberRow struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Email      string     `json:"email"`
	Role       string     `json:"role"`
	Status     string     `json:"status"`
	Guest      bool       `json:"guest"`
	LastActive *time.Time `json:"last_active"`
}

func (j *job) exportMembers(ctx context.Context, account string) (export, error) {
	members, err := j.Members(ctx, account, "", -1)
	rows := make([]memberRow, 0, len(members))
	for _, m := range members {
		rows = append(rows, memberRow{m.ID, m.Name, m.Email, string(m.Role), string(m.Status), m.Guest, m.LastActive})
	}
	return export{documents.Members(members), map[string]any{"members": rows}}, err
}

type changeRow struct {
	ID            string            `json:"id"`
	At            time.Time         `json:"at"`
	Actor         string            `json:"actor"`
	Kind          string            `json:"kind"`
	State         string            `json:"state"`
	Before        previewjson.Terms `json:"before"`
	After         previewjson.Terms `json:"after"`
	EffectiveAt   time.Time         `json:"effective_at"`
	AmountCharged string            `json:"amount_charged"`
	Currency      string            `json:"currency"`
	InvoiceID     string            `json:"invoice_id"`
	Reason        string            `json:"reason"`
	Category      string            `json:"category"`
	Problem       string            `json:"problem"`
	Params        map[string]string `json:"params"`
	Device        string            `json:"device"`
}

func (j *job) exportHistory(ctx context.Context, account string) (export, error) {
	changes, err := j.Changes(ctx, account, "", -1)
	if err != nil {
		return export{}, err
	}
	invoices, err := j.Invoices(ctx, account, "", -1)
	if err != nil {
		return export{}, err
	}
	facts, err := j.Facts(ctx, account)
	rows := make([]changeRow, 0, len(changes))
	for _, c := range changes {
		charged := ""
		if !c.AmountCharged.IsUnset() {
			charged = c.AmountCharged.String()
		}
		rows = append(rows, changeRow{
			ID: c.ID, At: c.At, Actor: c.Actor, Kind: string(c.Kind), State: string(c.State), Before: previewjson.FromTerms(c.Before),
			After: previewjson.FromTerms(c.After), EffectiveAt: c.EffectiveAt, AmountCharged: charged, Currency: string(c.AmountCharged.Currency()),
			InvoiceID: c.InvoiceID, Reason: c.Reason, Category: string(c.Category), Problem: string(c.Problem), Params: c.Params, Device: c.Device,
		})
	}
	record := documents.Record{Changes: changes, Invoices: invoices, Catalog: facts.Catalog, Words: j.printer}
	return export{record.Orders(), map[string]any{"changes": rows}}, err
}

type storedRow struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	Workspace  string     `json:"workspace"`
	SizeGB     string     `json:"size_gb"`
	AddedAt    time.Time  `json:"added_at"`
	LastOpened *time.Time `json:"last_opened"`
}

func (j *job) exportStored(ctx context.Context, account string, u *billing.Usage) (export, error) {
	items, err := j.StoredItems(ctx, account)
	rows := make([]storedRow, 0, len(items))
	for _, i := range items {
		rows = append(rows, storedRow{i.ID, i.Name, string(i.Kind), i.Workspace, i.SizeGB.String(), i.AddedAt, i.LastOpened})
	}
	byKind := map[string]string{}
	for kind, size := range u.StorageByKind {
		byKind[string(kind)] = size.String()
	}
	return export{documents.Stored(items), map[string]any{"by_kind": byKind, "items": rows}}, err
}

type grantRow struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Source    string     `json:"source"`
	Granted   string     `json:"granted"`
	Spent     string     `json:"spent"`
	At        time.Time  `json:"at"`
	LapsesAt  *time.Time `json:"lapses_at"`
	Reference string     `json:"reference"`
}

type spendRow struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	At        time.Time `json:"at"`
	Actor     string    `json:"actor"`
	Action    string    `json:"action"`
	Workspace string    `json:"workspace"`
	Quantity  string    `json:"quantity"`
}

// exportCredits is where credits come from, and then, for those who may see people,
// what they were spent on.
func (j *job) exportCredits(ctx context.Context, account string) (export, error) {
	grants, err := j.CreditGrants(ctx, account)
	if err != nil {
		return export{}, err
	}
	spends, err := j.CreditSpends(ctx, account, -1)
	grantRows := make([]grantRow, 0, len(grants))
	for _, g := range grants {
		grantRows = append(grantRows, grantRow{g.ID, g.Kind, string(g.Source), g.Granted.String(), g.Spent.String(), g.At, g.LapsesAt, g.Reference})
	}
	spendRows := make([]spendRow, 0, len(spends))
	for _, p := range spends {
		spendRows = append(spendRows, spendRow{p.ID, p.Kind, p.At, p.Actor, p.Action, p.Workspace, p.Quantity.String()})
	}
	return export{documents.Credits(grants, spends), map[string]any{"grants": grantRows, "spends": spendRows}}, err
}
