package seats

import (
	"testing"

	"billfold/billing"
)

// lose has the reader's role taken away while the page is open.
func (b *bench) lose() {
	account := *b.source.facts.Account
	account.Role = billing.RoleMember
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.drain()
}

// Whoever may not see people any more is asked nothing about them.
func TestAPanelGoesWithTheRole(t *testing.T) {
	for name, open := range map[string]func(*Page){
		"an invitation": (*Page).invite,
		"a question":    func(p *Page) { p.reactivate(nil) },
		"seats":         (*Page).addSeats,
	} {
		b := shown(t, normal(), "")
		open(b.page)
		b.lose()
		b.says("The list of members is not for your role")
		if b.page.drawer.open != nil {
			t.Errorf("%s is still asked for", name)
		}
	}
}

// A menu that was opened before does nothing.
func TestAMenuGoesWithTheRole(t *testing.T) {
	b := shown(t, normal(), "")
	b.tick("Grace Lindqvist")
	items := b.page.menuItems(*b.page.data.roster.member(b.source.id("Grace Lindqvist")))
	b.lose()
	for _, item := range items[1:] {
		item.Action()
	}
	b.page.changeTicked()
	if b.page.drawer.open != nil || len(b.source.did) > 0 {
		t.Errorf("asks %v, did %q", b.page.drawer.open, b.source.did)
	}
}
