package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

type exportCommand struct {
	What   string `arg:"" help:"invoices, usage, stored, credits, members or history." enum:"invoices,usage,stored,credits,members,history"`
	Format string `help:"csv or json." enum:"csv,json" default:"csv"`
	Output string `help:"The file to write; without it, standard output." placeholder:"FILE"`
}

// sheet is an export in both of its forms.
type sheet struct {
	head     []string
	rows     [][]string
	document any
}

// needs is what a role has to allow for the sheet.
func (c exportCommand) needs() billing.Permission {
	switch c.What {
	case "usage", "stored", "credits":
		return billing.SeePlan
	case "members":
		return billing.SeePeople
	default:
		return billing.SeeBilling
	}
}

// Run writes what is saved of the account, once it is caught up.
func (c exportCommand) Run(ctx context.Context, j *job) error {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	if need := c.needs(); !facts.Account.Role.May(need) {
		return billing.NotAllowed(need, facts.Account.Role)
	}
	var s sheet
	switch c.What {
	case "invoices":
		s, err = j.invoiceSheet(ctx, account)
	case "usage":
		s, err = j.usageSheet(ctx, account, facts.Usage)
	case "stored":
		s, err = j.storedSheet(ctx, account, facts.Usage)
	case "credits":
		s, err = j.creditSheet(ctx, account)
	case "members":
		s, err = j.memberSheet(ctx, account)
	default:
		s, err = j.historySheet(ctx, account)
	}
	if err != nil {
		return err
	}
	write := s.csv
	if c.Format == "json" || j.json {
		write = s.json
	}
	if c.Output == "" {
		return write(j.out)
	}
	return replaceFile(c.Output, write)
}

func (j *job) invoiceSheet(ctx context.Context, account string) (sheet, error) {
	invoices, err := j.Invoices(ctx, account, "", -1)
	s := sheet{head: []string{
		"number", "id", "at", "status", "period_start", "period_end", "currency",
		"subtotal", "tax", "total", "billing_credit_applied", "amount_due", "amount_paid",
	}}
	documents := make([]invoiceDocument, 0, len(invoices))
	for n := range invoices {
		i := &invoices[n]
		tax := money.Zero(i.Currency)
		for _, t := range i.Taxes {
			tax = tax.Add(t.Amount)
		}
		documents = append(documents, invoiceOf(i))
		s.rows = append(s.rows, []string{
			i.Number, i.ID, instant(i.At), string(i.Status), instant(i.Period.Start), instant(i.Period.End), string(i.Currency),
			i.Subtotal.String(), tax.String(), i.Total.String(), i.BillingCreditApplied.String(),
			i.AmountDue.String(), i.AmountPaid.String(),
		})
	}
	s.document = map[string]any{"invoices": documents}
	return s, err
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

// usageSheet is what the running cycle comes to, and then what was used day by day.
func (j *job) usageSheet(ctx context.Context, account string, u *billing.Usage) (sheet, error) {
	days, err := j.UsageDays(ctx, account, time.Time{}, j.now.AddDate(1, 0, 0))
	if err != nil {
		return sheet{}, err
	}
	rows := []usageRow{
		{"active_members", strconv.Itoa(u.ActiveMembers), u.Cycle.Start, u.Cycle.End},
		{billing.StorageGB, u.StorageUsedGB.String(), u.Cycle.Start, u.Cycle.End},
	}
	for _, meter := range slices.Sorted(maps.Keys(u.Meters)) {
		rows = append(rows, usageRow{meter, u.Meters[meter].String(), u.Cycle.Start, u.Cycle.End})
	}
	s := sheet{head: []string{"name", "day", "quantity", "cycle_start", "cycle_end"}}
	for _, r := range rows {
		s.rows = append(s.rows, []string{r.Name, "", r.Quantity, instant(r.CycleStart), instant(r.CycleEnd)})
	}
	dayRows := make([]usageDayRow, 0, len(days))
	for _, d := range days {
		row := usageDayRow{Name: d.Meter, Day: d.Day.Format(time.DateOnly), Quantity: d.Quantity.String()}
		dayRows = append(dayRows, row)
		s.rows = append(s.rows, []string{row.Name, row.Day, row.Quantity, "", ""})
	}
	s.document = map[string]any{"usage": rows, "days": dayRows}
	return s, nil
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

func (j *job) memberSheet(ctx context.Context, account string) (sheet, error) {
	members, err := j.Members(ctx, account, "", -1)
	s := sheet{head: []string{"id", "name", "email", "role", "status", "guest", "last_active"}}
	rows := make([]memberRow, 0, len(members))
	for _, m := range members {
		rows = append(rows, memberRow{m.ID, m.Name, m.Email, string(m.Role), string(m.Status), m.Guest, m.LastActive})
		s.rows = append(s.rows, []string{
			m.ID, m.Name, m.Email, string(m.Role), string(m.Status), strconv.FormatBool(m.Guest), instantOrNone(m.LastActive),
		})
	}
	s.document = map[string]any{"members": rows}
	return s, err
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

func (j *job) historySheet(ctx context.Context, account string) (sheet, error) {
	changes, err := j.Changes(ctx, account, "", -1)
	s := sheet{head: []string{
		"id", "at", "actor", "kind", "state", "plan_before", "interval_before", "seats_before", "plan_after", "interval_after", "seats_after",
		"effective_at", "amount_charged", "currency", "invoice_id", "reason", "category", "problem", "params", "device",
	}}
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
		s.rows = append(s.rows, []string{
			c.ID, instant(c.At), c.Actor, string(c.Kind), string(c.State),
			c.Before.Plan, string(c.Before.Interval), strconv.Itoa(c.Before.Seats), c.After.Plan, string(c.After.Interval), strconv.Itoa(c.After.Seats),
			instant(c.EffectiveAt), charged, string(c.AmountCharged.Currency()), c.InvoiceID, c.Reason, string(c.Category), string(c.Problem), pairs(c.Params), c.Device,
		})
	}
	s.document = map[string]any{"changes": rows}
	return s, err
}

// pairs are params in one cell, in the order of their names: "email=…; role=member".
func pairs(params map[string]string) string {
	all := make([]string, 0, len(params))
	for _, name := range slices.Sorted(maps.Keys(params)) {
		all = append(all, name+"="+params[name])
	}
	return strings.Join(all, "; ")
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func (s sheet) json(w io.Writer) error { return writeJSON(w, s.document) }

func (s sheet) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	lines := append([][]string{s.head}, s.rows...)
	for _, cells := range lines {
		guarded := make([]string, len(cells))
		for i, cell := range cells {
			guarded[i] = guard(cell)
		}
		if err := out.Write(guarded); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// guard keeps a spreadsheet from taking a name for a formula: an apostrophe in
// front makes it text. A plain negative number is one.
func guard(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) || amount.MatchString(strings.TrimPrefix(cell, "-")) {
		return cell
	}
	return "'" + cell
}

// replaceFile writes a file whole or not at all, for its owner's eyes only.
func replaceFile(path string, write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	failed := func(err error) error {
		reason := err
		if in, ok := errors.AsType[*os.PathError](err); ok {
			reason = in.Err
		}
		return misuse(fmt.Sprintf("%s cannot be written: %v", path, reason))
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".billfold-*") // 0600
	if err != nil {
		return failed(err)
	}
	_, err = file.Write(text.Bytes())
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return failed(errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}
