package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
)

// newScaleCaptions returns the captions under a slider: the ends, and today's
// value under its mark.
func newScaleCaptions(s *slider, least, now, most string) fyne.CanvasObject {
	return container.New(&captionsLayout{slider: s}, NewCaption(least), NewCaption(now), NewCaption(most))
}

// captionsLayout places three captions: the least, today's and the most.
type captionsLayout struct{ slider *slider }

func (c *captionsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(maxSize(objects).Width, lineHeight(theme.SizeCaption))
}

// Layout lets today's caption win where it would cover one of the ends.
func (c *captionsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	least, now, most := objects[0], objects[1], objects[2]
	leastWidth, nowWidth, mostWidth := least.MinSize().Width, now.MinSize().Width, most.MinSize().Width
	x := min(max(c.slider.x(c.slider.now, size.Width)-nowWidth/2, 0), size.Width-nowWidth)
	place(least, 0, 0, leastWidth, size.Height)
	place(now, x, 0, nowWidth, size.Height)
	place(most, size.Width-mostWidth, 0, mostWidth, size.Height)
	setShown(least, nowWidth == 0 || leastWidth+theme.Gap8 <= x)
	setShown(most, nowWidth == 0 || x+nowWidth+theme.Gap8 <= size.Width-mostWidth)
}

func setShown(object fyne.CanvasObject, visible bool) {
	if visible {
		object.Show()
	} else {
		object.Hide()
	}
}
