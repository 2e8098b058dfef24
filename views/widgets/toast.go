package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

const toastMinWidth float32 = 240

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

var _ fyne.Widget = (*Toast)(nil)

// NewToast returns a bar in inverse colours.
func NewToast(content ToastContent) *Toast {
	text := NewText(content.Text)
	text.Color = theme.ColorOnToast
	row := HStack(theme.Gap8, NewIcon(content.Icon, theme.ColorOnToast, theme.IconSize), text, Spacer())
	if content.Action != "" {
		action := NewButton(ButtonLink, content.Action, content.OnAction)
		action.inverse = true
		row.Add(action)
	}
	closing := NewIconButton(resources.IconClose, content.Close, content.OnClose).Sized(ButtonSmall)
	closing.kind, closing.inverse = ButtonLink, true
	row.Add(closing)
	t := &Toast{panel: NewPanel(Fixed(Inset(row, 0, theme.Gap8, 0, theme.Gap12), toastMinWidth, theme.LargeHeight))}
	t.panel.Fill, t.panel.Line, t.panel.Radius = theme.ColorToast, theme.ColorTransparent, theme.RadiusControl
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer links the widget to its renderer.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	return t.keep(newComposed(t.panel, nil))
}
