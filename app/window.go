package app

import (
	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"billfold/app/config"
	"billfold/views"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

func (a *application) openWindow() {
	a.fyne = fyneapp.New()
	a.window = a.fyne.NewWindow("Billfold")
	a.window.SetPadded(false)
	a.window.SetMaster()
	a.window.Resize(fyne.NewSize(firstWidth, firstHeight))
}

const refusalWidth float32 = 480

// refuse fills the window with the one sentence why the program cannot work.
func (a *application) refuse(err error) {
	a.fyne.Settings().SetTheme(theme.New(theme.Choice(a.chosen.Variant)))
	told := a.print.Error(err)
	complain(a.out, told.String())
	if a.log != nil {
		a.log.Error("not started", "error", err)
	}
	card := widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()},
		widgets.NewButton(widgets.ButtonSecondary, words.T("Quit"), a.fyne.Quit))
	a.window.SetContent(container.NewCenter(widgets.Fixed(card, refusalWidth, 0)))
}

// remember keeps the window's size and page for the next start.
func (a *application) remember() {
	if a.shell == nil {
		return
	}
	a.shell.Close()
	size := a.window.Canvas().Size()
	err := a.preferences.Update(func(c *config.Chosen) {
		c.Window = config.Size{Width: size.Width, Height: size.Height}
		c.Page = a.shell.Route().String()
	})
	if err != nil {
		a.log.Warn("window not remembered", "error", err)
	}
}

// restored is the size of the last window where that can be used.
func restored(last config.Size) fyne.Size {
	if last.Width < leastWidth || last.Height < leastHeight {
		return fyne.NewSize(firstWidth, firstHeight)
	}
	return fyne.NewSize(last.Width, last.Height)
}

// appearance is the theme as the person chose it.
type appearance struct {
	app    *application
	choice theme.Choice
}

var _ views.Appearance = (*appearance)(nil)

func (a *application) appearance() *appearance {
	choice := theme.Choice(a.chosen.Variant)
	if choice == "" {
		choice = theme.ChoiceSystem
	}
	return &appearance{app: a, choice: choice}
}

// Choice is what is chosen now.
func (p *appearance) Choice() theme.Choice { return p.choice }

// Choose repaints everything and keeps the choice.
func (p *appearance) Choose(choice theme.Choice) {
	p.choice = choice
	p.app.fyne.Settings().SetTheme(theme.New(choice))
	p.app.scheduler.Background(func() {
		err := p.app.preferences.Update(func(c *config.Chosen) { c.Variant = string(choice) })
		if err != nil {
			p.app.log.Warn("theme not remembered", "error", err)
		}
	})
}
