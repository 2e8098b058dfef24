package seats

import (
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/viewtest"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestShowsWhoTakesTheSeats(t *testing.T) {
	b := shown(t, normal(), "")
	b.Sees("46 of 50 paid seats in use", "40 active in the last 60 days, 6 idle", "4 free, 3 invited", "6 members idle for 60 days or more",
		"All 69", "Active 46", "Invited 3", "Guests 12", "Deactivated 8", "Jonas Weber", "Idle 60+ days", "Last caught up 10:40:07")
	b.expectListed("by role, those to look at first", "Jonas Weber", "Maya Okafor", "Tomás Álvarez", "Grace Lindqvist")
	b.Golden("normal")
}

func TestStates(t *testing.T) {
	for name, tt := range map[string]struct {
		set  func(*fake)
		want string
	}{
		"empty":      {func(f *fake) { f.members = []billing.Member{} }, "No members yet"},
		"error":      {func(f *fake) { f.err = billing.NewProblem(billing.CacheCorrupt) }, "Read again"},
		"loading":    {func(f *fake) { f.err, f.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{} }, "Reading the saved copy…"},
		"offline":    {func(f *fake) { f.freshness = sample.Fresh(billing.Away) }, "Saved copy from 09:18"},
		"member":     {func(f *fake) { f.as(billing.RoleMember) }, "The list of members is not for your role"},
		"operations": {func(f *fake) { f.as(billing.RoleOperations) }, "You can read this. Ask Maya Okafor to change members or seats."},
	} {
		t.Run(name, func(t *testing.T) {
			source := normal()
			tt.set(source)
			b := shown(t, source, "")
			b.Sees(tt.want)
			b.Golden(name)
		})
	}
}

func TestFitsInEveryState(t *testing.T) {
	long := normal()
	long.facts = sample.Abroad()
	for name, source := range map[string]*fake{
		"normal": normal(), "over": crowded(), "abroad": long, "operations": normal().as(billing.RoleOperations),
		"member": normal().as(billing.RoleMember), "yearly": yearly(),
	} {
		for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
			b := open(t, source, width)
			b.Show("")
			for _, misfit := range widgets.Misfits(b.page.cards) {
				t.Errorf("%s at %v: %s", name, width, misfit)
			}
			if b.page.data.roster != nil {
				for _, misfit := range widgets.Misfits(b.page.list.tools) {
					t.Errorf("%s at %v: %s", name, width, misfit)
				}
			}
			if needs := b.page.root.MinSize().Width; needs > width {
				t.Errorf("%s: needs %v units of %v", name, needs, width)
			}
		}
	}
	wide := open(t, normal(), viewtest.Wide)
	wide.Show("")
	wide.Fits("seats-wide")
}

// German is longer, and fits all the same.
func TestFitsInGerman(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	for _, source := range []*fake{normal(), crowded()} {
		for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
			b := open(t, source, width)
			b.Show("")
			for _, misfit := range append(widgets.Misfits(b.page.cards), widgets.Misfits(b.page.list.tools)...) {
				t.Errorf("at %v: %s", width, misfit)
			}
			if needs := b.page.root.MinSize().Width; needs > width {
				t.Errorf("needs %v units of %v", needs, width)
			}
			for _, open := range []func(){b.page.addSeats, b.page.removeSeats, b.page.invite, func() { b.page.deactivate(b.page.ticked()) }} {
				open()
				b.drain()
				for _, misfit := range widgets.Misfits(b.page.drawer.place) {
					t.Errorf("at %v: %s", width, misfit)
				}
			}
		}
	}
}

func yearly() *fake {
	f := normal()
	f.facts.Subscription.Terms.Interval = billing.Yearly
	return f
}

