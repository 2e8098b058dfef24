// Package seats is who the members of an account are, how many seats they take of those
// that are paid for, and what can be done about both.
package seats

import (
	"context"
	"errors"
	"reflect"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Source is what the page reads and does.
type Source interface {
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// Members are all of the account's; only who may see people is asked for them.
	Members(ctx context.Context) ([]billing.Member, error)
	// Estimate prices a change from the saved copy.
	Estimate(ctx context.Context, patch billing.Patch) (billing.Preview, error)
	Invite(ctx context.Context, in billing.Invitation) error
	SetMemberRole(ctx context.Context, member string, role billing.Role) error
	// SetMembersActive deactivates or reactivates members, all or none of them.
	SetMembersActive(ctx context.Context, members []string, active bool) error
	widgets.WidthStore
}

// The routes' arguments, beside a member's.
const (
	argOver = "over" // who is over the limit
	argIdle = "idle" // who is idle
)

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Say       func(words.Told) // tells what came of an action
	Copy      func(text string)
	Words     words.Printer
	Now       func() time.Time
}

// Page is the seats and the members.
type Page struct {
	deps  Deps
	reads *load.Loader[data]
	lists *load.Loader[listing]
	acts  *load.Loader[struct{}]

	root   *fyne.Container
	body   *fyne.Container // what is under the drawer
	head   widgets.PageHead
	reason *widgets.Text
	cards  *fyne.Container
	list   *list
	page   fyne.CanvasObject // cards and list, once they were made
	drawer *drawer
	fix    *widgets.Button // of those who are ticked, where the seats do not suffice

	data   *data
	shown  *model
	query  query
	wanted string // the route's argument, until there is something to show it on
	acting bool
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Escapable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps:  deps,
		reads: load.New[data](deps.Scheduler), lists: load.New[listing](deps.Scheduler), acts: load.New[struct{}](deps.Scheduler),
		reason: widgets.NewCaption(""), cards: container.NewStack(), query: query{sort: columnRole},
	}
	p.head = widgets.NewPageHead(words.T("Seats"), words.T("Reading the saved copy…"), p.reason)
	p.list = newList(p)
	p.drawer = newDrawer(p)
	p.body = container.NewStack(p.loading())
	p.root = container.New(drawerLayout{}, p.body, p.drawer.place)
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the members and shows what the route asks for.
func (p *Page) Show(arg string) {
	p.wanted = arg
	p.Reload()
}

// Changed reads again where something on the page changed, or where there is nothing yet
// but why there is nothing.
func (p *Page) Changed(kinds billing.Kinds) {
	switch fresh := kinds.Has(billing.KindFreshness); {
	case fresh && p.data == nil,
		kinds.Has(billing.KindMembers | billing.KindAccount | billing.KindSubscription | billing.KindCatalog | billing.KindUsage):
		p.Reload()
	case fresh:
		p.present()
	}
}

// Tick moves the age on. Another day has other words for when somebody was active.
func (p *Page) Tick(now time.Time) {
	switch {
	case p.data == nil:
	case p.deps.Words.Day(now) != p.deps.Words.Day(p.data.at):
		p.Reload()
	default:
		p.present()
	}
}

// Close ends what is being read and done.
func (p *Page) Close() {
	p.reads.Close()
	p.lists.Close()
	p.acts.Close()
	p.drawer.shut()
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.acting {
		return words.Sending()
	}
	return ""
}

// FirstFocus is the search.
func (p *Page) FirstFocus() fyne.Focusable {
	if p.drawer.open != nil {
		return p.drawer.open.first
	}
	return p.list.search.Entry()
}

// Escape closes what lies over the page.
func (p *Page) Escape() bool {
	if p.drawer.open == nil {
		return false
	}
	p.drawer.shut()
	return true
}

// Reload reads everything again; what is on screen stays until then.
func (p *Page) Reload() {
	q := p.query
	p.reads.Run(p.deps.Context, func(ctx context.Context) (data, error) { return p.read(ctx, q) }, p.apply)
}

// read prepares everything away from the window, what the list shows included.
func (p *Page) read(ctx context.Context, q query) (data, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return data{}, err
	}
	d := data{facts: facts, at: p.deps.Now()}
	if !facts.Account.Role.May(billing.SeePeople) {
		return d, nil
	}
	members, err := p.deps.Source.Members(ctx)
	if err != nil {
		return data{}, err
	}
	d.roster = newRoster(members, facts.Subscription.Terms.Seats, d.at)
	if d.listing, err = d.roster.list(ctx, q); err != nil {
		return data{}, err
	}
	p.estimate(ctx, &d)
	return d, nil
}

// estimate prices what the cards offer. An offer that cannot be priced is made without a
// price.
func (p *Page) estimate(ctx context.Context, d *data) {
	s, used := d.facts.Subscription, d.facts.Usage.ActiveMembers
	price := func(seats int) *billing.Preview {
		preview, err := p.deps.Source.Estimate(ctx, billing.Patch{Seats: &seats})
		if err != nil {
			return nil
		}
		return &preview
	}
	switch fewer, ok := idleSeats(d.facts, d.roster.idling); {
	case !d.facts.Account.Role.May(billing.SeeBilling):
	case s.Terms.Seats > 0 && used > s.Terms.Seats:
		d.added = price(used)
	case ok:
		d.freed = price(fewer)
	}
}

