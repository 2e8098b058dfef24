package main

import (
	"context"
	"time"

	"billfold/billing"
)

type storedRow struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	Workspace  string     `json:"workspace"`
	SizeGB     string     `json:"size_gb"`
	AddedAt    time.Time  `json:"added_at"`
	LastOpened *time.Time `json:"last_opened"`
}

// storedSheet is the biggest items, and as JSON how much is stored of each kind.
func (j *job) storedSheet(ctx context.Context, account string, u *billing.Usage) (sheet, error) {
	items, err := j.StoredItems(ctx, account)
	s := sheet{head: []string{"id", "name", "kind", "workspace", "size_gb", "added_at", "last_opened"}}
	rows := make([]storedRow, 0, len(items))
	for _, i := range items {
		rows = append(rows, storedRow{i.ID, i.Name, string(i.Kind), i.Workspace, i.SizeGB.String(), i.AddedAt, i.LastOpened})
		s.rows = append(s.rows, []string{
			i.ID, i.Name, string(i.Kind), i.Workspace, i.SizeGB.String(), instant(i.AddedAt), instantOrNone(i.LastOpened),
		})
	}
	byKind := map[string]string{}
	for kind, size := range u.StorageByKind {
		byKind[string(kind)] = size.String()
	}
	s.document = map[string]any{"by_kind": byKind, "items": rows}
	return s, err
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

// creditSheet is where credits come from, and then, for those who may see people,
// what they were spent on.
func (j *job) creditSheet(ctx context.Context, account string) (sheet, error) {
	grants, err := j.CreditGrants(ctx, account)
	if err != nil {
		return sheet{}, err
	}
	spends, err := j.CreditSpends(ctx, account, -1)
	s := sheet{head: []string{
		"row", "id", "kind", "at", "quantity", "spent", "source", "lapses_at", "reference", "actor", "action", "workspace",
	}}
	grantRows := make([]grantRow, 0, len(grants))
	for _, g := range grants {
		grantRows = append(grantRows, grantRow{g.ID, g.Kind, string(g.Source), g.Granted.String(), g.Spent.String(), g.At, g.LapsesAt, g.Reference})
		s.rows = append(s.rows, []string{
			"grant", g.ID, g.Kind, instant(g.At), g.Granted.String(), g.Spent.String(), string(g.Source), instantOrNone(g.LapsesAt), g.Reference, "", "", "",
		})
	}
	spendRows := make([]spendRow, 0, len(spends))
	for _, p := range spends {
		spendRows = append(spendRows, spendRow{p.ID, p.Kind, p.At, p.Actor, p.Action, p.Workspace, p.Quantity.String()})
		s.rows = append(s.rows, []string{
			"spend", p.ID, p.Kind, instant(p.At), p.Quantity.String(), "", "", "", "", p.Actor, p.Action, p.Workspace,
		})
	}
	s.document = map[string]any{"grants": grantRows, "spends": spendRows}
	return s, err
}

func instantOrNone(t *time.Time) string {
	if t == nil {
		return ""
	}
	return instant(*t)
}
