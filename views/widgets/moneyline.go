package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

const moneyLineHeight float32 = 26

// MoneyLine is a label, which wraps, and an amount, which stands at the right end
// of the line.
type MoneyLine struct {
	base
	label  *Paragraph
	amount *Text
}

var _ fyne.Widget = (*MoneyLine)(nil)

// NewMoneyLine returns an ordinary line.
func NewMoneyLine(label, amount string) *MoneyLine {
	m := &MoneyLine{label: NewParagraph(label), amount: NewText(amount).Right()}
	m.ExtendBaseWidget(m)
	return m
}

// Bold makes the line stand out, as what is due does, and returns it.
func (m *MoneyLine) Bold() *MoneyLine {
	m.label.SetBold(true)
	m.amount.SetBold(true)
	return m
}

// Credit colours the amount as something given back, and returns the line.
func (m *MoneyLine) Credit() *MoneyLine {
	m.amount.SetColor(theme.RoleOK.Text())
	return m
}

// Muted makes the whole line step back, and returns it.
func (m *MoneyLine) Muted() *MoneyLine {
	m.label.SetColor(theme.ColorMuted)
	m.amount.SetColor(theme.ColorMuted)
	return m
}

// CreateRenderer links the widget to its renderer.
func (m *MoneyLine) CreateRenderer() fyne.WidgetRenderer {
	return m.keep(newComposed(Fixed(HStack(theme.Gap12, Grow(m.label), m.amount), 0, moneyLineHeight), nil))
}
