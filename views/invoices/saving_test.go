package invoices

import (
	"context"
	"testing"

	"billfold/billing"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
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

// Another account's page begins anew: what was being written for this one is told of.
func TestAFileThatIsNotWrittenAnyMoreIsToldOf(t *testing.T) {
	for want, refuse := range map[string]error{
		"Saving a.pdf was canceled. Nothing was written.": context.Canceled,
		"a.pdf was saved in /home/maya/Documents.":        nil, // it was faster
	} {
		b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
		b.source.refuse = refuse
		test.Tap(b.Button("Save PDF"))
		b.page.Close()
		b.Scheduler.Drain()
		if len(b.Said) != 1 || b.Said[0].String() != want || b.Said[0].Failed != (refuse != nil) || len(b.offered) != 0 {
			t.Errorf("said %v, offered %q, want %q", b.Said, b.offered, want)
		}
	}
}
