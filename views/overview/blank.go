package overview

import (
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// loading has the boxes of the page, so that nothing jumps when it is read.
func (p *Page) loading() fyne.CanvasObject {
	box := func(title string, rows int, height float32) fyne.CanvasObject {
		return widgets.NewCard(widgets.CardOptions{Title: title}, widgets.NewSkeletonRows(rows, height))
	}
	main := widgets.VStack(theme.Gap16, box("", 3, 32), box(words.T("Limits"), 5, limitRow), widgets.Grow(box(words.T("Recent changes"), 3, theme.RowHeight)))
	side := widgets.VStack(theme.Gap16, box(words.T("Next invoice"), 9, 26), widgets.Grow(box(words.T("Payment method"), 3, 36)))
	head := widgets.NewPageHead(words.T("Overview"), words.T("Reading the saved copy…"))
	return widgets.Page(head, columns(main, side))
}

// unreadable stands where the copy cannot be read at all.
func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	p.refresh.Hidden = false
	card := widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, p.refresh)
	return widgets.Page(widgets.NewPageHead(words.T("Overview"), ""), widgets.VStack(0, card))
}
