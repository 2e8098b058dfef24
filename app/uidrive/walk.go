//go:build uidrive

package uidrive

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test" // for its look into renderers; nothing of it drives the window
	"fyne.io/fyne/v2/widget"
)

// look lists what is visible in all windows. Only the window's goroutine may call it.
func look(windows []fyne.Window) []Window {
	seen := make([]Window, 0, len(windows))
	for _, w := range windows {
		seen = append(seen, lookAt(w.Title(), w.Canvas()))
	}
	return seen
}

func lookAt(title string, c fyne.Canvas) Window {
	w := &walk{canvas: c, title: title, focused: c.Focused()}
	all := frame{size: c.Size()}
	top := c.Overlays().Top()
	if top == nil || !coversAll(top) {
		w.visit(c.Content(), fyne.Position{}, all, state{enabled: top == nil})
	}
	if top != nil {
		w.visit(top, fyne.Position{}, all, state{enabled: true})
	}
	seen := Window{Title: title, Scale: c.Scale(), Texts: w.texts}
	if w.focused != nil {
		seen.Focus = &Focus{Key: fmt.Sprintf("%p", w.focused), Text: strings.Join(w.inFocus, " ")}
	}
	return seen
}

// coversAll tells whether an overlay leaves nothing below it to be seen. A
// pop-up that goes away when something else is clicked is drawn alone; one that
// has to be answered, or a dialog of our own, brings a backdrop.
func coversAll(overlay fyne.CanvasObject) bool {
	w, ok := overlay.(fyne.Widget)
	return !ok || len(test.WidgetRenderer(w).Objects()) != 1
}

type walk struct {
	canvas  fyne.Canvas
	title   string
	focused fyne.Focusable
	texts   []Text
	inFocus []string
}

// state is what an object takes over from those it lies in.
type state struct {
	enabled, focused bool
}

func (w *walk) visit(o fyne.CanvasObject, offset fyne.Position, clip frame, s state) {
	if o == nil || !o.Visible() {
		return
	}
	at := frame{pos: offset.Add(o.Position()), size: o.Size()}
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		s.enabled = false
	}
	if f, ok := o.(fyne.Focusable); ok && f == w.focused {
		s.focused = true
	}
	switch o := o.(type) {
	case *canvas.Text:
		w.add(o.Text, at.within(clip), s)
	case *fyne.Container:
		w.visitAll(o.Objects, at.pos, clip, s)
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		if clips(o, r) {
			clip = at.within(clip)
		}
		if _, ok := o.(*widget.RichText); ok {
			w.visitParagraph(r.Objects(), at.pos, clip, s)
			return
		}
		w.visitAll(r.Objects(), at.pos, clip, s)
	}
}

func (w *walk) visitAll(objects []fyne.CanvasObject, offset fyne.Position, clip frame, s state) {
	for _, o := range objects {
		w.visit(o, offset, clip, s)
	}
}

// visitParagraph makes one text of the rows that the toolkit broke a sentence
// into, as a person reads it.
func (w *walk) visitParagraph(objects []fyne.CanvasObject, offset fyne.Position, clip frame, s state) {
	rows := &walk{canvas: w.canvas, title: w.title}
	rows.visitAll(objects, offset, clip, s)
	if len(rows.texts) == 0 {
		return
	}
	whole := rows.texts[0]
	lastY := whole.Y
	for _, t := range rows.texts[1:] {
		if t.Y != lastY {
			whole.Text = strings.TrimRight(whole.Text, " ") + " "
		}
		lastY = t.Y
		whole = union(whole, t)
	}
	w.keep(whole)
}

// union extends a text by what follows it.
func union(a, b Text) Text {
	right, bottom := max(a.X+a.W, b.X+b.W), max(a.Y+a.H, b.Y+b.H)
	a.X, a.Y = min(a.X, b.X), min(a.Y, b.Y)
	a.W, a.H = right-a.X, bottom-a.Y
	a.Text += b.Text
	return a
}

func (w *walk) add(text string, at frame, s state) {
	if strings.TrimSpace(text) == "" || at.empty() {
		return
	}
	left, top := w.canvas.PixelCoordinateForPosition(at.pos)
	right, bottom := w.canvas.PixelCoordinateForPosition(at.pos.Add(at.size))
	w.keep(Text{
		Text: text, Window: w.title,
		X: left, Y: top, W: right - left, H: bottom - top,
		Enabled: s.enabled, Focused: s.focused,
	})
}

func (w *walk) keep(t Text) {
	w.texts = append(w.texts, t)
	if t.Focused {
		w.inFocus = append(w.inFocus, t.Text)
	}
}

// clips tells whether a widget draws nothing outside itself, by the toolkit's own two signs.
func clips(o fyne.CanvasObject, r fyne.WidgetRenderer) bool {
	if _, ok := o.(fyne.Scrollable); ok {
		return true
	}
	_, ok := r.(interface{ IsClip() })
	return ok
}

// frame is a rectangle on the canvas.
type frame struct {
	pos  fyne.Position
	size fyne.Size
}

func (f frame) empty() bool { return f.size.Width < 1 || f.size.Height < 1 }

// within is the part of f that lies in clip.
func (f frame) within(clip frame) frame {
	left, top := max(f.pos.X, clip.pos.X), max(f.pos.Y, clip.pos.Y)
	right := min(f.pos.X+f.size.Width, clip.pos.X+clip.size.Width)
	bottom := min(f.pos.Y+f.size.Height, clip.pos.Y+clip.size.Height)
	return frame{pos: fyne.NewPos(left, top), size: fyne.NewSize(right-left, bottom-top)}
}