func TestSearchesAndFilters(t *testing.T) {
	b := shown(t, normal(), "")
	b.page.list.search.SetText("alvarez")
	b.drain()
	b.expectListed("by name", "Tomás Álvarez")
	b.Sees("Rows 1 to 1 of 1 · filtered", "Clear filter")
	b.page.list.search.SetText("contoso")
	b.drain()
	b.expectListed("by address", "Hassan Ali")
	b.page.list.search.SetText("nowhere")
	b.drain()
	b.Sees("Nobody fits")
	b.Press("Clear filter")
	b.Sees("Jonas Weber")
	if b.page.list.search.Text() != "" || len(b.page.list.listing.rows) != 69 {
		t.Errorf("after clearing %q is searched, %d found", b.page.list.search.Text(), len(b.page.list.listing.rows))
	}
	b.page.list.segments.OnChanged(int(segmentInvited))
	b.drain()
	b.expectListed("invited", "Ines Carvalho", "Omar Haddad", "Sofia Marchetti")
	b.page.list.segments.OnChanged(int(segmentAll))
	b.drain()
	test.Tap(b.page.list.roles)
	b.choose(4) // any, owner, workspace admin, billing admin
	b.expectListed("of a role", "Maya Okafor")
	b.Sees("Billing admin")
	if len(b.page.list.listing.rows) != 1 {
		t.Errorf("%d billing admins", len(b.page.list.listing.rows))
	}
}

// A hundred thousand are searched elsewhere; whatever was asked before the newest is
// dropped, and the window gets the answer at once.
func TestTheNewestSearchWins(t *testing.T) {
	b := shown(t, normal(), "")
	before := slices.Clone(b.page.list.listing.rows)
	b.page.list.search.SetText("a")
	b.page.list.search.SetText("al")
	b.page.list.search.SetText("alv")
	if !slices.Equal(b.page.list.listing.rows, before) {
		t.Error("the window searched by itself")
	}
	for applied := 0; b.Scheduler.Step(); {
		if !slices.Equal(b.page.list.listing.rows, before) {
			if applied++; applied == 1 {
				b.expectListed("the first answer", "Tomás Álvarez")
			}
		}
	}
	b.expectListed("the last answer", "Tomás Álvarez")
}

// What is read while somebody types does not bring back what they searched for before.
func TestReadingKeepsTheNewestSearch(t *testing.T) {
	b := shown(t, normal(), "")
	b.page.Reload()
	b.page.list.search.SetText("maya")
	b.drain()
	b.expectListed("after both", "Maya Okafor")
	b.page.Changed(billing.KindMembers)
	b.drain()
	if len(b.page.list.listing.rows) != 1 {
		t.Errorf("another reading lists %d", len(b.page.list.listing.rows))
	}
}

func TestSorts(t *testing.T) {
	b := shown(t, normal(), "")
	b.page.list.table.OnSort(int(columnActive))
	b.drain()
	b.expectListed("who was active last", "Maya Okafor", "Jonas Weber", "Priya Raman", "Hassan Ali")
	b.Sees("Rows 1 to 11 of 69 · sorted by last activity")
	b.page.list.table.OnSort(int(columnActive))
	b.drain()
	b.expectListed("and the other way round", "Ines Carvalho", "Omar Haddad", "Sofia Marchetti")
	b.page.list.table.OnSort(int(columnName))
	b.drain()
	b.expectListed("by name", "Ada Abara")
}

func TestReviewsTheIdle(t *testing.T) {
	b := shown(t, normal(), "")
	b.page.list.search.SetText("somebody else")
	b.Press("Review the 6 members")
	b.expectListed("the idle", "Tomás Álvarez", "Grace Lindqvist", "Ibrahim Diallo", "Bea Nowak", "Luis Ferreira", "Noor Haddad")
	b.Sees("Rows 1 to 6 of 6 · filter: idle for 60 days or more")
	b.Golden("idle")
	b.Press("Clear filter")
	b.Sees("Rows 1 to 11 of 69 · sorted by status")
	again := shown(t, normal(), "idle")
	again.Sees("Rows 1 to 6 of 6 · filter: idle for 60 days or more")
}

