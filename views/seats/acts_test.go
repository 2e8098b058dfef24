package seats

import (
	"fmt"
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The three who were away longest are marked, and ticked where the way there says so.
func TestSaysWhoIsOver(t *testing.T) {
	b := shown(t, crowded(), "over")
	b.Sees("53 of 50 paid seats in use", "3 over the limit", "Over the limit", "Ways to fix it", "$0.00 due", "3 selected")
	b.expectListed("over or idle", "Bea Nowak", "Luis Ferreira", "Noor Haddad", "Tomás Álvarez", "Grace Lindqvist", "Ibrahim Diallo")
	b.Golden("over")
	b.Press("Deactivate 3 selected")
	b.says("Deactivate 3 members", "Bea Nowak, Luis Ferreira, Noor Haddad", "Members fit the seats again.")
	b.Golden("deactivate")
	b.Press("Deactivate")
	want := fmt.Sprintf("active false: %v", []string{b.source.id("Bea Nowak"), b.source.id("Luis Ferreira"), b.source.id("Noor Haddad")})
	if !slices.Equal(b.source.did, []string{want}) {
		t.Errorf("did %v", b.source.did)
	}
	if said := b.Said[len(b.Said)-1]; said.What != "3 members are deactivated." {
		t.Errorf("said %q", said)
	}
	b.Sees("Show who is over")
}

// As many as are over free no seat, and leave nobody to review; one more frees one.
func TestPromisesASavingOnlyForAFreeSeat(t *testing.T) {
	for name, tt := range map[string]struct {
		more        []string
		says, saves string
	}{
		"those who are over": {nil, "No seat becomes free, so what is paid stays the same.", ""},
		"one more":           {[]string{"Tomás Álvarez"}, "It costs less once there are fewer seats at a renewal.", "Remove seats at renewal to pay less."},
	} {
		b := shown(t, crowded(), "over")
		b.source.obeys = true
		b.tick(append([]string{"Bea Nowak", "Luis Ferreira", "Noor Haddad"}, tt.more...)...)
		n := 3 + len(tt.more)
		b.Press(fmt.Sprintf("Deactivate %d selected", n))
		b.says(tt.says)
		b.Press("Deactivate")
		if said := b.Said[len(b.Said)-1]; said.What != fmt.Sprintf("%d members are deactivated.", n) || said.Next != tt.saves {
			t.Errorf("%s: said %q", name, said)
		}
		if b.page.query.only != onlyAny || len(b.listed(50)) != 53-n {
			t.Errorf("%s: filter %d leaves %d", name, b.page.query.only, len(b.listed(50)))
		}
		b.SeesNot("Nobody fits")
	}
}

func TestInvites(t *testing.T) {
	b := shown(t, normal(), "invite")
	b.says("Invite somebody", "Takes a seat from when it is accepted. 4 seats are free, and 3 invitations wait.")
	b.Golden("invite")
	if !b.Button("Send the invitation").Disabled() {
		t.Error("nobody can be invited")
	}
	b.write("tove.jansen")
	b.Press("Send the invitation")
	b.Sees("An address looks like name@example.com.")
	b.write("@northwind.example")
	b.Press("Send the invitation")
	if want := []string{`invite tove.jansen@northwind.example "" member false`}; !slices.Equal(b.source.did, want) {
		t.Errorf("did %v, want %v", b.source.did, want)
	}
	if b.page.drawer.open != nil || b.Said[0].What != "tove.jansen@northwind.example is invited." {
		t.Errorf("said %v", b.Said)
	}
}

func TestInvitesOnlyGuestsWhereItIsFull(t *testing.T) {
	b := shown(t, crowded(), "invite")
	b.write("tove@northwind.example")
	b.says("All 50 seats are taken. Add seats or deactivate somebody first; guests can be invited now.")
	if !b.Button("Send the invitation").Disabled() {
		t.Error("a member can be invited")
	}
	widgets.Walk(b.page.root, func(o fyne.CanvasObject) {
		if check, ok := o.(*widgets.Check); ok {
			test.Tap(check)
		}
	})
	b.Press("Send the invitation")
	if want := []string{`invite tove@northwind.example "" member true`}; !slices.Equal(b.source.did, want) {
		t.Errorf("did %v, want %v", b.source.did, want)
	}
}

// What was refused stays to be corrected, with why.
func TestARefusalStaysInThePanel(t *testing.T) {
	b := shown(t, normal(), "invite")
	b.source.refuse = billing.NewProblem(billing.SeatsOverLimit, "members", "51", "limit", "50")
	b.write("tove@northwind.example")
	b.Press("Send the invitation")
	b.Sees("tove@northwind.example")
	b.says(words.Printer{}.Error(b.source.refuse).String())
	if b.Button("Send the invitation").Disabled() {
		t.Error("it cannot be tried again")
	}
}

func TestMemberMenus(t *testing.T) {
	b := shown(t, normal(), "")
	for name, want := range map[string][]string{
		"Priya Raman":     {"Copy email", "Change role", "Deactivate"},
		"Hassan Ali":      {"Copy email", "Change role", "Deactivate"},
		"Sofia Marchetti": {"Copy email", "Change role", "Withdraw the invitation"},
		"Jonas Weber":     {"Copy email", "[Change role (their role is above yours)]", "[Deactivate (their role is above yours)]"},
	} {
		if got := b.items(name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	gone := b.page.data.roster.members[slices.IndexFunc(b.page.data.roster.members, func(m billing.Member) bool { return m.Status == billing.MemberDeactivated })]
	if got := b.itemsOf(gone); !slices.Equal(got, []string{"Copy email", "Reactivate"}) {
		t.Errorf("deactivated: %q", got)
	}
	b.menu("Priya Raman", "Copy email")
	if b.Copied != "priya.raman@northwind.example" {
		t.Errorf("copied %q", b.Copied)
	}
	reader := shown(t, normal().as(billing.RoleFinanceApprover), "")
	if got := reader.items("Priya Raman"); !slices.Equal(got, []string{"Copy email"}) {
		t.Errorf("who only reads: %q", got)
	}
	away := normal()
	away.freshness = sample.Fresh(billing.Away)
	if got := shown(t, away, "").items("Priya Raman"); !slices.Equal(got, []string{"Copy email", "[Change role (offline)]", "[Deactivate (offline)]"}) {
		t.Errorf("offline: %q", got)
	}
}

func TestChangesARole(t *testing.T) {
	b := shown(t, normal(), "")
	b.menu("Priya Raman", "Change role")
	b.says("Priya Raman", "Choose another role; this is the present one.", "Reads members and usage")
	b.SeesNot("Everything, and other owners")
	b.Golden("role")
	b.Key(fyne.KeyUp)
	b.Press("Change role")
	if want := []string{"role of " + b.source.id("Priya Raman") + ": operations"}; !slices.Equal(b.source.did, want) {
		t.Errorf("did %v, want %v", b.source.did, want)
	}
	if b.Said[0].What != "Priya Raman is now: Operations." {
		t.Errorf("said %v", b.Said)
	}
}

func TestDeactivatesThoseWhoAreTicked(t *testing.T) {
	b := shown(t, normal(), "")
	b.tick("Tomás Álvarez", "Sofia Marchetti", "Jonas Weber")
	b.Sees("3 selected", "Clear selection")
	b.Press("Deactivate")
	b.says("Deactivate 2 members", "Sofia Marchetti, Tomás Álvarez", "1 invitation is withdrawn.", "1 seat becomes free.",
		"1 of those selected is deactivated already or has a role above yours, and stays as it is.")
	b.Press("Keep")
	if len(b.source.did) != 0 || b.page.drawer.open != nil {
		t.Errorf("kept, it did %v", b.source.did)
	}
	b.Press("Clear selection")
	b.SeesNot("3 selected", "Clear selection")
	b.tick("Jonas Weber")
	b.Press("Deactivate")
	if said := b.Said[len(b.Said)-1].What; said != "Nobody of those selected can be deactivated." {
		t.Errorf("said %q", said)
	}
}

func TestReactivates(t *testing.T) {
	source := normal()
	source.members[0].Status = billing.MemberDeactivated
	name, id := source.members[0].Name, source.members[0].ID
	b := shown(t, source, "")
	b.tick(name)
	b.Press("Reactivate")
	b.says("Reactivate 1 member", name, "They take 1 of 4 free seats.")
	b.Press("Reactivate")
	if want := []string{fmt.Sprintf("active true: [%s]", id)}; !slices.Equal(source.did, want) {
		t.Errorf("did %v, want %v", source.did, want)
	}
	full := normal().seats(46)
	full.members[0].Status = billing.MemberDeactivated
	c := shown(t, full, "")
	c.menu(name, "Reactivate")
	c.says("There are not enough free seats.", "They would take 1 seat, and 0 are free. Add seats or deactivate somebody first.")
	if !c.Button("Reactivate").Disabled() {
		t.Error("they can be reactivated")
	}
}

func TestNotTooManyAtOnce(t *testing.T) {
	b := shown(t, normal(), "")
	many := targets{ids: make([]string, billing.MaxActivated+1), names: []string{"Ada"}}
	b.page.deactivate(many)
	b.drain()
	b.Sees("At most 1,000 at once; choose fewer.")
	if !b.Button("Deactivate").Disabled() {
		t.Error("they can be deactivated")
	}
}

// What ends closes the panel that it was begun in, and no other that is open by then.
func TestWhatEndsLeavesAnotherPanelOpen(t *testing.T) {
	for name, refuse := range map[string]error{"done": nil, "refused": billing.NewProblem(billing.NotPermitted)} {
		b := shown(t, normal(), "invite")
		b.source.refuse = refuse
		b.write("tove@northwind.example")
		test.Tap(b.Button("Send the invitation"))
		b.page.Escape()
		b.page.deactivate(targets{ids: []string{b.source.id("Priya Raman")}, names: []string{"Priya Raman"}, seats: 1})
		other := b.page.drawer.open
		b.drain()
		if len(b.source.did) != 1 || len(b.Said) != 1 {
			t.Fatalf("%s: did %v, said %v", name, b.source.did, b.Said)
		}
		if other == nil || b.page.drawer.open != other || b.page.drawer.failure.Visible() {
			t.Errorf("%s: the panel opened meanwhile is closed, or is told what it did not do", name)
		}
		if b.Button("Deactivate").Disabled() {
			t.Errorf("%s: it stays off", name)
		}
	}
}
