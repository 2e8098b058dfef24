package plans

import (
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Widths of the figures' columns, in units.
const (
	figuresWidth float32 = 680
	figureUsed   float32 = 84
	figureEnd    float32 = 92
	figureLimit  float32 = 92
	figureShort  float32 = 84
	figureRow    float32 = 28
	optionPlan   float32 = 96
	optionPrice  float32 = 88
)

// openFigures shows what the recommendation was made from.
func (p *Page) openFigures() {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.root)
	if c == nil || p.dialog.Shown() || p.compared == nil || p.compared.banner == nil || p.compared.banner.figures == nil {
		return
	}
	closing := widgets.NewButton(widgets.ButtonSecondary, words.T("Close"), func() { p.dialog.Hide() })
	p.dialog = widgets.NewDialog(widgets.DialogOptions{
		Title: words.T("What fits, by the figures"), Close: words.T("Close"), Width: figuresWidth, Actions: []fyne.CanvasObject{closing},
	}, figuresBody(p.compared.banner.figures, string(p.facts.Catalog.Currency)))
	p.dialog.Show(c, closing)
}

func figuresBody(f *figures, currency string) fyne.CanvasObject {
	cell := func(text *widgets.Text, width float32) fyne.CanvasObject {
		return widgets.Fixed(text.Right(), width, 0)
	}
	rows := widgets.VStack(0, widgets.Fixed(widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewCaption("")),
		cell(widgets.NewCaption(words.T("Used")), figureUsed), cell(widgets.NewCaption(f.byEnd), figureEnd),
		cell(widgets.NewCaption(words.T("Limit")), figureLimit), widgets.Gap(figureShort, 0)), 0, figureRow))
	for _, n := range f.needs {
		rows.Add(widgets.Hairline())
		badge := widgets.NewBadge(theme.RoleOK, resources.IconCheck, words.T("Fits"))
		switch n.verdict {
		case suffices:
		case tooLittle:
			badge.Set(theme.RoleWarn, resources.IconWarning, words.T("Short"))
		case tooEarly:
			badge.Set(theme.RoleNeutral, resources.IconClock, words.T("Too early"))
		}
		rows.Add(widgets.Fixed(widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewText(n.name)),
			cell(widgets.NewText(n.used), figureUsed), cell(widgets.NewText(n.byEnd), figureEnd), cell(widgets.NewText(n.limit), figureLimit),
			widgets.Fixed(widgets.HStack(0, widgets.Spacer(), badge), figureShort, 0)), 0, figureRow))
	}
	plans := widgets.VStack(0, widgets.Fixed(widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewCaption(words.T("What each plan would take"))),
		cell(widgets.NewCaption(words.T("{currency} a month", "currency", currency)), optionPrice)), 0, figureRow))
	for _, o := range f.options {
		plans.Add(widgets.Hairline())
		takes := widgets.NewParagraph(o.takes)
		if !o.fits {
			takes.SetColor(theme.ColorMuted)
		}
		plans.Add(widgets.Inset(widgets.HStack(theme.Gap8, widgets.Fixed(widgets.NewBoldParagraph(o.plan), optionPlan, 0), widgets.Grow(takes),
			cell(widgets.NewText(o.price), optionPrice)), theme.Gap4, 0, theme.Gap4, 0))
	}
	return widgets.VStack(theme.Gap12, rows, widgets.NewCaptionParagraph(f.seen), plans,
		widgets.NewCaptionParagraph(words.T("Prices are the catalog's, before tax and discounts. What the plans' features are worth is not in them.")))
}
