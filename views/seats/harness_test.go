package seats

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// fake is a source whose people are as it was told, and which notes what is done.
type fake struct {
	facts     billing.Facts
	members   []billing.Member
	freshness billing.Freshness
	err       error // of reading
	reads     int   // of the facts
	refuse    error // of whatever is done
	did       []string
	obeys     bool // whoever is deactivated is so from then on
	widths    map[string]float32
}

func (f *fake) Freshness() billing.Freshness { return f.freshness }
func (f *fake) Members(context.Context) ([]billing.Member, error) {
	if !f.facts.Account.Role.May(billing.SeePeople) {
		return nil, errors.New("asked for members by somebody who may not see them")
	}
	return slices.Clone(f.members), f.err
}

func (f *fake) Estimate(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	return billing.NewPreview(f.facts, patch, sample.Now())
}

func (f *fake) Invite(_ context.Context, in billing.Invitation) error {
	return f.note(fmt.Sprintf("invite %s %q %s %t", in.Email, in.Name, in.Role, in.Guest))
}

func (f *fake) SetMemberRole(_ context.Context, member string, role billing.Role) error {
	return f.note(fmt.Sprintf("role of %s: %s", member, role))
}

func (f *fake) SetMembersActive(_ context.Context, members []string, active bool) error {
	for i := range f.members {
		if f.obeys && !active && slices.Contains(members, f.members[i].ID) {
			f.members[i].Status = billing.MemberDeactivated
			f.facts.Usage.ActiveMembers--
		}
	}
	return f.note(fmt.Sprintf("active %t: %v", active, members))
}

func (f *fake) note(what string) error {
	f.did = append(f.did, what)
	return f.refuse
}

func (f *fake) ColumnWidths(string) map[string]float32              { return f.widths }
func (f *fake) SetColumnWidths(_ string, widths map[string]float32) { f.widths = widths }

func normal() *fake {
	return &fake{facts: sample.Facts(), members: sample.Members(), freshness: sample.Fresh(billing.Fresh)}
}

// crowded has three more people than seats.
func crowded() *fake {
	f := normal()
	f.members = append(f.members, sample.Newcomers()...)
	f.facts.Usage.ActiveMembers = 53
	return f
}

func (f *fake) as(role billing.Role) *fake {
	f.facts.Account.Role = role
	return f
}

// id is the member's who has a name.
func (f *fake) id(name string) string {
	for _, m := range f.members {
		if m.Name == name {
			return m.ID
		}
	}
	panic("nobody is called " + name)
}

func (f *fake) Facts(context.Context) (billing.Facts, error) {
	f.reads++
	return f.facts, f.err
}

type bench struct {
	*viewtest.Bench
	page   *Page
	source *fake
	t      *testing.T
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source, t: t}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Now: b.Now, Go: b.Go, Say: b.Say, Copy: b.Copy,
		})
		return b.page
	}, theme.ChoiceLight, width)
	return b
}

// shown is the page with everything read.
func shown(t *testing.T, source *fake, arg string) *bench {
	t.Helper()
	b := open(t, source, viewtest.Wide)
	b.Show(arg)
	return b
}

// listed are the names in the rows, from the first.
func (b *bench) listed(most int) []string {
	var names []string
	for _, row := range b.page.list.listing.rows[:min(most, len(b.page.list.listing.rows))] {
		names = append(names, b.page.data.roster.members[row].Name)
	}
	return names
}

func (b *bench) expectListed(when string, want ...string) {
	b.t.Helper()
	if got := b.listed(len(want)); !slices.Equal(got, want) {
		b.t.Errorf("%s: %q, want %q", when, got, want)
	}
}

// drain lets the page do what was begun.
func (b *bench) drain() { b.Scheduler.Drain() }

// tick ticks members by name.
func (b *bench) tick(names ...string) {
	var ids []string
	for _, name := range names {
		ids = append(ids, b.source.id(name))
	}
	b.page.list.table.SetChecked(ids...)
	b.page.list.tellChecked()
}

// menu opens a member's menu, and chooses one of its items by the keyboard.
func (b *bench) menu(name, item string) {
	b.t.Helper()
	m := *b.page.data.roster.member(b.source.id(name))
	items := b.page.menuItems(m)
	at := slices.IndexFunc(items, func(i *fyne.MenuItem) bool { return i.Label == item })
	if at < 0 {
		b.t.Fatalf("no %q for %s", item, name)
	}
	b.page.memberMenu(m.ID, fyne.NewPos(100, 100))
	b.choose(at + 1)
}

// items are what a member's menu offers; what is off is in brackets.
func (b *bench) items(name string) []string {
	return b.itemsOf(*b.page.data.roster.member(b.source.id(name)))
}

func (b *bench) itemsOf(m billing.Member) []string {
	var all []string
	for _, item := range b.page.menuItems(m) {
		label := item.Label
		if item.Disabled {
			label = "[" + label + "]"
		}
		all = append(all, label)
	}
	return all
}

// choose chooses an item of the menu that is open.
func (b *bench) choose(down int) {
	b.t.Helper()
	menu, ok := b.Window.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		b.t.Fatalf("no menu is open, the focus is on %T", b.Window.Canvas().Focused())
	}
	for range down {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.drain()
}

// write types into what has the focus.
func (b *bench) write(text string) {
	test.Type(b.Window.Canvas().Focused(), text)
	b.drain()
}

// says fails the test for each sentence that is not on the page, over however many lines.
func (b *bench) says(want ...string) {
	b.t.Helper()
	page := strings.Join(b.Texts(), " ")
	for _, sentence := range want {
		if !strings.Contains(page, sentence) {
			b.t.Errorf("%q is not in %q", sentence, page)
		}
	}
}
