// Package settings is what a person sets for themselves on this computer.
package settings

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Source is what the page reads and sets.
type Source interface {
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// StaleAfter is the age from which a copy is called stale.
	StaleAfter() time.Duration
	SetStaleAfter(ctx context.Context, limit time.Duration)
	// Person is who is signed in, and Keychain why that will not outlive the
	// program; nil if it will.
	Person() billing.Person
	Keychain() *billing.Problem
	// KeepSecrets tries once more to put into the keychain what it did not take.
	KeepSecrets(ctx context.Context) error
	Keyring
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Refresh   func() // one round of sync
	SignOut   func()
	Switch    func() // to somebody else, who signs in or is signed in
	Say       func(words.Told)
	Copy      func(text string) // to the clipboard
	Words     words.Printer
	Now       func() time.Time
}

const (
	breakpoint float32 = 900
	rowHeight  float32 = 50
)

// Page is the settings. They are there at once: nothing of them is read from
// anywhere but this computer.
type Page struct {
	deps   Deps
	reads  *load.Loader[billing.Account]
	writes *load.Loader[struct{}]

	root    fyne.CanvasObject
	head    widgets.PageHead
	stale   *widgets.Select
	refresh *widgets.Button
	title   *widgets.Text
	detail  *widgets.Paragraph
	trouble *widgets.Paragraph
	keys    *keys
	right   *fyne.Container // what only some roles see, and who is signed in
	signed  *fyne.Container
	leaving bool // whether to sign out everywhere was asked
	account string
	role    billing.Role
	unread  error // why the copy cannot be read
}

var (
	_ nav.View      = (*Page)(nil)
	_ nav.Focusable = (*Page)(nil)
	_ nav.Escapable = (*Page)(nil)
)

// New makes the page.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[billing.Account](deps.Scheduler), writes: load.New[struct{}](deps.Scheduler)}
	p.head = widgets.NewPageHead(words.T("Settings"), "")
	p.stale = widgets.NewSelect(limitNames(), chosen(deps.Source.StaleAfter()), p.choose)
	p.refresh = widgets.NewButton(widgets.ButtonSecondary, words.T("Refresh"), deps.Refresh)
	p.title, p.detail, p.trouble = widgets.NewText(""), widgets.NewCaptionParagraph(""), widgets.NewCaptionParagraph("")
	p.trouble.Color = theme.RoleWarn.Text()
	card := widgets.NewCard(widgets.CardOptions{Title: words.T("Freshness"), Flush: true}, widgets.VStack(0,
		row(widgets.NewText(words.T("Call data stale after")), words.T("The plan badge turns amber, and billfoldctl says so"), p.stale),
		widgets.Hairline(),
		p.copyRow(),
	))
	p.signed, p.right = widgets.VStack(0), widgets.VStack(theme.Gap16)
	p.root = widgets.Page(p.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: widgets.VStack(0, card)}, widgets.Column{Content: p.right}))
	p.keys = newKeys(p)
	p.keys.present()
	p.present()
	return p
}

// row is a setting: what it is and what it does, and its control at the right.
func row(name fyne.CanvasObject, does string, control fyne.CanvasObject) fyne.CanvasObject {
	text := widgets.VStack(0, name, widgets.NewCaptionParagraph(does))
	return widgets.Fixed(widgets.Inset(widgets.HStack(theme.Gap12, widgets.Grow(text), control),
		theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16), 0, rowHeight)
}

// copyRow is how current the copy is, as the badge says it and with why.
func (p *Page) copyRow() fyne.CanvasObject {
	text := widgets.VStack(0, p.title, p.detail, p.trouble)
	return widgets.Inset(widgets.HStack(theme.Gap12, widgets.Grow(text), p.refresh), theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16)
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads whose copy it is, and which devices may confirm payments.
func (p *Page) Show(string) {
	p.read()
	p.keys.show()
}

// Changed reads again where the account or its freshness changed.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindAccount | billing.KindFreshness) {
		p.read()
	}
}

// Tick moves the ages on.
func (p *Page) Tick(time.Time) {
	p.present()
	p.keys.tellAge()
}

// Close ends what is being read and written.
func (p *Page) Close() {
	p.reads.Close()
	p.writes.Close()
	p.keys.close()
}

// FirstFocus is the first setting.
func (p *Page) FirstFocus() fyne.Focusable { return p.stale }

// Escape takes back what was asked, or gives up what waits for the browser.
func (p *Page) Escape() bool {
	switch {
	case p.keys.waiting:
		p.keys.stop()
	case p.keys.asked != "":
		p.keys.keep()
	case p.leaving:
		p.leave(false)
	default:
		return false
	}
	return true
}

