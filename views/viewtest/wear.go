package viewtest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
)

// worn is the app that tests share, and what it looks like. Tests of one package run one
// after the other.
var worn struct {
	app    fyne.App
	choice theme.Choice
	theme  fyne.Theme
}

// Wear has the app of tests look as chosen. It is one for all of them, and is made anew
// only where a test left another behind, or wants another look: with each the toolkit
// parses its fonts anew, which takes longer than most tests.
func Wear(choice theme.Choice) fyne.App {
	if fyne.CurrentApp() == nil || fyne.CurrentApp() != worn.app {
		worn.app, worn.theme = test.NewApp(), nil
	}
	if worn.theme == nil || worn.choice != choice || worn.app.Settings().Theme() != worn.theme {
		worn.choice, worn.theme = choice, theme.New(choice)
		worn.app.Settings().SetTheme(worn.theme)
	}
	return worn.app
}
