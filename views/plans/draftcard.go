package plans

import (
	"context"
	"slices"

	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// draftCard lists the drafts above the comparison, and nothing where there are
// none. Its buttons live until the list changes.
type draftCard struct {
	content *fyne.Container
	shown   []draft
	open    func(draft)
	discard func(id string, button *widgets.Button)
}

func (c *draftCard) fill(drafts []draft) {
	if c.content == nil {
		c.content = widgets.VStack(0)
	} else if slices.Equal(c.shown, drafts) {
		return
	}
	c.shown = drafts
	c.content.Hidden = len(drafts) == 0
	c.content.Objects = nil
	rows := widgets.VStack(0)
	for i, d := range drafts {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		rows.Add(widgets.Inset(c.row(d), theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	title := words.T("Drafts")
	if len(drafts) == 1 {
		title = words.T("Draft")
	}
	c.content.Add(widgets.NewCard(widgets.CardOptions{
		Title: title, Note: words.T("never sent by itself; nothing is charged before you confirm"), Dense: true, Flush: true,
	}, rows))
	c.content.Refresh()
}

func (c *draftCard) row(d draft) fyne.CanvasObject {
	opening := widgets.NewButton(widgets.ButtonSecondary, words.T("Open draft"), func() { c.open(d) }).
		WithTrailing(resources.IconChevronRight).Sized(widgets.ButtonSmall)
	discarding := widgets.NewButton(widgets.ButtonGhost, words.T("Discard"), nil).Sized(widgets.ButtonSmall)
	discarding.OnTapped = func() { c.discard(d.id, discarding) }
	text := widgets.VStack(0, widgets.NewParagraph(d.what), widgets.NewCaptionParagraph(d.kept))
	return widgets.HStack(theme.Gap8, widgets.Grow(text), discarding, opening)
}

// openDraft leads to the checkout of a draft.
func (p *Page) openDraft(d draft) {
	p.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: d.arg})
}

// discard drops a draft, once: its button is off until it is gone.
func (p *Page) discard(id string, button *widgets.Button) {
	button.Disable()
	if p.drops[id] == nil {
		p.drops[id] = load.New[struct{}](p.deps.Scheduler)
	}
	p.drops[id].Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.DropDraft(ctx, id)
	}, func(_ struct{}, err error) {
		if err != nil {
			button.Enable()
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.deps.Say(words.Told{What: words.T("The draft is discarded."), Money: words.T("Nothing was charged.")})
		p.Reload()
	})
}
