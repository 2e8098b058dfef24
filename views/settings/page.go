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

// Source is what the page reads and sets.
type Source interface {
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// StaleAfter is the age from which a copy is called stale.
	StaleAfter() time.Duration
	SetStaleAfter(ctx context.Context, limit time.Duration)
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Refresh   func() // one round of sync
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
	reads  *load.Loader[string]
	writes *load.Loader[struct{}]

	root    fyne.CanvasObject
	head    widgets.PageHead
	stale   *widgets.Select
	refresh *widgets.Button
	title   *widgets.Text
	detail  *widgets.Paragraph
	trouble *widgets.Paragraph
	account string
	unread  error // why the copy cannot be read
}

var (
	_ nav.View      = (*Page)(nil)
	_ nav.Focusable = (*Page)(nil)
)

// New makes the page.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[string](deps.Scheduler), writes: load.New[struct{}](deps.Scheduler)}
	p.head = widgets.NewPageHead("Settings", "")
	p.stale = widgets.NewSelect(limitNames(), chosen(deps.Source.StaleAfter()), p.choose)
	p.refresh = widgets.NewButton(widgets.ButtonSecondary, "Refresh", deps.Refresh)
	p.title, p.detail, p.trouble = widgets.NewText(""), widgets.NewCaptionParagraph(""), widgets.NewCaptionParagraph("")
	p.trouble.Color = theme.RoleWarn.Text()
	card := widgets.NewCard(widgets.CardOptions{Title: "Freshness", Flush: true}, widgets.VStack(0,
		row(widgets.NewText("Call data stale after"), "The plan badge turns amber, and billfoldctl says so", p.stale),
		widgets.Hairline(),
		p.copyRow(),
	))
	p.root = widgets.Page(p.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: widgets.VStack(0, card)}, widgets.Column{Content: widgets.Gap(0, 0)}))
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

// Show reads whose copy it is.
func (p *Page) Show(string) { p.read() }

// Changed reads again where the account or its freshness changed.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindAccount | billing.KindFreshness) {
		p.read()
	}
}

// Tick moves the age on.
func (p *Page) Tick(time.Time) { p.present() }

// Close ends what is being read and written.
func (p *Page) Close() {
	p.reads.Close()
	p.writes.Close()
}

// FirstFocus is the first setting.
func (p *Page) FirstFocus() fyne.Focusable { return p.stale }

// choose sets the limit. It is written to a file, which is waited for elsewhere.
func (p *Page) choose(i int) {
	p.writes.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		p.deps.Source.SetStaleAfter(ctx, limits[i])
		return struct{}{}, nil
	}, func(struct{}, error) { p.present() })
}

func (p *Page) read() {
	p.reads.Run(p.deps.Context, func(ctx context.Context) (string, error) {
		facts, err := p.deps.Source.Facts(ctx)
		if err != nil {
			return "", err
		}
		return facts.Account.Name, nil
	}, func(account string, err error) {
		p.unread = err
		if err == nil {
			p.account = account
		}
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