// choose sets the limit. It is written to a file, which is waited for elsewhere.
func (p *Page) choose(i int) {
	p.writes.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		p.deps.Source.SetStaleAfter(ctx, limits[i])
		return struct{}{}, nil
	}, func(struct{}, error) { p.present() })
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
	m := show(p.account, p.deps.Source.Freshness(), p.deps.Now(), p.deps.Words)
	p.head.Subtitle.SetText(m.subtitle)
	p.title.SetText(m.title)
	p.detail.SetText(m.detail)
	if p.unread != nil && billing.CodeOf(p.unread) != billing.NotFound {
		m.trouble = p.deps.Words.Error(p.unread).String()
	}
	p.trouble.SetText(m.trouble)
	p.trouble.Hidden = m.trouble == ""
}

// arrange shows the devices to those who may change billing.
func (p *Page) arrange() {
	p.signed.Objects = []fyne.CanvasObject{p.signedIn()}
	p.right.Objects = []fyne.CanvasObject{p.signed}
	if p.role.May(billing.ChangeBilling) {
		p.right.Objects = []fyne.CanvasObject{p.keys.card, p.signed}
	}
	p.right.Refresh()
	p.root.Refresh()
}

// signedIn is who is signed in here, and the ways out.
func (p *Page) signedIn() fyne.CanvasObject {
	person := p.deps.Source.Person()
	note, trouble := words.T("{email}, kept in the keychain", "email", person.Email), p.deps.Source.Keychain()
	if trouble != nil {
		note = words.T("{email}, until Billfold is closed", "email", person.Email)
	}
	who := widgets.Inset(widgets.HStack(theme.Gap12,
		widgets.NewIcon(resources.IconUser, theme.ColorMuted, theme.IconSize),
		widgets.Grow(widgets.VStack(0, widgets.NewBold(person.Name), widgets.NewCaptionParagraph(note)))),
		theme.Gap12, theme.Gap16, theme.Gap8, theme.Gap16)
	var out fyne.CanvasObject = widgets.Inset(widgets.HStack(theme.Gap8,
		widgets.NewButton(widgets.ButtonSecondary, words.T("Switch person"), p.deps.Switch), widgets.Spacer(),
		widgets.NewButton(widgets.ButtonSecondary, words.T("Sign out everywhere"), func() { p.leave(true) }),
		widgets.NewButton(widgets.ButtonDangerOutline, words.T("Sign out"), p.deps.SignOut)),
		0, theme.Gap16, theme.Gap12, theme.Gap16)
	rows := widgets.VStack(0, who)
	if trouble != nil {
		rows.Add(p.keychainRow(trouble))
	}
	if p.leaving {
		out = p.leavingRow()
	}
	rows.Add(out)
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Signed in"), Flush: true}, rows)
}

// keychainRow says why nothing is kept, and tries once more; a keychain that is not
// there does not come by trying.
func (p *Page) keychainRow(trouble *billing.Problem) fyne.CanvasObject {
	told := p.deps.Words.Problem(trouble)
	text := widgets.NewCaptionParagraph(words.Told{What: told.What, Next: told.Next}.String())
	text.Color = theme.RoleWarn.Text()
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconWarning, theme.RoleWarn.Text(), theme.IconSize), widgets.Grow(text))
	if trouble.Code != billing.KeychainMissing {
		row.Add(widgets.NewButton(widgets.ButtonSecondary, words.T("Try again"), p.keepSecrets))
	}
	return widgets.Inset(row, 0, theme.Gap16, theme.Gap8, theme.Gap16)
}

func (p *Page) keepSecrets() {
	p.writes.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.KeepSecrets(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
		}
		p.arrange()
	})
}

// leave asks whether to sign out everywhere, or no more.
func (p *Page) leave(asked bool) {
	p.leaving = asked
	p.arrange()
}

func (p *Page) leavingRow() fyne.CanvasObject {
	return widgets.Inset(widgets.HStack(theme.Gap8,
		widgets.Grow(widgets.NewParagraph(words.T("Here and on every other program, you have to sign in anew."))),
		widgets.NewButton(widgets.ButtonSecondary, words.T("Stay"), func() { p.leave(false) }),
		widgets.NewButton(widgets.ButtonDanger, words.T("Sign out everywhere"), p.signOutEverywhere)),
		0, theme.Gap16, theme.Gap12, theme.Gap16)
}

// signOutEverywhere ends all sign-ins of the person; the window follows, as nobody
// is signed in any more.
func (p *Page) signOutEverywhere() {
	p.writes.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.SignOutEverywhere(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
		}
	})
}