func (p *Page) apply(d data, err error) {
	waiting := p.deps.Source.Freshness().Awaits(err)
	switch {
	case errors.Is(err, context.Canceled), err != nil && (p.data != nil || waiting):
		return
	case err != nil:
		p.set(p.unreadable(p.deps.Words.Error(err)))
		return
	}
	if p.sees() && d.roster == nil {
		p.drawer.shut() // what is asked there is about people who are not theirs to see any more
		p.list.table.SetChecked()
		p.list.tellChecked()
	}
	p.data = &d
	p.list.fill(p.data)
	p.present()
	p.drawer.renew()
	p.follow()
}

// sees tells whether the members are there for the reader to see.
func (p *Page) sees() bool { return p.data != nil && p.data.roster != nil }

// follow shows what the route asked for.
func (p *Page) follow() {
	wanted := p.wanted
	p.wanted = ""
	member, named := nav.ParseMemberArg(wanted)
	switch {
	case p.data.roster == nil:
	case named:
		p.list.reach(member)
	case wanted == argOver:
		p.review(onlyOver)
	case wanted == argIdle:
		p.review(onlyIdle)
	case wanted == nav.SeatsInvite && p.shown.rights.admit:
		p.invite()
	}
}

// present shows what was read. It builds anew only what says something else.
func (p *Page) present() {
	if p.data == nil {
		return
	}
	m := show(p.data, p.away(), p.deps.Words)
	if p.shown != nil && reflect.DeepEqual(*p.shown, m) {
		p.list.table.RefreshFooter()
		return
	}
	p.shown = &m
	p.head.Subtitle.SetText(m.subtitle)
	p.reason.SetText(m.rights.why)
	p.cards.Objects = []fyne.CanvasObject{p.cardsOf(m)}
	p.list.allow(m.rights)
	p.drawer.renew()
	switch {
	case p.data.roster == nil:
		p.set(p.notYours(m))
	case p.data.roster.counts[segmentAll] == 0:
		p.set(p.empty(m))
	default:
		p.set(p.normal())
	}
	p.cards.Refresh()
}

func (p *Page) away() bool { return p.deps.Source.Freshness().State(p.deps.Now()) == billing.Away }

func (p *Page) set(content fyne.CanvasObject) {
	if len(p.body.Objects) == 1 && p.body.Objects[0] == content {
		return
	}
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
}

func (p *Page) normal() fyne.CanvasObject {
	if p.page == nil {
		p.page = widgets.Page(p.head, widgets.VStack(theme.Gap12, p.cards, p.list.tools, widgets.Grow(p.list.area)))
	}
	return p.page
}

// act does something with the members away from the window, and tells what came of it.
// The panel that it was begun in is closed; another one that was opened meanwhile stays.
func (p *Page) act(do func(context.Context) error, done words.Told) {
	p.acting = true
	from := p.drawer.open
	p.drawer.renew()
	p.acts.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		p.acting = false
		if err != nil {
			p.drawer.fail(from, p.deps.Words.Error(err))
			return
		}
		p.drawer.leave(from)
		p.list.table.SetChecked()
		p.list.tellChecked()
		p.deps.Say(done)
		p.Reload()
	})
}

// loading has the boxes of the page.
func (p *Page) loading() fyne.CanvasObject {
	card := func(rows int) fyne.CanvasObject {
		return widgets.Fixed(widgets.NewCard(widgets.CardOptions{}, widgets.NewSkeletonRows(rows, 27)), 0, cardHeight)
	}
	cards := widgets.Columns(breakpoint, theme.Gap16, widgets.Column{Content: card(3)}, widgets.Column{Content: card(3), Width: sideWidth})
	rows := widgets.NewCard(widgets.CardOptions{}, widgets.NewVScroll(widgets.NewSkeletonRows(11, theme.RowHeight)))
	return widgets.Page(widgets.NewPageHead(words.T("Seats"), words.T("Reading the saved copy…")),
		widgets.VStack(theme.Gap12, cards, widgets.NewSkeleton(searchWidth, theme.ControlHeight), widgets.Grow(rows)))
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	p.head.Subtitle.SetText("")
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	return widgets.Page(p.head, widgets.VStack(0, widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, again)))
}

// empty is an account without anybody in it.
func (p *Page) empty(m model) fyne.CanvasObject {
	notice := widgets.Notice{
		Icon: resources.IconSeats, Title: words.T("No members yet"),
		Detail: words.T("Whoever is invited stands here; they take a seat from when they accept."),
	}
	var actions []fyne.CanvasObject
	if m.rights.admit && !m.rights.away {
		actions = append(actions, widgets.NewButton(widgets.ButtonSecondary, words.T("Invite"), p.invite).WithIcon(resources.IconPlus))
	}
	return widgets.Page(p.head, widgets.VStack(theme.Gap12, p.cards, widgets.NewStateCard(widgets.StateEmpty, notice, actions...)))
}

// notYours is for those who may see how many there are, and not who.
func (p *Page) notYours(m model) fyne.CanvasObject {
	return widgets.Page(p.head, widgets.VStack(theme.Gap12, p.cards, widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconLock, Title: words.T("The list of members is not for your role"),
		Detail: words.T("Your role is {role}. Ask {who} for what you need.", "role", words.Role(m.rights.role), "who", whoDecides(p.data.facts.Account)),
	})))
}
