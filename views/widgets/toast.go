package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	toastMinWidth float32 = 240
	// toastText is how wide a toast's text becomes before it wraps.
	toastText    float32 = 420
	toastPadding float32 = 6
)

// ToastContent is what a toast says and offers.
type ToastContent struct {
	Icon resources.Icon
	Text string
	// Action names what it offers to do; empty offers nothing.
	Action   string
	OnAction func()
	// Close says in words what the closing button does.
	Close   string
	OnClose func()
}

// Toast says that something is done. Who shows it takes it away again.
type Toast struct {
	base
	panel *Panel
}

var (
	_ fyne.Widget   = (*Toast)(nil)
	_ fyne.Tappable = (*Toast)(nil)
)

// NewToast returns a bar in inverse colours.
func NewToast(content ToastContent) *Toast {
	text := newParagraph(content.Text, theme.SizeText, theme.ColorOnToast)
	text.width = min(text.measure(content.Text)+1, toastText)
	row := HStack(theme.Gap8, NewIcon(content.Icon, theme.ColorOnToast, theme.IconSize), Inset(Fixed(text, text.width, 0), theme.Gap4, 0, theme.Gap4, 0), Spacer())
	if content.Action != "" {
		action := NewButton(ButtonLink, content.Action, content.OnAction)
		action.inverse = true
		row.Add(Inset(action, 0, 0, 0, theme.Gap8))
	}
	closing := NewIconButton(resources.IconClose, content.Close, content.OnClose).Sized(ButtonSmall)
	closing.kind, closing.inverse = ButtonLink, true
	row.Add(closing)
	t := &Toast{panel: NewPanel(Fixed(Inset(row, toastPadding, theme.Gap8, toastPadding, theme.Gap12), toastMinWidth, theme.LargeHeight))}
	t.panel.Fill, t.panel.Line, t.panel.Radius = theme.ColorToast, theme.ColorTransparent, theme.RadiusControl
	t.ExtendBaseWidget(t)
	return t
}

// Tapped does nothing: a press on what it says must not reach what it lies over, which
// may be a button that pays.
func (t *Toast) Tapped(*fyne.PointEvent) {}

// CreateRenderer links the widget to its renderer.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	return t.keep(newComposed(t.panel, nil))
}
