package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

const (
	stackHeight float32 = 12
	stackBox    float32 = 24
	stackParts  float32 = 1 // between two parts
)

// StackedPart is one of what a limit is used up by.
type StackedPart struct {
	Name, Value string
	// Fraction of the limit, 1 being all of it.
	Fraction float64
}

// StackedMark is a place on the scale that matters, with what it is.
type StackedMark struct {
	Label    string
	Fraction float64
}

// StackedContent is what a StackedMeter shows, in words made for people.
type StackedContent struct {
	Parts []StackedPart
	// Least and Most name the ends of the scale: nothing, and the limit.
	Least, Most string
	// Marks are ticks within the scale, such as what the limit will be.
	Marks []StackedMark
	// Rest is what is free, or by how much the parts exceed the limit.
	Rest string
}

// StackedMeter shows by what a limit is used up: parts beside one another, what is
// free behind them, and a legend with every figure in words. Where the parts exceed
// the limit, what is beyond it is drawn as too much, behind a tick at the limit.
type StackedMeter struct {
	base
	bar      *stackedBar
	captions *fyne.Container
	under    *scaleLayout
	legend   *fyne.Container
	over     *IconView
	rest     *Text
	root     fyne.CanvasObject
}

var (
	_ fyne.Widget     = (*StackedMeter)(nil)
	_ fyne.Accessible = (*StackedMeter)(nil)
)

// NewStackedMeter returns an empty meter.
func NewStackedMeter() *StackedMeter {
	m := &StackedMeter{
		bar: newStackedBar(), under: &scaleLayout{}, legend: Flow(theme.Gap24, theme.Gap4),
		over: NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize), rest: NewMuted(""),
	}
	m.captions = container.New(m.under)
	foot := HStack(theme.Gap16, Grow(m.legend), HStack(theme.Gap8, m.over, m.rest))
	m.root = VStack(theme.Gap8, VStack(theme.Gap4, m.bar, m.captions), foot)
	m.ExtendBaseWidget(m)
	m.Set(StackedContent{})
	return m
}

// Set shows other parts.
func (m *StackedMeter) Set(c StackedContent) {
	m.bar.set(c)
	over := m.bar.over()
	m.captions.RemoveAll()
	m.under.at = nil
	add := func(label string, fraction float64, mark bool) {
		text := NewCaption(label)
		if mark {
			text.SetColor(theme.ColorText)
		}
		m.under.at = append(m.under.at, m.bar.scaled(fraction))
		m.captions.Add(text)
	}
	add(c.Least, 0, false)
	for _, mark := range c.Marks {
		add(mark.Label, mark.Fraction, true)
	}
	add(c.Most, 1, over)
	m.legend.RemoveAll()
	for i, part := range c.Parts {
		m.legend.Add(newLegendItem(i, part.Name, part.Value))
	}
	m.over.Hidden = !over
	m.rest.SetText(c.Rest)
	m.rest.SetColor(theme.ColorMuted)
	if over {
		m.rest.SetColor(theme.RoleBad.Text())
	}
	m.Refresh()
}

// AccessibilityLabel is every part with its figure, and what is left.
func (m *StackedMeter) AccessibilityLabel() string {
	var all []string
	for _, part := range m.bar.content.Parts {
		all = append(all, words.T("{name} {value}", "name", part.Name, "value", part.Value))
	}
	return strings.Join(append(all, m.bar.content.Rest), ", ")
}

