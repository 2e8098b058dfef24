package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Walk visits an object and everything visible that it is drawn with, in the
// order of drawing. It sees through containers and the widgets of this package;
// stock widgets are visited but not entered.
func Walk(object fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if object == nil || !object.Visible() {
		return
	}
	visit(object)
	for _, part := range partsOf(object) {
		Walk(part, visit)
	}
}

// OnScreen is the canvas that an object is on now; nil where it is on none, or hidden
// with what it is in. The toolkit remembers the canvas for a while longer, so that what
// asks it could lay a question of one page over another, or move the keyboard there.
func OnScreen(object fyne.CanvasObject) fyne.Canvas {
	c := fyne.CurrentApp().Driver().CanvasForObject(object)
	if c == nil {
		return nil
	}
	found := false
	Walk(c.Content(), func(o fyne.CanvasObject) { found = found || o == object })
	if !found {
		return nil
	}
	return c
}

func partsOf(object fyne.CanvasObject) []fyne.CanvasObject {
	switch o := object.(type) {
	case interface{ Parts() []fyne.CanvasObject }:
		return o.Parts()
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case *widget.PopUp:
		return []fyne.CanvasObject{o.Content}
	}
	return nil
}

// Seen is a text on the screen and the object that shows it.
type Seen struct {
	Text   string
	Object fyne.CanvasObject
}

// VisibleTexts lists what a person can read in an object, in the order of
// drawing: what fields hold included, placeholders not.
func VisibleTexts(object fyne.CanvasObject) []Seen {
	var seen []Seen
	add := func(text string, o fyne.CanvasObject) {
		if text != "" {
			seen = append(seen, Seen{Text: text, Object: o})
		}
	}
	Walk(object, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			add(o.Text, o)
		case *Entry:
			add(o.Text, o)
		case *widget.Label:
			add(o.Text, o)
		case *widget.Check:
			add(o.Text, o)
		}
	})
	return seen
}
