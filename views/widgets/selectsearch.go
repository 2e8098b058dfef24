package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	searchRows  = 8 // that are seen of what was found
	searchWidth = 260
	// searchHeight is that of the rows, with the toolkit's gaps between them.
	searchHeight = searchRows*(theme.SmallHeight+theme.Gap4) - theme.Gap4
	// searchedWidth is how narrow a select becomes that is searched.
	searchedWidth float32 = 120
)

// SelectSearch is how a long list of options is searched.
type SelectSearch struct {
	Placeholder string
	Nothing     string // said where nothing was found
	// Find returns the indices of the options that suit what was typed, the best first;
	// all of them where nothing was typed.
	Find func(query string) []int
}

// WithSearch has the select find its options by what is typed, as a long list needs,
// and returns it.
func (s *Select) WithSearch(search SelectSearch) *Select {
	s.search = &search
	return s
}

// finding is the search of a select while it is open.
type finding struct {
	owner *Select
	field *Field
	list  *widget.List
	none  *Text
	pop   *widget.PopUp
	found []int
	at    int // in found, which Enter chooses
}

// find opens the search below the select, with what was typed already.
func (s *Select) find(typed string) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil {
		return
	}
	f := &finding{owner: s, field: NewField("").WithIcon(resources.IconSearch).WithPlaceholder(s.search.Placeholder), none: NewMuted(s.search.Nothing)}
	f.list = widget.NewList(func() int { return len(f.found) }, func() fyne.CanvasObject { return newChoiceRow() }, f.show)
	f.list.HideSeparators = true
	f.list.OnSelected = func(i widget.ListItemID) { f.choose(i) }
	f.field.OnChanged = func(string) { f.seek() }
	f.field.input.entry.onKey = f.key
	found := Fixed(f.list, max(searchWidth, s.Size().Width), searchHeight)
	f.pop = widget.NewPopUp(NewPanel(VStack(theme.Gap4, f.field, Inset(f.none, theme.Gap4, 0, theme.Gap4, theme.Gap8), found)), c)
	f.seek()
	f.pop.ShowAtPosition(nearby(s, f.pop.MinSize(), c.Size()))
	c.Focus(f.field.Entry())
	if typed != "" {
		f.field.SetText(typed)
		f.field.input.entry.CursorColumn = len([]rune(typed))
	} else {
		f.list.ScrollTo(max(s.selected, 0))
	}
}

// nearby is where something of a size is below an object, or above it where there is no
// room, and within the window.
func nearby(object fyne.CanvasObject, size, window fyne.Size) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(object)
	x := max(min(at.X, window.Width-size.Width-theme.Gap8), 0)
	y := at.Y + object.Size().Height + theme.Gap4
	if y+size.Height > window.Height {
		y = max(at.Y-theme.Gap4-size.Height, 0)
	}
	return fyne.NewPos(x, y)
}

// seek finds by what is typed now. Where nothing is typed, what is chosen is where
// Enter is.
func (f *finding) seek() {
	f.found, f.at = f.owner.search.Find(f.field.Text()), 0
	if f.field.Text() == "" {
		f.at = max(f.owner.selected, 0)
	}
	f.none.Hidden = len(f.found) > 0
	f.list.Refresh()
	f.list.ScrollTo(f.at)
	f.pop.Content.Refresh()
}

// key takes the keys that lead through what was found.
func (f *finding) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp:
		f.move(-1)
	case fyne.KeyDown:
		f.move(1)
	case fyne.KeyPageUp:
		f.move(-searchRows)
	case fyne.KeyPageDown:
		f.move(searchRows)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.choose(f.at)
	case fyne.KeyEscape, fyne.KeyTab:
		f.close()
	default:
		return false
	}
	return true
}

func (f *finding) move(by int) {
	f.at = max(min(f.at+by, len(f.found)-1), 0)
	f.list.Refresh()
	f.list.ScrollTo(f.at)
}

func (f *finding) choose(at int) {
	f.close()
	if at < len(f.found) {
		f.owner.choose(f.found[at])
	}
}

// close gives the keyboard back to the select.
func (f *finding) close() {
	c := f.pop.Canvas
	f.pop.Hide()
	c.Focus(f.owner)
}

func (f *finding) show(i widget.ListItemID, row fyne.CanvasObject) {
	if i < len(f.found) {
		option := f.found[i]
		row.(*choiceRow).set(f.owner.options[option], option == f.owner.selected, i == f.at)
	}
}

// choiceRow is an option among those that were found.
type choiceRow struct {
	base
	text        *Text
	chosen, led bool
	panel       *Panel
	mark        *IconView
}

func newChoiceRow() *choiceRow {
	r := &choiceRow{text: NewText("").Shortening(searchWidth / 2), mark: NewIcon(resources.IconCheck, theme.ColorText, theme.SmallIconSize)}
	r.panel = NewPanel(Fixed(Inset(HStack(theme.Gap8, Grow(r.text), r.mark), 0, theme.Gap8, 0, theme.Gap8), 0, theme.SmallHeight))
	r.panel.Line, r.panel.Radius = theme.ColorTransparent, theme.RadiusBadge
	r.ExtendBaseWidget(r)
	return r
}

// set shows an option, whether it is the chosen one, and whether Enter chooses it.
func (r *choiceRow) set(option string, chosen, led bool) {
	r.chosen, r.led = chosen, led
	r.text.SetText(option)
	r.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (r *choiceRow) CreateRenderer() fyne.WidgetRenderer {
	return r.keep(newComposed(r.panel, func() {
		r.mark.Hidden = !r.chosen
		r.panel.Fill = theme.ColorTransparent
		if r.led {
			r.panel.Fill = theme.ColorHover
		}
		r.panel.Refresh()
	}))
}
