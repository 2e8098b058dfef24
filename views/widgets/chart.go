package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/shopspring/decimal"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// ChartKind is how a series is drawn.
type ChartKind int

// The kinds.
const (
	ChartBars ChartKind = iota
	ChartLine
)

// ChartSeries is one quantity by day.
type ChartSeries struct {
	Name string
	Kind ChartKind
	// Values are one a day, none of them below 0; there are fewer than days where
	// the others are not known yet.
	Values []decimal.Decimal
}

// ChartContent is what a Chart shows, in words made for people.
type ChartContent struct {
	// DayTitle is the head of the days in the table.
	DayTitle string
	Days     []string
	Series   []ChartSeries
	// Empty is said where no value of the first series is above 0: the others stand
	// beside it.
	Empty string
	// Format writes a value.
	Format func(decimal.Decimal) string
}

// latest is the last day of the first series.
func (c *ChartContent) latest() int {
	if len(c.Series) == 0 {
		return -1
	}
	return min(len(c.Series[0].Values), len(c.Days)) - 1
}

// empty tells whether there is nothing to draw.
func (c *ChartContent) empty() bool {
	return len(c.Series) == 0 || !slices.ContainsFunc(c.Series[0].Values, decimal.Decimal.IsPositive)
}

// known is how many days have a value.
func (c *ChartContent) known() int {
	days := 0
	for _, s := range c.Series {
		days = max(days, min(len(s.Values), len(c.Days)))
	}
	return days
}

func (c *ChartContent) most() decimal.Decimal {
	most := decimal.Zero
	for _, s := range c.Series {
		for _, v := range s.Values {
			most = decimal.Max(most, v)
		}
	}
	return most
}

const (
	chartHead float32 = 24
	chartBody float32 = 2 + headHeight + 4*theme.RowHeight // as high as a table of four rows
)

// Chart shows quantities by day, as bars and lines. The pointer and the arrow keys go
// from day to day, and what it was on that day is said above; "Show as table" has the
// same figures as a table.
type Chart struct {
	base
	content ChartContent
	plot    *chartPlot
	table   *DataTable
	said    *Text
	legend  *fyne.Container
	toggle  *Button
	body    *fyne.Container // the plot and the table, one of them hidden
	root    fyne.CanvasObject
	tabled  bool
}

var _ fyne.Widget = (*Chart)(nil)

// NewChart returns a chart without days.
func NewChart() *Chart {
	c := &Chart{said: NewCaption("").Shortening(noteMinWidth), legend: HStack(theme.Gap16)}
	c.plot = newChartPlot(c.say)
	c.toggle = NewButton(ButtonLink, "", func() { c.SetTabled(!c.tabled) })
	c.table = c.newTable()
	head := Fixed(HStack(theme.Gap16, Grow(c.said), c.legend, c.toggle), 0, chartHead)
	c.body = container.NewStack(c.plot, c.table)
	c.root = VStack(theme.Gap8, head, Grow(Fixed(c.body, 0, chartBody)))
	c.ExtendBaseWidget(c)
	c.Set(ChartContent{})
	return c
}

// Set shows other figures; a table stays one.
func (c *Chart) Set(content ChartContent) {
	columns := len(c.content.Series)
	c.content = content
	if len(content.Series) != columns {
		c.table.SetLength(0) // it may have the keyboard still
		c.table = c.newTable()
		c.body.Objects = []fyne.CanvasObject{c.plot, c.table}
	}
	c.legend.RemoveAll()
	for i, s := range content.Series {
		if s.Kind == ChartLine {
			c.legend.Add(newLegendLine(i, s.Name))
		} else {
			c.legend.Add(newLegendItem(i, s.Name, ""))
		}
	}
	c.plot.set(content)
	c.table.SetLength(content.known()) // first: there may be fewer days than rows on the screen
	c.table.SetColumns(c.columns())
	c.toggle.Hidden = c.plot.disabled
	c.SetTabled(c.tabled)
}

// SetTabled shows the figures as a table, or as a chart again.
func (c *Chart) SetTabled(tabled bool) {
	c.tabled = tabled
	shown := tabled && !c.plot.disabled
	c.plot.Hidden, c.table.Hidden, c.legend.Hidden = shown, !shown, shown || c.plot.disabled
	c.toggle.text, c.toggle.icon = words.T("Show as table"), resources.IconFile
	if tabled {
		c.toggle.text, c.toggle.icon = words.T("Show as chart"), resources.IconUsage
	}
	c.say(c.plot.current)
	c.Refresh()
}

// Plot is what takes the keyboard while the figures are drawn.
func (c *Chart) Plot() fyne.Focusable { return c.plot }

// say writes what it was on a day above the chart; without a day, how to choose one.
func (c *Chart) say(day int) {
	text := words.T("Point at a day, or use the arrow keys.")
	switch {
	case c.plot.disabled:
		text = ""
	case c.tabled:
		text = words.T("The same figures, a row a day.")
	case day >= 0:
		text = words.T("{day}: {values}", "day", c.content.Days[day], "values", c.values(day))
	}
	c.plot.said = text
	c.said.SetText(text)
}

// values are those of a day; the names are said where there is more than one.
func (c *Chart) values(day int) string {
	text := ""
	for _, s := range c.content.Series {
		if day >= len(s.Values) {
			continue
		}
		value := c.content.Format(s.Values[day])
		if len(c.content.Series) > 1 {
			value = words.T("{name} {value}", "name", s.Name, "value", value)
		}
		if text != "" {
			text += ", "
		}
		text += value
	}
	return text
}

// newTable has as many columns as there are series, and one for the days.
func (c *Chart) newTable() *DataTable { return NewDataTable(c.columns(), c.row) }

const chartColumn float32 = 120

func (c *Chart) columns() []TableColumn {
	columns := []TableColumn{{Title: c.content.DayTitle}}
	for _, s := range c.content.Series {
		columns = append(columns, TableColumn{Title: s.Name, Width: chartColumn, Right: true})
	}
	return columns
}

func (c *Chart) row(day int) []TableCell {
	cells := []TableCell{{Text: c.content.Days[day]}}
	for _, s := range c.content.Series {
		cell := TableCell{}
		if day < len(s.Values) {
			cell.Text = c.content.Format(s.Values[day])
		}
		cells = append(cells, cell)
	}
	return cells
}

// CreateRenderer links the widget to its renderer.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	return c.keep(newComposed(c.root, nil))
}
