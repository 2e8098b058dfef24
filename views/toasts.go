package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// toastStays is how long a toast is there to be read.
const toastStays = 6 * time.Second

// toasts is the layer over the page that says what is done, one thing at a time.
type toasts struct {
	root  *fyne.Container
	until time.Time
}

func newToasts() *toasts {
	return &toasts{root: container.New(cornerLayout{})}
}

// say shows a toast and takes the one before away.
func (t *toasts) say(told words.Told, now time.Time) {
	icon := resources.IconCheckCircle
	if told.Next != "" {
		icon = resources.IconInfo
	}
	t.until = now.Add(toastStays)
	t.root.Objects = []fyne.CanvasObject{widgets.NewToast(widgets.ToastContent{
		Icon: icon, Text: told.String(), Close: "Close this message", OnClose: t.clear,
	})}
	t.root.Refresh()
}

// tick takes a toast away that was there long enough.
func (t *toasts) tick(now time.Time) {
	if len(t.root.Objects) > 0 && now.After(t.until) {
		t.clear()
	}
}

func (t *toasts) clear() {
	t.root.RemoveAll()
	t.root.Refresh()
}

// cornerLayout puts things into the lower right corner and takes no room.
type cornerLayout struct{}

func (cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (cornerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		own := o.MinSize()
		o.Resize(own)
		o.Move(fyne.NewPos(size.Width-own.Width-theme.Gap24, size.Height-own.Height-theme.Gap24))
	}
}
