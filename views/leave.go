package views

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const leaveWidth float32 = 480

// Leave does what closes every page, such as closing the window: at once where nothing
// that was typed would be lost by it, and else once the person was asked and goes all the
// same. Of whoever stays stay is told, which may be nil.
func (s *Shell) Leave(leave, stay func()) {
	lost := s.unsaved()
	if len(lost) == 0 {
		leave()
		return
	}
	s.askToLeave(words.T("Leave without saving?"), lost, words.T("Leave without them"), leave, stay)
}

// unsaved says of each page what was typed there and is not saved.
func (s *Shell) unsaved() []string {
	var all []string
	for _, page := range slices.Sorted(maps.Keys(s.pages)) {
		if typed, ok := s.pages[page].(nav.Unsaved); ok && typed.Unsaved() != "" {
			all = append(all, typed.Unsaved())
		}
	}
	return all
}

// askToLeave asks before something that cannot be taken back; staying has the keyboard,
// so that it is what comes of pressing on.
func (s *Shell) askToLeave(title string, what []string, way string, leave, stay func()) {
	said := widgets.VStack(theme.Gap8)
	for _, sentence := range what {
		said.Add(widgets.NewParagraph(sentence))
	}
	stays := true
	keep := widgets.NewButton(widgets.ButtonSecondary, words.T("Stay"), func() { s.shut() })
	sure := widgets.NewButton(widgets.ButtonDanger, way, func() {
		stays = false
		s.shut()
		leave()
	})
	s.openQuestion(question{
		title: title, width: leaveWidth, first: keep, body: widgets.Pad(said, theme.Gap24),
		actions: []fyne.CanvasObject{widgets.Spacer(), keep, sure},
		closed: func() {
			if stays && stay != nil {
				stay()
			}
		},
	})
}