// Whatever is left out when somebody comes for one member, that member is shown.
func TestARouteLeadsToAMember(t *testing.T) {
	source := normal()
	b := shown(t, source, "idle")
	b.page.list.search.SetText("tom")
	b.drain()
	b.Show(nav.MemberArg(source.id("Noor Haddad")))
	list := b.page.list.table.Focus()
	if b.page.query.filtered() || b.page.list.search.Text() != "" {
		t.Errorf("still left out: %+v", b.page.query)
	}
	b.Sees("Noor Haddad")
	if b.Window.Canvas().Focused() != list {
		t.Fatal("the list has not the keyboard")
	}
	list.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{})
	if !strings.HasPrefix(b.Copied, "Noor Haddad\t") {
		t.Errorf("the ring is around %q", b.Copied)
	}
	b.Show(nav.MemberArg("nobody"))
	if len(b.page.list.listing.rows) != 69 {
		t.Errorf("%d are listed of whom nobody was meant", len(b.page.list.listing.rows))
	}
}

// Offline everything is readable, and what is off says why.
func TestOffline(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := shown(t, source, "")
	b.says("Offline. Members and seats can be changed when billing can be reached again.")
	if !b.Button("Invite").Disabled() {
		t.Error("somebody can be invited")
	}
	b.Press("Add seats")
	b.says("Offline. This is an estimate from the saved copy; it can be checked out when billing can be reached again.", "Due now")
	if !b.Button("Continue to checkout").Disabled() {
		t.Error("it can be checked out")
	}
	b.page.Escape()
	b.tick("Tomás Álvarez")
	if !b.Button("Deactivate").Disabled() {
		t.Error("members can be deactivated")
	}
	source.freshness = sample.Fresh(billing.Live)
	b.page.Changed(billing.KindFreshness)
	b.drain()
	b.SeesNot("Offline. Members and seats can be changed when billing can be reached again.")
	if b.Button("Invite").Disabled() || b.Button("Deactivate").Disabled() {
		t.Error("back again, it stays off")
	}
}

// Another role, and what it may not see is gone from the page; back, and it is there.
func TestARoleThatChanges(t *testing.T) {
	b := shown(t, normal(), "")
	b.source.as(billing.RoleMember)
	b.page.Changed(billing.KindAccount)
	b.drain()
	b.SeesNot("Jonas Weber", "All 69")
	b.Sees("The list of members is not for your role")
	b.source.as(billing.RoleAdmin)
	b.page.Changed(billing.KindAccount)
	b.drain()
	b.Sees("Jonas Weber", "All 69")
}

func TestAnotherDayHasOtherWords(t *testing.T) {
	b := shown(t, normal(), "")
	b.Sees("Today 10:38")
	b.Leap(14 * time.Hour)
	b.SeesNot("Today 10:38")
	b.Sees("Yesterday")
}

// Members who are gone are not ticked any more; the others stay.
func TestTicksFollowTheMembers(t *testing.T) {
	b := shown(t, normal(), "")
	b.tick("Tomás Álvarez", "Grace Lindqvist")
	b.source.members = slices.DeleteFunc(b.source.members, func(m billing.Member) bool { return m.Name == "Grace Lindqvist" })
	b.page.Changed(billing.KindMembers)
	b.drain()
	b.Sees("1 selected")
}

// How fresh the copy is moves its age on, and reads nothing of it again; where there is
// nothing to show yet it may say why.
func TestFreshnessAloneReadsNothingAgain(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	b := shown(t, source, "")
	b.Sees("Reading the saved copy…")
	source.freshness = sample.Fresh(billing.Away)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	b.SeesNot("Reading the saved copy…")
	source.err = nil
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	before := source.reads
	source.freshness = sample.Fresh(billing.Live)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	if source.reads != before {
		t.Errorf("the account is read %d times more", source.reads-before)
	}
	if b.page.shown.rights.away {
		t.Error("the page does not say that billing can be reached again")
	}
}
