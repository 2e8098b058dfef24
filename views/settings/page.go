// Package settings is what a person sets for themselves on this computer.
package settings

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// breakpoint is the width below which everything is in one column.
const breakpoint float32 = 900

// Page is the settings. They are there at once: nothing of them is read from
// anywhere but this computer, except the devices.
type Page struct {
	deps   Deps
	reads  *load.Loader[billing.Account]
	limits *load.Loader[struct{}] // of the age from which the copy is stale
	keeps  *load.Loader[struct{}] // of the keychain
	leaves *load.Loader[struct{}] // of signing out everywhere

	root    fyne.CanvasObject
	head    widgets.PageHead
	look    *appearance
	tongue  *tongue
	alerts  *alerts
	keys    *keys
	data    *data
	signed  *signed
	right   *fyne.Container // what only some roles see, and who is signed in
	leaving bool            // signing out everywhere is asked about
	going   bool            // and it is being done
	account string
	role    billing.Role
	unread  error // why the copy cannot be read
	begin   string
}

var (
	_ nav.View      = (*Page)(nil)
	_ nav.Focusable = (*Page)(nil)
	_ nav.Escapable = (*Page)(nil)
	_ nav.Busy      = (*Page)(nil)
)

// New makes the page.
func New(deps Deps) *Page {
	p := &Page{
		deps: deps, reads: load.New[billing.Account](deps.Scheduler), limits: load.New[struct{}](deps.Scheduler),
		keeps: load.New[struct{}](deps.Scheduler), leaves: load.New[struct{}](deps.Scheduler),
	}
	selected := deps.Account()
	p.account, p.role = selected.Name, selected.Role
	p.head = widgets.NewPageHead(words.T("Settings"), "")
	p.look, p.tongue, p.alerts = newAppearance(deps), newTongue(p), newAlerts(p)
	left := widgets.VStack(theme.Gap16, p.look.card, p.tongue.card, p.alerts.card)
	p.right = widgets.VStack(theme.Gap16)
	p.root = widgets.Page(p.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: left}, widgets.Column{Content: p.right}))
	p.keys, p.data, p.signed = newKeys(p), newData(p), newSigned(p)
	p.arrange()
	p.keys.present()
	p.present()
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads whose copy it is and what is kept of it, and which devices may confirm
// payments.
func (p *Page) Show(arg string) {
	p.begin = arg
	p.read()
	p.data.show()
	p.keys.show()
}

// Changed reads again where the account or its freshness changed.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindAccount | billing.KindFreshness) {
		p.read()
	}
	if kinds.Has(billing.KindAccount | billing.KindOutbox) {
		p.data.show()
	}
}

// Tick moves the ages on.
func (p *Page) Tick(time.Time) {
	p.look.present()
	p.present()
	p.keys.tellAge()
}

// Close ends what is being read and written.
func (p *Page) Close() {
	p.reads.Close()
	p.limits.Close()
	p.keeps.Close()
	p.leaves.Close()
	p.alerts.writes.Close()
	p.data.close()
	p.keys.close()
}

// Busy says what is under way.
func (p *Page) Busy() string {
	switch {
	case p.data.work == workExport:
		return words.Writing()
	case p.data.work == workRefresh, p.data.emptying:
		return words.Rereading()
	case p.keys.waiting:
		return words.InBrowser()
	case p.keys.revoking, p.going:
		return words.Sending()
	default:
		return ""
	}
}

// FirstFocus is the first setting, or the one that the page was raised anew by.
func (p *Page) FirstFocus() fyne.Focusable {
	switch p.begin {
	case nav.SettingLanguage:
		return p.tongue.language
	case nav.SettingZone:
		return p.tongue.zone
	default:
		return p.look.theme
	}
}

// Escape takes back what was asked, or gives up what waits for the browser or takes
// long.
func (p *Page) Escape() bool {
	switch {
	case p.keys.waiting:
		p.keys.stop()
	case p.keys.asked != "":
		p.keys.keep()
	case p.data.asked:
		p.data.ask(false)
	case p.leaving:
		p.leave(false)
	case p.keys.explained:
		p.keys.explain(false)
	case p.data.work != workNone && !p.data.stopping:
		p.data.stop()
	default:
		return false
	}
	return true
}

func (p *Page) read() {
	p.reads.Run(p.deps.Context, func(ctx context.Context) (billing.Account, error) {
		facts, err := p.deps.Source.Facts(ctx)
		if err != nil {
			return billing.Account{}, err
		}
		return *facts.Account, nil
	}, func(account billing.Account, err error) {
		p.unread = err
		if err == nil {
			p.account, p.role = account.Name, account.Role
		}
		p.arrange()
		p.present()
	})
}

func (p *Page) present() {
	subtitle := words.T("Kept on this computer. Nothing here changes what anybody pays.")
	if p.account != "" {
		subtitle = words.T("Kept on this computer. Nothing here changes what {account} pays.", "account", p.account)
	}
	p.head.Subtitle.SetText(subtitle)
	p.data.present()
}

// arrange shows the devices to those who may change billing.
func (p *Page) arrange() {
	p.signed.present()
	p.right.Objects = []fyne.CanvasObject{p.data.card, p.signed.body}
	if p.may(billing.ChangeBilling) {
		p.right.Objects = append([]fyne.CanvasObject{p.keys.card}, p.right.Objects...)
	}
	p.settle()
}

// settle lays everything out again, after a card has another height.
func (p *Page) settle() {
	p.right.Refresh()
	p.root.Refresh()
}

// may tells whether the person may do something. Before their role is known they are
// taken for whoever may, as most are, so that little moves once it is.
func (p *Page) may(do billing.Permission) bool { return p.role == "" || p.role.May(do) }

// focus puts the keyboard on the first of some things of the page that can be pressed,
// or else on nothing, while the page is on the screen.
func (p *Page) focus(first ...fyne.Focusable) {
	c := widgets.OnScreen(p.root)
	if c == nil {
		return
	}
	for _, one := range first {
		if can, ok := one.(fyne.Disableable); !ok || !can.Disabled() {
			c.Focus(one)
			return
		}
	}
	c.Unfocus()
}

// remake has what is in a box made anew, and puts the keyboard on something else where
// what had it is gone with that.
func (p *Page) remake(box *fyne.Container, parts func() []fyne.CanvasObject, rather fyne.Focusable) {
	before, _ := p.focused().(fyne.CanvasObject)
	had := before != nil && contains(box, before)
	box.Objects = parts()
	p.settle()
	if had && !contains(box, before) {
		p.focus(rather)
	}
}

// contains tells whether something can be seen in a box.
func contains(box, object fyne.CanvasObject) bool {
	found := false
	widgets.Walk(box, func(o fyne.CanvasObject) { found = found || o == object })
	return found
}

// focused is what has the keyboard.
func (p *Page) focused() fyne.Focusable {
	if c := widgets.OnScreen(p.root); c != nil {
		return c.Focused()
	}
	return nil
}
