package views

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/about"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	dialogHead   float32 = 52
	dialogFoot   float32 = 56
	dialogRadius float32 = 10
	dialogWidth  float32 = 720

	shortcutKey float32 = 128
	shortcutRow float32 = 26
)

// openDialog lays a dialog over the window: what it is about, what there is to read,
// and what can be done. The button that closes it has the keyboard at first.
func (s *Shell) openDialog(title string, body fyne.CanvasObject, actions ...fyne.CanvasObject) {
	s.openQuestion(question{title: title, width: dialogWidth, body: body, actions: actions})
}

// question is what a dialog over the window consists of.
type question struct {
	title   string
	width   float32
	body    fyne.CanvasObject
	actions []fyne.CanvasObject
	first   fyne.Focusable // has the keyboard at first; nil is the button that closes
	closed  func()         // may be nil
	escape  func() bool    // as of a layer
}

func (s *Shell) openQuestion(q question) {
	closing := widgets.NewIconButton(resources.IconClose, words.T("Close"), func() { s.shut() }).Sized(widgets.ButtonSmall)
	head := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewCardTitle(q.title)), closing)
	content := widgets.VStack(0,
		widgets.Fixed(widgets.Inset(head, 0, theme.Gap16, 0, theme.Gap24), 0, dialogHead), widgets.Hairline(), widgets.Grow(q.body))
	if len(q.actions) > 0 {
		content.Add(widgets.Hairline())
		content.Add(widgets.Fixed(widgets.Inset(widgets.HStack(theme.Gap8, q.actions...), 0, theme.Gap24, 0, theme.Gap24), 0, dialogFoot))
	}
	dialog := widgets.NewPanel(widgets.Pad(content, theme.Stroke))
	dialog.Radius = dialogRadius
	overlay := widgets.NewOverlay(dialog, widgets.Centered(q.width), func() { s.shut() }).WithScrim()
	if q.first == nil {
		q.first = closing
	}
	s.lay(layer{is: layerDialog, overlay: overlay, closed: q.closed, escape: q.escape}, q.first)
}

// openShortcuts lists the keys that the window knows.
func (s *Shell) openShortcuts() {
	groups := s.keyGroups()
	left := widgets.VStack(theme.Gap16, keyList(groups[0]), keyList(groups[2]))
	right := widgets.VStack(theme.Gap16, keyList(groups[1]), keyList(groups[3]))
	columns := widgets.Columns(0, theme.Gap24, widgets.Column{Content: left}, widgets.Column{Content: right})
	s.openDialog(words.T("Keyboard shortcuts"), widgets.Pad(columns, theme.Gap24))
}

func keyList(group keyGroup) fyne.CanvasObject {
	list := widgets.VStack(0, widgets.Fixed(widgets.NewCaptionBold(group.title), 0, shortcutRow))
	for _, k := range group.keys {
		list.Add(widgets.Fixed(widgets.HStack(theme.Gap12,
			widgets.Fixed(widgets.HStack(0, widgets.NewKeyCap(k.shown)), shortcutKey, 0), widgets.Grow(widgets.NewParagraph(k.what))), 0, shortcutRow))
	}
	return list
}

// openAbout says what program this is.
func (s *Shell) openAbout() {
	a := about.New(about.Deps{
		Program: s.deps.Program, Open: s.deps.OpenFolder, Copy: s.deps.Copy, Focus: s.deps.Window.Canvas().Focus,
	})
	s.openDialog(words.T("About Billfold"), a.Content(), a.Actions()...)
}
