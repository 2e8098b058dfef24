package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// signedIn is who is signed in here, and the ways out.
func (p *Page) signedIn() fyne.CanvasObject {
	person := p.deps.Source.Person()
	note, trouble := words.T("{email}, kept in the keychain", "email", person.Email), p.deps.Source.Keychain()
	if trouble != nil {
		note = words.T("{email}, until Billfold is closed", "email", person.Email)
	}
	who := widgets.Inset(widgets.HStack(theme.Gap12, initialsMark(person.Name),
		widgets.Grow(widgets.VStack(0, widgets.NewParagraph(person.Name), widgets.NewCaptionParagraph(note))),
		widgets.NewButton(widgets.ButtonDangerOutline, words.T("Sign out"), p.deps.SignOut)),
		theme.Gap12, theme.Gap16, theme.Gap8, theme.Gap16)
	content := widgets.VStack(0, who)
	if trouble != nil {
		content.Add(p.keychainRow(trouble))
	}
	content.Add(p.waysOut())
	if p.leaving {
		content.Add(p.leavingRow())
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Signed in"), Flush: true}, content)
}

// waysOut are what there is besides signing out, and what the program is.
func (p *Page) waysOut() fyne.CanvasObject {
	link := func(text string, do func()) fyne.CanvasObject {
		return widgets.NewButton(widgets.ButtonLink, text, do)
	}
	note := widgets.NewCaptionParagraph(words.T("Signing out removes the saved copy. Billfold {version}", "version", p.deps.Version))
	links := widgets.Flow(theme.Gap12, theme.Gap4,
		link(words.T("About Billfold"), p.deps.ShowAbout), link(words.T("Shortcuts"), p.deps.ShowShortcuts),
		link(words.T("Switch person"), p.deps.Switch), link(words.T("Sign out everywhere"), func() { p.leave(true) }))
	return widgets.Inset(widgets.VStack(theme.Gap8, note, links), 0, theme.Gap16, theme.Gap12, theme.Gap16)
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
	p.keeps.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.KeepSecrets(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
		}
		p.arrange()
	})
}

// leave asks whether to sign out everywhere, or no more. What asks it stays where it is,
// so that pressing it twice signs nobody out.
func (p *Page) leave(asks bool) {
	before := p.leaving
	p.leaving = asks
	p.arrange()
	if asks && !before {
		p.focus(p.stay)
	}
}

// leavingRow says what would go, and asks.
func (p *Page) leavingRow() fyne.CanvasObject {
	what := words.T("Here and on every other program, you have to sign in anew.")
	sure := widgets.NewButton(widgets.ButtonDanger, words.T("End every sign-in"), func() { p.deps.Leave(p.signOutEverywhere, nil) })
	enable(sure, !p.going)
	return widgets.Inset(widgets.VStack(theme.Gap8, widgets.NewParagraph(what), widgets.HStack(theme.Gap8, widgets.Spacer(), p.stay, sure)),
		0, theme.Gap16, theme.Gap12, theme.Gap16)
}

// signOutEverywhere ends all sign-ins of the person; the window follows, as nobody
// is signed in any more.
func (p *Page) signOutEverywhere() {
	if p.going {
		return
	}
	p.going = true
	p.arrange()
	p.leaves.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.SignOutEverywhere(ctx)
	}, func(_ struct{}, err error) {
		p.going = false
		p.arrange()
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
		}
	})
}
