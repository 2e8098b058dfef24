package app

import (
	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"billfold/app/config"
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
		// At the usual size of text: in another one the window is as large all the same.
		drawn := float32(a.look.Scale()) / usualScale
		c.Window = config.Size{Width: size.Width * drawn, Height: size.Height * drawn}
		c.Page = a.shell.Route().String()
	})
	if err != nil {
		a.log.Warn("window not remembered", "error", err)
	}
}

// restored is the size of the last window where that can be used, for text in a size
// in percent.
func restored(last config.Size, scale int) fyne.Size {
	if last.Width < leastWidth || last.Height < leastHeight {
		last = config.Size{Width: firstWidth, Height: firstHeight}
	}
	drawn := float32(scale) / usualScale
	return fyne.NewSize(last.Width/drawn, last.Height/drawn)
}
