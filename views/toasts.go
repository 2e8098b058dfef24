package views

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	// toastStays is how long a toast is there to be read.
	toastStays = 6 * time.Second
	// toastsShown is how many are there at once; the others wait until one is gone.
	toastsShown = 3
)

// toast is something that was said.
type toast struct {
	text string
	// stays has it stay until it is closed: something went wrong.
	stays bool
	until time.Time // zero while it waits for its place
	shown *widgets.Toast
	offer offer
}

// offer is what a toast lets one do about what it says; the zero offer is nothing.
type offer struct {
	label string
	do    func()
}

// toasts is the layer over the page that says what is done, the newest lowest.
type toasts struct {
	root  *fyne.Container
	now   func() time.Time
	queue []*toast
}

func newToasts(now func() time.Time, sidebar fyne.CanvasObject) *toasts {
	return &toasts{root: container.New(cornerLayout{sidebar}), now: now}
}

// say shows a toast as soon as there is room. What is on the screen already is not
// said twice, but stays longer.
func (t *toasts) say(told words.Told, o offer) {
	text := told.String()
	i := slices.IndexFunc(t.queue, func(said *toast) bool { return said.text == text })
	if i >= 0 && o.do == nil {
		if !t.queue[i].until.IsZero() {
			t.queue[i].until = t.now().Add(toastStays)
		}
		return
	}
	t.add(&toast{text: text, stays: told.Failed, offer: o})
	t.arrange()
}

func (t *toasts) add(said *toast) {
	icon := resources.IconCheckCircle
	if said.stays {
		icon = resources.IconInfo
	}
	said.shown = widgets.NewToast(widgets.ToastContent{
		Icon: icon, Text: said.text, Action: said.offer.label, OnAction: func() {
			t.close(said)
			said.offer.do()
		},
		Close: words.T("Close this message"), OnClose: func() { t.close(said) },
	})
	t.queue = append(t.queue, said)
}

// take has what others showed stay as long as it would have there.
func (t *toasts) take(others *toasts) {
	for _, said := range others.queue {
		t.add(&toast{text: said.text, stays: said.stays, until: said.until, offer: said.offer})
	}
	t.arrange()
}

// tick takes away what was there long enough; what the keyboard is in stays.
func (t *toasts) tick(now time.Time, focused fyne.CanvasObject) {
	before := len(t.queue)
	t.queue = slices.DeleteFunc(t.queue, func(said *toast) bool {
		if said.stays || said.until.IsZero() || !now.After(said.until) {
			return false
		}
		return focused == nil || !contains(said.shown, focused)
	})
	if len(t.queue) != before {
		t.arrange()
	}
}

func (t *toasts) close(said *toast) {
	t.queue = slices.DeleteFunc(t.queue, func(other *toast) bool { return other == said })
	t.arrange()
}

// arrange shows the first ones; the time of one begins when it is seen.
func (t *toasts) arrange() {
	t.root.Objects = nil
	for _, said := range t.queue[:min(toastsShown, len(t.queue))] {
		if said.until.IsZero() {
			said.until = t.now().Add(toastStays)
		}
		t.root.Objects = append(t.root.Objects, said.shown)
	}
	t.root.Refresh()
}

// first is what the keyboard begins with in the newest toast; nil where there is
// none.
func (t *toasts) first() fyne.Focusable {
	var found fyne.Focusable
	if len(t.root.Objects) == 0 {
		return nil
	}
	widgets.Walk(t.root.Objects[len(t.root.Objects)-1], func(o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok && found == nil {
			found = f
		}
	})
	return found
}

// cornerLayout stacks things in the page's lower left corner, the last lowest, and
// takes no room. What goes on and what pays stands at the right.
type cornerLayout struct{ sidebar fyne.CanvasObject }

func (cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (c cornerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	bottom, left := size.Height-theme.Gap24, theme.Gap24
	if c.sidebar.Visible() {
		left += sidebarWidth
	}
	for _, o := range slices.Backward(objects) {
		own := o.MinSize()
		o.Resize(own)
		o.Move(fyne.NewPos(left, bottom-own.Height))
		bottom -= own.Height + theme.Gap8
	}
}
