package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// StateKind is why a page or a card has nothing to show.
type StateKind int

// The kinds. StateUnknown is for an outcome that is not known yet: its sentence
// says not to pay again.
const (
	StateEmpty StateKind = iota
	StateError
	StateUnknown
)

// StateCard stands where data would be: an icon and a bold line, one sentence,
// and what the person can do.
type StateCard struct {
	base
	title  *Text
	detail *Paragraph
	panel  *Panel
}

var _ fyne.Widget = (*StateCard)(nil)

// NewStateCard returns a card of a kind with its actions, from left to right.
func NewStateCard(kind StateKind, notice Notice, actions ...fyne.CanvasObject) *StateCard {
	s := &StateCard{title: NewBold(notice.Title), detail: NewParagraph(notice.Detail)}
	iconName, icon := theme.ColorText, notice.Icon
	switch kind {
	case StateEmpty:
		s.detail.Color = theme.ColorMuted
	case StateError:
		iconName, s.detail.Color = theme.RoleBad.Text(), theme.ColorMuted
		icon = orIcon(icon, resources.IconAlert)
	case StateUnknown:
		iconName = theme.RoleInfo.Text()
		icon = orIcon(icon, resources.IconClock)
	}
	content := VStack(theme.Gap8,
		HStack(theme.Gap8, NewIcon(icon, iconName, theme.IconSize), s.title), s.detail)
	s.detail.Hidden = notice.Detail == ""
	if len(actions) > 0 {
		content.Add(HStack(theme.Gap8, actions...))
	}
	s.panel = NewPanel(Pad(content, theme.Gap12))
	switch kind {
	case StateEmpty:
	case StateError:
		s.panel.Line = theme.RoleBad.Line()
	case StateUnknown:
		s.panel.Fill, s.panel.Line = theme.RoleInfo.Fill(), theme.RoleInfo.Line()
	}
	s.ExtendBaseWidget(s)
	return s
}

func orIcon(icon, otherwise resources.Icon) resources.Icon {
	if icon == "" {
		return otherwise
	}
	return icon
}

// CreateRenderer links the widget to its renderer.
func (s *StateCard) CreateRenderer() fyne.WidgetRenderer {
	return s.keep(newComposed(s.panel, nil))
}
