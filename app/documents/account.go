package documents

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"billfold/billing"
)

// Members has a row for each member.
func Members(all []billing.Member) Sheet {
	return Sheet{
		Head: []string{"id", "name", "email", "role", "status", "guest", "last_active"},
		Rows: each(all, func(m *billing.Member) []string {
			return []string{
				m.ID, m.Name, m.Email, string(m.Role), string(m.Status), strconv.FormatBool(m.Guest), instantOrNone(m.LastActive),
			}
		}),
	}
}

// Usage is what the running cycle comes to, and then what was used day by day.
func Usage(u *billing.Usage, days []billing.UsageDay) Sheet {
	start, end := instant(u.Cycle.Start), instant(u.Cycle.End)
	meters := slices.Sorted(maps.Keys(u.Meters))
	return Sheet{
		Head: []string{"name", "day", "quantity", "cycle_start", "cycle_end"},
		Rows: joined(
			slices.Values([][]string{
				{"active_members", "", strconv.Itoa(u.ActiveMembers), start, end},
				{billing.StorageGB, "", u.StorageUsedGB.String(), start, end},
			}),
			each(meters, func(meter *string) []string { return []string{*meter, "", u.Meters[*meter].String(), start, end} }),
			each(days, func(d *billing.UsageDay) []string {
				return []string{d.Meter, d.Day.Format(time.DateOnly), d.Quantity.String(), "", ""}
			})),
	}
}

// Stored has a row for each of the biggest items.
func Stored(all []billing.StoredItem) Sheet {
	return Sheet{
		Head: []string{"id", "name", "kind", "workspace", "size_gb", "added_at", "last_opened"},
		Rows: each(all, func(i *billing.StoredItem) []string {
			return []string{
				i.ID, i.Name, string(i.Kind), i.Workspace, i.SizeGB.String(), instant(i.AddedAt), instantOrNone(i.LastOpened),
			}
		}),
	}
}

// Credits is where credits come from, and then what they were spent on.
func Credits(grants []billing.CreditGrant, spends []billing.CreditSpend) Sheet {
	return Sheet{
		Head: []string{
			"row", "id", "kind", "at", "quantity", "spent", "source", "lapses_at", "reference", "actor", "action", "workspace",
		},
		Rows: joined(
			each(grants, func(g *billing.CreditGrant) []string {
				return []string{
					"grant", g.ID, g.Kind, instant(g.At), g.Granted.String(), g.Spent.String(), string(g.Source), instantOrNone(g.LapsesAt), g.Reference, "", "", "",
				}
			}),
			each(spends, func(p *billing.CreditSpend) []string {
				return []string{
					"spend", p.ID, p.Kind, instant(p.At), p.Quantity.String(), "", "", "", "", p.Actor, p.Action, p.Workspace,
				}
			})),
	}
}
