package invoices

import (
	"testing"

	"billfold/billing"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

// The keyboard stays on the buttons of a document that may not be seen any more.
func TestNothingIsMailedOrSavedOnceTheRoleIsLowered(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	ways := []*widgets.Button{b.Button("Mail"), b.Button("Save PDF"), b.Button("Save CSV")}
	account := *b.source.facts.Account
	account.Role = billing.RoleMember
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	for _, way := range ways {
		way.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	b.Scheduler.Drain()
	if b.source.subject != "" || len(b.source.saved) != 0 {
		t.Errorf("mailed %q, saved %q", b.source.subject, b.source.saved)
	}
}
