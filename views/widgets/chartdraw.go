package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

const (
	barShare    float32 = 0.6 // of a day's column, of all its bars together
	barMost     float32 = 24
	labelClear          = theme.Gap12
	pointRadius float32 = 3
)

func (r *plotRenderer) rule(a plotArea, y float32, color fyne.ThemeColorName) {
	line := newBox(0)
	setBox(line, color, theme.ColorTransparent, 0)
	place(line, a.x, y, a.width, theme.Stroke)
	r.add(line)
}

func (r *plotRenderer) caption(text string, x, y, width float32, align fyne.TextAlign) {
	line := canvas.NewText(text, theme.Color(theme.ColorMuted))
	line.TextSize, line.Alignment = theme.Size(theme.SizeCaption), align
	placeText(line, x, y, width, lineHeight(theme.SizeCaption))
	r.add(line)
}

// empty says that there is nothing to draw where it would be drawn.
func (r *plotRenderer) empty(a plotArea) {
	r.rule(a, a.height, theme.ColorBorder)
	if text := r.plot.content.Empty; text != "" {
		r.caption(text, a.x, (a.height-lineHeight(theme.SizeCaption))/2, a.width, fyne.TextAlignCenter)
	}
}

// top is how far from the upper edge a share of the axis is; half a line is kept free
// above the highest name.
func (a plotArea) top(share float32) float32 {
	const free = 8
	return free + (a.height-free)*(1-share)
}

// axis draws the lines that values are read by.
func (r *plotRenderer) axis(a plotArea) {
	p := r.plot
	for i, value := range p.scale.lines() {
		color := theme.ColorBorder
		if i == 0 {
			color = theme.ColorFieldEdge
		}
		y := a.top(p.scale.share(value))
		r.rule(a, y, color)
		r.caption(p.content.Format(value), 0, y-lineHeight(theme.SizeCaption)/2, a.x-theme.Gap8, fyne.TextAlignTrailing)
	}
}

// days names some of the days under their columns.
func (r *plotRenderer) days(a plotArea) {
	days := r.plot.content.Days
	widest := float32(0)
	for _, day := range days {
		widest = max(widest, captionWidth(day))
	}
	every := labelEvery(widest+labelClear, a.column, len(days))
	for i := 0; i < len(days); i += every {
		width := captionWidth(days[i])
		x := a.x + (float32(i)+0.5)*a.column - width/2
		x = min(max(x, a.x), a.x+a.width-width)
		r.caption(days[i], x, a.height+theme.Gap4, width, fyne.TextAlignLeading)
	}
}

// pointed marks the column of the day that is pointed at.
func (r *plotRenderer) pointed(a plotArea) {
	if r.plot.current < 0 {
		return
	}
	column := newBox(0)
	setBox(column, theme.ColorSelection, theme.ColorTransparent, 0)
	place(column, a.x+float32(r.plot.current)*a.column, 0, a.column, a.height)
	r.add(column)
}

// bars draws one series beside the others that are bars.
func (r *plotRenderer) bars(a plotArea, index int) {
	p := r.plot
	before, all := 0, 0
	for i, s := range p.content.Series {
		if s.Kind != ChartBars {
			continue
		}
		if i < index {
			before++
		}
		all++
	}
	together := min(a.column*barShare, barMost*float32(all))
	width := max(together/float32(all), theme.Stroke)
	for day, value := range p.content.Series[index].Values {
		if !value.IsPositive() || day >= len(p.content.Days) {
			continue
		}
		y := a.top(p.scale.share(value))
		bar := newSeriesFill(index, min(2, width/2))
		place(bar, a.x+float32(day)*a.column+(a.column-together)/2+float32(before)*width, y, width, a.height-y)
		r.add(bar)
	}
}

// line draws one series from day to day, with a point on the one that is pointed at.
// Days of one value are one piece: the pieces' ends show where they meet.
func (r *plotRenderer) line(a plotArea, index int) {
	p := r.plot
	values := p.content.Series[index].Values
	values = values[:min(len(values), len(p.content.Days))]
	at := func(day int) fyne.Position {
		return fyne.NewPos(a.x+(float32(day)+0.5)*a.column, a.top(p.scale.share(values[day])))
	}
	for from := 0; from < len(values)-1; {
		to := from + 1
		for to+1 < len(values) && values[to].Equal(values[from]) && values[to+1].Equal(values[from]) {
			to++
		}
		piece := canvas.NewLine(theme.Color(theme.Chart(index)))
		piece.StrokeWidth, piece.Position1, piece.Position2 = lineStroke, at(from), at(to)
		r.add(piece)
		r.dot(at(to), lineStroke/2, index)
		from = to
	}
	if day := p.current; day >= 0 && day < len(values) {
		r.dot(at(day), pointRadius, index)
	}
}

func (r *plotRenderer) dot(at fyne.Position, radius float32, index int) {
	dot := canvas.NewCircle(theme.Color(theme.Chart(index)))
	place(dot, at.X-radius, at.Y-radius, 2*radius, 2*radius)
	r.add(dot)
}
