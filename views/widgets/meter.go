package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

const (
	meterHeight   float32 = 6
	meterBox      float32 = 14
	meterTick     float32 = 14
	meterMinWidth float32 = 48
)

// Meter shows how much of a limit is used. What it means stands beside it in
// words.
type Meter struct {
	base
	fraction float64
	role     theme.Role
}

var _ fyne.Widget = (*Meter)(nil)

// NewMeter returns an empty meter.
func NewMeter() *Meter {
	m := &Meter{}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a fraction of the limit, 1 being all of it; above 1 the rest is drawn
// behind a mark at the limit. RoleWarn and RoleBad colour the fill.
func (m *Meter) Set(fraction float64, role theme.Role) {
	m.fraction, m.role = max(fraction, 0), role
	m.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	track, used, over, tick := newBox(theme.RadiusMeter), newBox(theme.RadiusMeter), newBox(theme.RadiusMeter), newBox(0)
	r := &drawn{owner: m, objects: []fyne.CanvasObject{track, over, used, tick}}
	r.minSize = func() fyne.Size { return fyne.NewSize(meterMinWidth, meterBox) }
	r.layout = func(size fyne.Size) {
		y := (size.Height - meterHeight) / 2
		limit := size.Width
		if m.fraction > 1 {
			limit = size.Width / float32(m.fraction)
		}
		place(track, 0, y, size.Width, meterHeight)
		place(over, 0, y, size.Width, meterHeight)
		place(used, 0, y, limit*float32(min(m.fraction, 1)), meterHeight)
		place(tick, limit-1, (size.Height-meterTick)/2, 2, meterTick)
	}
	r.paint = func() { m.paint(track, used, over, tick) }
	r.paint()
	return m.keep(r)
}

func (m *Meter) paint(track, used, over, tick *canvas.Rectangle) {
	setBox(track, theme.ColorMeterTrack, theme.ColorTransparent, 0)
	setBox(over, theme.ColorMeterBad, theme.ColorTransparent, 0)
	setBox(tick, theme.ColorText, theme.ColorTransparent, 0)
	fillName := theme.ColorMeterFill
	switch {
	case m.fraction > 1:
	case m.role == theme.RoleWarn:
		fillName = theme.ColorMeterWarn
	case m.role == theme.RoleBad:
		fillName = theme.ColorMeterBad
	}
	setBox(used, fillName, theme.ColorTransparent, 0)
	used.Hidden = m.fraction == 0
	over.Hidden, tick.Hidden = m.fraction <= 1, m.fraction <= 1
}
