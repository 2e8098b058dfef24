package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

// seriesFill fills its place with the colour of a series and, where colours do not
// suffice, with a pattern too.
type seriesFill struct {
	base
	index  int
	radius float32
	begins bool // only its left corners are round
	swatch bool // a patch in a legend, as small as its pattern can be told at
}

var _ fyne.Widget = (*seriesFill)(nil)

func newSeriesFill(index int, radius float32) *seriesFill {
	f := &seriesFill{index: index, radius: radius}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer links the widget to its renderer.
func (f *seriesFill) CreateRenderer() fyne.WidgetRenderer {
	box, pattern := newBox(f.radius), canvas.NewRasterWithPixels(f.pixel)
	r := &drawn{owner: f, objects: []fyne.CanvasObject{box, pattern}}
	r.minSize = func() fyne.Size { return fyne.Size{} }
	r.layout = func(size fyne.Size) {
		fill(r.objects, size)
		if f.swatch && !theme.Patterned() {
			place(box, 0, (size.Height-plainSwatch)/2, plainSwatch, plainSwatch)
		}
	}
	r.paint = func() {
		setBox(box, theme.Chart(f.index), theme.ColorTransparent, 0)
		if f.begins {
			box.CornerRadius, box.TopLeftCornerRadius, box.BottomLeftCornerRadius = 0, f.radius, f.radius
		}
		pattern.Hidden = !theme.Patterned()
	}
	r.paint()
	return f.keep(r)
}

// pixel is the surface where the pattern leaves a gap. The raster counts in the
// screen's pixels, the pattern in units.
func (f *seriesFill) pixel(x, y, _, height int) color.Color {
	unit := float64(height) / math.Max(float64(f.Size().Height), 1)
	if !inGap(f.index, float64(x)/unit, float64(y)/unit) {
		return color.Transparent
	}
	return theme.Color(theme.ColorSurface)
}

const (
	patternPitch = 6.0
	patternGap   = 2.5
)

// inGap tells whether a point, in units, is in a gap of a series' pattern: the first
// one is solid, then come slanted lines, dots, upright lines and a weave.
func inGap(index int, x, y float64) bool {
	at := func(v float64) bool { return math.Mod(v, patternPitch) < patternGap }
	switch index % theme.Series {
	case 1:
		return at(x + y)
	case 2:
		return at(x) && at(y)
	case 3:
		return at(x)
	case 4:
		return at(x) || at(y)
	default:
		return false
	}
}

const (
	swatchSize   float32 = 12
	swatchRadius float32 = 2
	plainSwatch  float32 = 8
	lineStroke   float32 = 2
)

// newLegendItem names a series beside a patch of its fill.
func newLegendItem(index int, name, value string) fyne.CanvasObject {
	patch := newSeriesFill(index, swatchRadius)
	patch.swatch = true
	row := HStack(theme.Gap4, Fixed(patch, swatchSize, swatchSize), NewText(name))
	if value != "" {
		row.Add(Gap(0, 0))
		row.Add(NewMuted(value))
	}
	return row
}

// newLegendLine names a series that is drawn as a line.
func newLegendLine(index int, name string) fyne.CanvasObject {
	line := NewPanel(nil)
	line.Fill, line.Line, line.Radius = theme.Chart(index), theme.ColorTransparent, 0
	return HStack(theme.Gap8, Fixed(line, theme.IconSize, lineStroke), NewText(name))
}
