package views_test

import (
	"context"

	"billfold/billing"
	"billfold/views/sample"
)

// fakePeople are an account's people, and how wide the columns of tables were made.
type fakePeople struct {
	members   []billing.Member
	joined    []billing.Member // beside them
	memberErr error
	widths    map[string]map[string]float32
}

func (f *fake) Members(context.Context) ([]billing.Member, error) {
	all := f.members
	if all == nil {
		all = sample.Members()
	}
	return append(append([]billing.Member{}, all...), f.joined...), f.memberErr
}

func (f *fake) Invite(context.Context, billing.Invitation) error          { return f.refuse }
func (f *fake) SetMemberRole(context.Context, string, billing.Role) error { return f.refuse }
func (f *fake) SetMembersActive(context.Context, []string, bool) error    { return f.refuse }
func (f *fake) ColumnWidths(table string) map[string]float32              { return f.widths[table] }
func (f *fake) SetColumnWidths(string, map[string]float32)                {}
