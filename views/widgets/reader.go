package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// readerStep is how far an arrow key scrolls: two lines.
const readerStep float32 = 36

// Reader is something to be read that may be higher than its place. The keyboard
// scrolls it.
type Reader struct {
	base
	scroll  *Scroll
	edge    *edge
	focused bool
}

var (
	_ fyne.Widget    = (*Reader)(nil)
	_ fyne.Focusable = (*Reader)(nil)
)

// NewReader returns a reader of a content; without a height of its own it takes what
// it is given.
func NewReader(content fyne.CanvasObject) *Reader {
	r := &Reader{scroll: NewVScroll(content), edge: newEdge(theme.RadiusControl)}
	r.ExtendBaseWidget(r)
	return r
}

// FocusGained shows the focus ring.
func (r *Reader) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost hides it.
func (r *Reader) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune gives the window what is typed.
func (r *Reader) TypedRune(typed rune) { passRune(r, typed) }

// TypedKey scrolls.
func (r *Reader) TypedKey(event *fyne.KeyEvent) {
	height := r.scroll.Size().Height
	by := map[fyne.KeyName]float32{
		fyne.KeyUp: -readerStep, fyne.KeyDown: readerStep,
		fyne.KeyPageUp: readerStep - height, fyne.KeyPageDown: height - readerStep, fyne.KeySpace: height - readerStep,
		fyne.KeyHome: -r.scroll.Content.Size().Height, fyne.KeyEnd: r.scroll.Content.Size().Height,
	}[event.Name]
	if by == 0 {
		passOn(r, event)
		return
	}
	most := max(0, r.scroll.Content.Size().Height-height)
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(r.scroll.Offset.Y+by, most))))
}

// CreateRenderer links the widget to its renderer.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	d := &drawn{owner: r, objects: []fyne.CanvasObject{r.edge, r.scroll}}
	d.minSize = func() fyne.Size { return fyne.NewSize(r.scroll.Content.MinSize().Width, r.scroll.MinSize().Height) }
	d.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{r.edge}, size)
		place(r.scroll, theme.FocusStroke, theme.FocusStroke, size.Width-2*theme.FocusStroke, size.Height-2*theme.FocusStroke)
	}
	d.paint = func() {
		line := theme.ColorTransparent
		if r.focused {
			line = theme.ColorFocus
		}
		r.edge.set(theme.ColorSurface, line, theme.FocusStroke)
	}
	d.paint()
	return r.keep(d)
}
