package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/shopspring/decimal"

	"billfold/views/theme"
)

// chartPlot draws the figures of a Chart. It takes the keyboard: Left and Right go to
// the neighbouring day, Home and End to the first and the last one.
type chartPlot struct {
	press
	content ChartContent
	scale   chartScale
	current int // the day that is pointed at, or -1
	told    func(day int)
	said    string // what was told of it last
}

var (
	_ fyne.Widget       = (*chartPlot)(nil)
	_ fyne.Focusable    = (*chartPlot)(nil)
	_ fyne.Accessible   = (*chartPlot)(nil)
	_ desktop.Hoverable = (*chartPlot)(nil)
)

func newChartPlot(told func(day int)) *chartPlot {
	p := &chartPlot{current: -1, told: told, scale: scaleFor(decimal.Zero)}
	p.init(p, nil)
	return p
}

// set draws other figures. Where there are none it is switched off: the keyboard goes
// past it.
func (p *chartPlot) set(content ChartContent) {
	p.content, p.scale = content, scaleFor(content.most())
	p.current = min(p.current, content.known()-1)
	p.disabled = content.empty()
	p.Refresh()
}

// point chooses a day and has it told.
func (p *chartPlot) point(day int) {
	if p.disabled {
		return
	}
	day = max(min(day, p.content.known()-1), 0)
	if day == p.current {
		return
	}
	p.current = day
	p.Refresh()
	p.told(day)
}

// leave chooses no day.
func (p *chartPlot) leave() {
	if p.current < 0 || p.focused {
		return
	}
	p.current = -1
	p.Refresh()
	p.told(-1)
}

// MouseIn points at the day under the pointer.
func (p *chartPlot) MouseIn(event *desktop.MouseEvent) { p.MouseMoved(event) }

// MouseMoved follows the pointer.
func (p *chartPlot) MouseMoved(event *desktop.MouseEvent) { p.point(p.dayAt(event.Position.X)) }

// MouseOut points at no day, unless the keyboard does.
func (p *chartPlot) MouseOut() { p.leave() }

// Tapped points at a day and takes the keyboard.
func (p *chartPlot) Tapped(event *fyne.PointEvent) {
	if p.disabled {
		return
	}
	p.point(p.dayAt(event.Position.X))
	takeFocus(p)
}

// FocusGained points at the latest day, unless one is pointed at.
func (p *chartPlot) FocusGained() {
	p.press.FocusGained()
	if p.current < 0 {
		p.point(p.content.latest())
	}
}

// FocusLost points at no day.
func (p *chartPlot) FocusLost() {
	p.press.FocusLost()
	p.leave()
}

// TypedKey goes from day to day.
func (p *chartPlot) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyLeft:
		p.point(p.current - 1)
	case fyne.KeyRight:
		p.point(p.current + 1)
	case fyne.KeyHome:
		p.point(0)
	case fyne.KeyEnd:
		p.point(p.content.known() - 1)
	default:
		passOn(p, event)
	}
}

// AccessibilityLabel is what was on the day that is pointed at.
func (p *chartPlot) AccessibilityLabel() string { return p.said }

// AccessibilityRole is that of a text: there is nothing to press.
func (p *chartPlot) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// plotArea is where the figures are drawn: right of the axis' names, above the days'.
type plotArea struct{ x, width, height, column float32 }

func (p *chartPlot) area() plotArea {
	size := p.Size()
	a := plotArea{x: p.axisWidth() + theme.Gap8, height: size.Height - lineHeight(theme.SizeCaption) - theme.Gap4}
	a.width = size.Width - a.x
	a.column = a.width / float32(max(len(p.content.Days), 1))
	return a
}

func (p *chartPlot) dayAt(x float32) int {
	a := p.area()
	if a.column <= 0 {
		return 0
	}
	return int(max(x-a.x, 0) / a.column)
}

func (p *chartPlot) axisWidth() float32 {
	widest := float32(0)
	for _, value := range p.scale.lines() {
		if p.content.Format != nil {
			widest = max(widest, captionWidth(p.content.Format(value)))
		}
	}
	return widest
}

func captionWidth(text string) float32 {
	return fyne.MeasureText(text, theme.Size(theme.SizeCaption), fyne.TextStyle{}).Width
}

// CreateRenderer links the widget to its renderer.
func (p *chartPlot) CreateRenderer() fyne.WidgetRenderer {
	r := &plotRenderer{plot: p, ring: newBox(theme.RadiusControl)}
	r.draw()
	return p.keep(r)
}

const plotMinWidth float32 = 240

// plotRenderer draws everything anew at each refresh and for each size: a month has
// some dozens of boxes.
type plotRenderer struct {
	plot    *chartPlot
	ring    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *plotRenderer) Destroy()                     {}
func (r *plotRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *plotRenderer) MinSize() fyne.Size           { return fyne.NewSize(plotMinWidth, chartBody) }
func (r *plotRenderer) Layout(fyne.Size)             { r.draw() }

func (r *plotRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.plot)
}

func (r *plotRenderer) add(object fyne.CanvasObject) { r.objects = append(r.objects, object) }

func (r *plotRenderer) draw() {
	r.objects = nil
	p, a := r.plot, r.plot.area()
	if a.width <= 0 || a.height <= 0 {
		return
	}
	if p.disabled {
		r.empty(a)
		return
	}
	r.pointed(a)
	r.axis(a)
	r.days(a)
	for i, s := range p.content.Series {
		if s.Kind == ChartBars {
			r.bars(a, i)
		}
	}
	for i, s := range p.content.Series {
		if s.Kind == ChartLine {
			r.line(a, i)
		}
	}
	setRing(r.ring, p.focused)
	placeRing(r.ring, p.Size())
	r.add(r.ring)
}
