package views_test

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/views/sample"
)

// fakePeople are an account's people, and how wide the columns of tables were made.
type fakePeople struct {
	members []billing.Member
	joined  []billing.Member // beside them
	widths  map[string]map[string]float32
}

func (f *fake) Members(context.Context) ([]billing.Member, error) {
	if !f.facts.Account.Role.May(billing.SeePeople) {
		return nil, nil
	}
	all := f.members
	if all == nil {
		all = sample.Members()
	}
	return append(atMost(all, f.facts.Usage.ActiveMembers), f.joined...), f.factsErr
}

func (f *fake) IdleMembers(ctx context.Context, now time.Time) (int, error) {
	all, err := f.Members(ctx)
	return billing.IdleCount(all, now), err
}

// atMost is people without those who take a seat beyond a number of seats.
func atMost(all []billing.Member, seats int) []billing.Member {
	var kept []billing.Member
	for i := range all {
		if all[i].TakesSeat() {
			if seats--; seats < 0 {
				continue
			}
		}
		kept = append(kept, all[i])
	}
	return kept
}

func (f *fake) Invite(context.Context, billing.Invitation) error          { return f.refuse }
func (f *fake) SetMemberRole(context.Context, string, billing.Role) error { return f.refuse }
func (f *fake) SetMembersActive(context.Context, []string, bool) error    { return f.refuse }
func (f *fake) ColumnWidths(table string) map[string]float32              { return f.widths[table] }
func (f *fake) SetColumnWidths(string, map[string]float32)                {}
