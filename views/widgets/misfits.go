package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// slack is how many units two texts may share: line boxes are higher than
// letters.
const slack float32 = 3

// Misfits lists the texts of an object in a window that do not fit the place
// that they were given, or that lie over one another. It is for the tests of
// pages: at every size that a page supports it returns nothing.
func Misfits(object fyne.CanvasObject) []string {
	type placed struct {
		text string
		at   fyne.Position
		size fyne.Size
	}
	var all []placed
	var misfits []string
	driver := fyne.CurrentApp().Driver()
	for _, seen := range VisibleTexts(object) {
		text, ok := seen.Object.(*canvas.Text)
		if !ok {
			continue
		}
		needed, given := text.MinSize(), text.Size()
		if needed.Width > given.Width+1 {
			misfits = append(misfits, fmt.Sprintf("%q needs %.0f units and has %.0f", text.Text, needed.Width, given.Width))
		}
		at := driver.AbsolutePositionForObject(text)
		switch text.Alignment {
		case fyne.TextAlignLeading:
		case fyne.TextAlignTrailing:
			at.X += given.Width - needed.Width
		case fyne.TextAlignCenter:
			at.X += (given.Width - needed.Width) / 2
		}
		own := placed{text.Text, at, needed}
		for _, other := range all {
			if covers(own.at, own.size, other.at, other.size) {
				misfits = append(misfits, fmt.Sprintf("%q lies over %q", own.text, other.text))
			}
		}
		all = append(all, own)
	}
	return misfits
}

func covers(a fyne.Position, aSize fyne.Size, b fyne.Position, bSize fyne.Size) bool {
	return a.X+slack < b.X+bSize.Width && b.X+slack < a.X+aSize.Width &&
		a.Y+slack < b.Y+bSize.Height && b.Y+slack < a.Y+aSize.Height
}
