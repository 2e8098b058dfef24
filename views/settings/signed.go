package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// signed is the card of who is signed in here, and of the ways out.
type signed struct {
	page *Page
	body *fyne.Container
	said signs

	// What can be pressed is made once, so that the keyboard stays on it while the card is
	// made anew.
	out, everywhere *widgets.Button
	stay, ends      *widgets.Button
	again           *widgets.Button // tries the keychain
	ways            fyne.CanvasObject
}

// signs is what the card says.
type signs struct {
	name, note string
	trouble    string // of the keychain; empty where there is none
	retries    bool   // and it may come by trying
	leaving    bool
	lost       string // by that, a line each
	going      bool
}

func newSigned(p *Page) *signed {
	s := &signed{page: p, body: widgets.VStack(0)}
	s.out = widgets.NewButton(widgets.ButtonDangerOutline, words.T("Sign out"), p.deps.SignOut)
	s.everywhere = widgets.NewButton(widgets.ButtonLink, words.T("Sign out everywhere"), func() { p.leave(true) })
	s.stay = widgets.NewButton(widgets.ButtonSecondary, words.T("Stay"), func() { p.leave(false) })
	s.ends = widgets.NewButton(widgets.ButtonDanger, words.T("End every sign-in"), p.signOutEverywhere)
	s.again = widgets.NewButton(widgets.ButtonSecondary, words.T("Try again"), p.keepSecrets)
	s.ways = s.waysOut()
	return s
}

// present has the card made anew where it says something else.
func (s *signed) present() {
	now := s.signs()
	if now == s.said {
		return
	}
	s.said = now
	s.ends.SetEnabled(!now.going)
	s.page.remake(s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.card()} }, s.out)
}

func (s *signed) signs() signs {
	p := s.page
	person := p.deps.Source.Person()
	now := signs{name: person.Name, note: words.T("{email}, kept in the keychain", "email", person.Email), leaving: p.leaving, going: p.going}
	if p.leaving {
		now.lost = strings.Join(p.deps.Unsaved(), "\n")
	}
	if trouble := p.deps.Source.Keychain(); trouble != nil {
		told := p.deps.Words.Problem(trouble)
		now.note = words.T("{email}, until Billfold is closed", "email", person.Email)
		now.trouble = words.Told{What: told.What, Next: told.Next}.String()
		now.retries = trouble.Code != billing.KeychainMissing // which does not come by trying
	}
	return now
}

func (s *signed) card() fyne.CanvasObject {
	who := widgets.Inset(widgets.HStack(theme.Gap12, initialsMark(s.said.name),
		widgets.Grow(widgets.VStack(0, widgets.NewParagraph(s.said.name), widgets.NewCaptionParagraph(s.said.note))), s.out),
		theme.Gap12, theme.Gap16, theme.Gap8, theme.Gap16)
	content := widgets.VStack(0, who)
	if s.said.trouble != "" {
		content.Add(s.keychainRow())
	}
	content.Add(s.ways)
	if s.said.leaving {
		content.Add(s.leavingRow())
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Signed in"), Flush: true}, content)
}

// waysOut are what there is besides signing out, and what the program is.
func (s *signed) waysOut() fyne.CanvasObject {
	deps := &s.page.deps
	link := func(text string, do func()) fyne.CanvasObject {
		return widgets.NewButton(widgets.ButtonLink, text, do)
	}
	note := widgets.NewCaptionParagraph(words.T("Signing out removes the saved copy. Billfold {version}", "version", deps.Version))
	links := widgets.Flow(theme.Gap12, theme.Gap4,
		link(words.T("About Billfold"), deps.ShowAbout), link(words.T("Shortcuts"), deps.ShowShortcuts),
		link(words.T("Switch person"), deps.Switch), s.everywhere)
	return widgets.Inset(widgets.VStack(theme.Gap8, note, links), 0, theme.Gap16, theme.Gap12, theme.Gap16)
}

// keychainRow says why nothing is kept, and tries once more.
func (s *signed) keychainRow() fyne.CanvasObject {
	text := widgets.NewCaptionParagraph(s.said.trouble)
	text.Color = theme.RoleWarn.Text()
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconWarning, theme.RoleWarn.Text(), theme.IconSize), widgets.Grow(text))
	if s.said.retries {
		row.Add(s.again)
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
		p.signed.present()
	})
}

// leave asks whether to sign out everywhere, with the keyboard on what does not, or asks no
// more. What asks it stays where it is, so that pressing it twice signs nobody out.
func (p *Page) leave(asks bool) {
	before := p.leaving
	p.leaving = asks
	p.signed.present()
	switch {
	case asks == before:
	case asks:
		p.focus(p.signed.stay)
	default:
		p.focus(p.signed.everywhere)
	}
}

// leavingRow says what would go, and asks.
func (s *signed) leavingRow() fyne.CanvasObject {
	said := widgets.VStack(theme.Gap8, widgets.NewParagraph(words.T("Here and on every other program, you have to sign in anew.")))
	for lost := range strings.Lines(s.said.lost) {
		said.Add(widgets.NewParagraph(strings.TrimSpace(lost)))
	}
	said.Add(widgets.HStack(theme.Gap8, widgets.Spacer(), s.stay, s.ends))
	return widgets.Inset(said, 0, theme.Gap16, theme.Gap12, theme.Gap16)
}

// signOutEverywhere ends all sign-ins of the person; the window follows, as nobody
// is signed in any more.
func (p *Page) signOutEverywhere() {
	if p.going {
		return
	}
	p.going = true
	p.signed.present()
	p.leaves.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.SignOutEverywhere(ctx)
	}, func(_ struct{}, err error) {
		p.going = false
		p.signed.present()
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
		}
	})
}
