package signin

import (
	"context"

	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// byCode is the way in for whom no browser opens here.
func (p *Page) byCode() fyne.CanvasObject {
	return widgets.NewButton(widgets.ButtonLink, words.T("Use a code instead"), p.signInByCode)
}

// signInWithBrowser waits for the page that opens, and shows its address for whom
// none does. Whoever comes back to nothing can begin again.
func (p *Page) signInWithBrowser() {
	p.wait(words.T("Waiting for your browser"), words.T("Finish on the page that has opened, within two minutes."), nil)
	turn := p.turn
	p.sign(func(ctx context.Context) error {
		return p.deps.Source.SignInWithBrowser(ctx, func(address string) {
			p.during(turn, func() {
				p.wait(words.T("Waiting for your browser"),
					words.T("Finish on the page that has opened, within two minutes. If none has, open its address yourself."), p.copier(address))
			})
		})
	})
}

// signInByCode shows a code to be typed on another page, on any device.
func (p *Page) signInByCode() {
	p.wait(words.T("Asking for a code"), "", nil)
	turn := p.turn
	p.sign(func(ctx context.Context) error {
		return p.deps.Source.SignInByCode(ctx, func(code Code) {
			p.during(turn, func() {
				p.wait(code.User, words.T("Open {page} on any device and enter this code. It is good until {at}.",
					"page", code.Page, "at", p.deps.Words.Clock(code.Expires)), p.copier(code.Page))
			})
		})
	})
}

// during does something to the window while a sign-in is waited for, and nothing
// once it was given up for another turn.
func (p *Page) during(turn int, do func()) {
	p.deps.Scheduler.UI(func() {
		if turn == p.turn {
			do()
		}
	})
}

// wait says what is waited for; more is what can be done meanwhile, or nil.
func (p *Page) wait(title, detail string, more fyne.CanvasObject) {
	stop := widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), p.list)
	actions := widgets.HStack(theme.Gap8, stop)
	if more != nil {
		actions.Add(more)
	}
	content := widgets.VStack(theme.Gap12, widgets.NewCardTitle(title))
	if detail != "" {
		content.Add(widgets.NewMutedParagraph(detail))
	}
	content.Add(actions)
	p.first = stop
	p.show(widgets.NewCard(widgets.CardOptions{}, content), p.elsewhere())
	p.focusFirst()
}

func (p *Page) copier(address string) fyne.CanvasObject {
	return widgets.NewButton(widgets.ButtonSecondary, words.T("Copy the address"), func() { p.deps.Copy(address) }).
		WithIcon(resources.IconCopy)
}
