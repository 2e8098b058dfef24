package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

const (
	thumbSize  float32 = 16
	trackSize  float32 = 4
	sliderTick float32 = 12
	pageSteps  int64   = 10
)

// scaleRange is what a slider and its number field move within.
type scaleRange struct{ least, most, step int64 }

// nearest returns the allowed value nearest to a value. The most is allowed even
// where the steps miss it.
func (s scaleRange) nearest(value int64) int64 {
	if value <= s.least {
		return s.least
	}
	if value >= s.most {
		return s.most
	}
	steps := (value - s.least + s.step/2) / s.step
	return min(s.least+steps*s.step, s.most)
}

func (s scaleRange) fraction(value int64) float32 {
	if s.most <= s.least {
		return 0
	}
	return float32(float64(value-s.least) / float64(s.most-s.least))
}

func (s scaleRange) at(fraction float32) int64 {
	return s.nearest(s.least + int64(math.Round(float64(fraction)*float64(s.most-s.least))))
}

// slider is a track with a thumb and a mark at today's value.
type slider struct {
	press
	scale      scaleRange
	value, now int64
	onChanged  func(int64)
	released   func() // when the pointer lets go, or a key has moved the thumb; may be nil
}

var (
	_ fyne.Widget    = (*slider)(nil)
	_ fyne.Draggable = (*slider)(nil)
	_ fyne.Tappable  = (*slider)(nil)
)

func newSlider(scale scaleRange, now int64, onChanged func(int64)) *slider {
	s := &slider{scale: scale, value: now, now: now, onChanged: onChanged}
	s.init(s, nil)
	return s
}

// set moves the thumb without telling anyone.
func (s *slider) set(value int64) {
	s.value = value
	s.Refresh()
}

func (s *slider) move(value int64) {
	value = s.scale.nearest(value)
	if s.disabled || value == s.value {
		return
	}
	s.set(value)
	s.onChanged(value)
}

func (s *slider) moveTo(x float32) {
	room := s.Size().Width - thumbSize
	if room > 0 && !s.disabled {
		takeFocus(s)
		s.move(s.scale.at((x - thumbSize/2) / room))
	}
}

// Tapped moves the thumb under the pointer.
func (s *slider) Tapped(event *fyne.PointEvent) {
	s.moveTo(event.Position.X)
	s.letGo()
}

// Dragged moves the thumb with the pointer.
func (s *slider) Dragged(event *fyne.DragEvent) { s.moveTo(event.Position.X) }

// DragEnd only says that it was the last move: each was told already.
func (s *slider) DragEnd() { s.letGo() }

func (s *slider) letGo() {
	if s.released != nil {
		s.released()
	}
}

// TypedKey moves by a step, by ten, or to an end.
func (s *slider) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		s.move(s.value - s.scale.step)
	case fyne.KeyRight, fyne.KeyUp:
		s.move(s.value + s.scale.step)
	case fyne.KeyPageDown:
		s.move(s.value - pageSteps*s.scale.step)
	case fyne.KeyPageUp:
		s.move(s.value + pageSteps*s.scale.step)
	case fyne.KeyHome:
		s.move(s.scale.least)
	case fyne.KeyEnd:
		s.move(s.scale.most)
	default:
		passOn(s, event)
		return
	}
	s.letGo()
}

// x returns where a value is on a track of a width.
func (s *slider) x(value int64, width float32) float32 {
	return thumbSize/2 + s.scale.fraction(value)*(width-thumbSize)
}

func (s *slider) CreateRenderer() fyne.WidgetRenderer {
	track, used, tick := newBox(trackSize/2), newBox(trackSize/2), newBox(0)
	ring, thumb := newBox(thumbSize/2+theme.FocusGap+theme.FocusStroke), newEdge(thumbSize/2)
	r := &drawn{owner: s, objects: []fyne.CanvasObject{track, used, tick, ring, thumb}}
	r.minSize = func() fyne.Size { return fyne.NewSize(4*thumbSize, thumbSize+theme.Gap4) }
	r.layout = func(size fyne.Size) {
		y, x := (size.Height-trackSize)/2, s.x(s.value, size.Width)
		place(track, 0, y, size.Width, trackSize)
		place(used, 0, y, x, trackSize)
		place(tick, s.x(s.now, size.Width)-1, (size.Height-sliderTick)/2, 2, sliderTick)
		place(thumb, x-thumbSize/2, (size.Height-thumbSize)/2, thumbSize, thumbSize)
		const out = theme.FocusGap + theme.FocusStroke
		place(ring, x-thumbSize/2-out, (size.Height-thumbSize)/2-out, thumbSize+2*out, thumbSize+2*out)
	}
	r.paint = func() { s.paint(track, used, tick, ring, thumb) }
	r.paint()
	return s.keep(r)
}

func (s *slider) paint(track, used, tick, ring *canvas.Rectangle, thumb *edge) {
	usedName, thumbName := theme.ColorMeterFill, theme.ColorSelectionBar
	if s.disabled {
		usedName, thumbName = theme.ColorFieldEdge, theme.ColorFieldEdge
	}
	setBox(track, theme.ColorMeterTrack, theme.ColorTransparent, 0)
	setBox(used, usedName, theme.ColorTransparent, 0)
	setBox(tick, theme.ColorText, theme.ColorTransparent, 0)
	thumbFill := theme.ColorSurface
	if s.hovered {
		thumbFill = theme.ColorSelection
	}
	thumb.set(thumbFill, thumbName, theme.FocusStroke)
	setRing(ring, s.focused)
}