// AccessibilityRole is that of a text.
func (m *StackedMeter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer links the widget to its renderer.
func (m *StackedMeter) CreateRenderer() fyne.WidgetRenderer {
	return m.keep(newComposed(m.root, nil))
}

// stackedBar is the bar alone.
type stackedBar struct {
	base
	content StackedContent
	sum     float64
}

func newStackedBar() *stackedBar {
	b := &stackedBar{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *stackedBar) set(c StackedContent) {
	b.content, b.sum = c, 0
	for _, part := range c.Parts {
		b.sum += max(part.Fraction, 0)
	}
	b.Refresh()
}

// slightly is how far parts may exceed the limit by having been rounded.
const slightly = 0.0005

func (b *stackedBar) over() bool { return b.sum > 1+slightly }

// scaled is where a fraction of the limit is on the bar.
func (b *stackedBar) scaled(fraction float64) float32 {
	if b.over() {
		return float32(fraction / b.sum)
	}
	return float32(min(fraction, 1))
}

// CreateRenderer links the widget to its renderer.
func (b *stackedBar) CreateRenderer() fyne.WidgetRenderer {
	r := &stackedRenderer{bar: b}
	r.build()
	return b.keep(r)
}

// stackedRenderer has as many objects as there are parts and ticks.
type stackedRenderer struct {
	bar     *stackedBar
	objects []fyne.CanvasObject
	places  []func(size fyne.Size)
}

func (r *stackedRenderer) Destroy()                     {}
func (r *stackedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *stackedRenderer) MinSize() fyne.Size           { return fyne.NewSize(meterMinWidth, stackBox) }

func (r *stackedRenderer) Layout(size fyne.Size) {
	for _, put := range r.places {
		put(size)
	}
}

func (r *stackedRenderer) Refresh() {
	r.build()
	r.Layout(r.bar.Size())
	for _, object := range r.objects {
		object.Refresh()
	}
}

func (r *stackedRenderer) build() {
	r.objects, r.places = nil, nil
	c, limit := r.bar.content, r.bar.scaled(1)
	r.box(theme.ColorMeterTrack, 0, 1)
	if r.bar.over() {
		r.box(theme.ColorMeterBad, limit, 1)
	}
	from := float32(0)
	for i, part := range c.Parts {
		to := min(from+r.bar.scaled(max(part.Fraction, 0)), limit)
		if to > from {
			r.part(i, from, to)
		}
		from = to
	}
	for _, mark := range c.Marks {
		r.tick(r.bar.scaled(mark.Fraction))
	}
	if r.bar.over() {
		r.tick(limit)
	}
}

func (r *stackedRenderer) add(object fyne.CanvasObject, put func(size fyne.Size)) {
	r.objects, r.places = append(r.objects, object), append(r.places, put)
}

func (r *stackedRenderer) box(color fyne.ThemeColorName, from, to float32) {
	box := newBox(theme.RadiusMeter)
	setBox(box, color, theme.ColorTransparent, 0)
	r.add(box, func(size fyne.Size) {
		place(box, from*size.Width, (size.Height-stackHeight)/2, (to-from)*size.Width, stackHeight)
	})
}

// part is round at the bar's beginning only; a line of the surface parts it from the
// next one.
func (r *stackedRenderer) part(index int, from, to float32) {
	part := newSeriesFill(index, 0)
	if from == 0 {
		part.radius, part.begins = theme.RadiusMeter, true
	}
	line := newBox(0)
	setBox(line, theme.ColorSurface, theme.ColorTransparent, 0)
	r.add(part, func(size fyne.Size) {
		place(part, from*size.Width, (size.Height-stackHeight)/2, max((to-from)*size.Width, 1), stackHeight)
	})
	r.add(line, func(size fyne.Size) {
		place(line, to*size.Width-stackParts, (size.Height-stackHeight)/2, stackParts, stackHeight)
	})
}

func (r *stackedRenderer) tick(at float32) {
	tick := newBox(0)
	setBox(tick, theme.ColorText, theme.ColorTransparent, 0)
	r.add(tick, func(size fyne.Size) { place(tick, at*size.Width-1, 0, 2, size.Height) })
}

// scaleLayout puts captions under their places on a scale, from its beginning to its
// end; where two would touch, the earlier one gives way.
type scaleLayout struct{ at []float32 }

func (l *scaleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, lineHeight(theme.SizeCaption))
	for _, object := range objects {
		size.Width = max(size.Width, object.MinSize().Width)
	}
	return size
}

func (l *scaleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := size.Width
	for i := len(objects) - 1; i >= 0; i-- {
		width := objects[i].MinSize().Width
		x := min(max(l.at[i]*size.Width-width/2, 0), right-width)
		place(objects[i], x, 0, width, size.Height)
		setShown(objects[i], x >= 0)
		if x >= 0 && width > 0 {
			right = x - theme.Gap8
		}
	}
}
