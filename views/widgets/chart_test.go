package widgets

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"billfold/views/theme"
)

func numbers(values ...int64) []decimal.Decimal {
	list := make([]decimal.Decimal, len(values))
	for i, v := range values {
		list[i] = decimal.NewFromInt(v)
	}
	return list
}

// november is a month of which ten days are known.
func november() ChartContent {
	c := ChartContent{
		DayTitle: "Day", Empty: "Nothing was used yet.", Format: decimal.Decimal.String,
		Series: []ChartSeries{
			{Name: "Email credits", Values: numbers(120, 340, 0, 95, 410, 388, 260, 150, 20, 333)},
			{Name: "Even use", Kind: ChartLine, Values: numbers(slices.Repeat([]int64{200}, 30)...)},
		},
	}
	for day := range 30 {
		c.Days = append(c.Days, fmt.Sprintf("%d Nov", day+1))
	}
	return c
}

func shownChart(t *testing.T, content ChartContent) (*Chart, fyne.Window) {
	t.Helper()
	chart := NewChart()
	chart.Set(content)
	return chart, show(t, chart, 640, 220)
}

func said(c *Chart) string { return c.said.text }

func TestChartFollowsThePointer(t *testing.T) {
	chart, _ := shownChart(t, november())
	if got := said(chart); got != "Point at a day, or use the arrow keys." {
		t.Errorf("says %q before anything is pointed at", got)
	}
	a := chart.plot.area()
	at := func(day float32) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(a.x+(day+0.5)*a.column, 20)}}
	}
	for day, want := range map[float32]string{
		0: "1 Nov: Email credits 120, Even use 200", 2: "3 Nov: Email credits 0, Even use 200",
		9: "10 Nov: Email credits 333, Even use 200", 20: "21 Nov: Even use 200", -3: "1 Nov: Email credits 120, Even use 200",
	} {
		chart.plot.MouseIn(at(day))
		if got := said(chart); got != want {
			t.Errorf("day %v: says %q, want %q", day, got, want)
		}
	}
	chart.plot.MouseOut()
	if chart.plot.current != -1 {
		t.Errorf("points at %d without a pointer", chart.plot.current)
	}
}

func TestChartByKeys(t *testing.T) {
	content := november()
	content.Series = content.Series[:1]
	chart, window := shownChart(t, content)
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != fyne.Focusable(chart.toggle) {
		t.Fatalf("the keyboard begins at %v", window.Canvas().Focused())
	}
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != chart.Plot() || said(chart) != "10 Nov: 333" {
		t.Fatalf("the keyboard goes on to %v, which says %q", window.Canvas().Focused(), said(chart))
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "10 Nov: 333"},
		{fyne.KeyLeft, "9 Nov: 20"},
		{fyne.KeyHome, "1 Nov: 120"},
		{fyne.KeyLeft, "1 Nov: 120"},
		{fyne.KeyRight, "2 Nov: 340"},
		{fyne.KeyEnd, "10 Nov: 333"},
	} {
		key(chart.Plot(), step.key)
		if got := said(chart); got != step.want || chart.plot.AccessibilityLabel() != got {
			t.Errorf("%s: says %q, want %q", step.key, got, step.want)
		}
	}
	chart.plot.MouseOut()
	if said(chart) != "10 Nov: 333" {
		t.Error("a pointer that leaves takes the day from the keyboard")
	}
	window.Canvas().Unfocus()
	if chart.plot.current != -1 {
		t.Error("points at a day without the keyboard")
	}
}

func TestChartAsATableHasTheSameFigures(t *testing.T) {
	chart, window := shownChart(t, november())
	test.Tap(chart.toggle)
	got := texts(chart)
	for _, want := range []string{"Show as chart", "Day", "Email credits", "Even use", "1 Nov", "120", "2 Nov", "340", "200"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	window.Canvas().Focus(chart.table.Focus())
	key(chart.table.Focus(), fyne.KeyEnd)
	if got := texts(chart); !slices.Contains(got, "30 Nov") {
		t.Errorf("the last row is not reached: %q", got)
	}
	chart.Set(ChartContent{DayTitle: "Day", Days: []string{"1 Dec"}, Format: decimal.Decimal.String, Series: []ChartSeries{{Name: "AI credits", Values: numbers(7)}}})
	if got := texts(chart); !slices.Contains(got, "AI credits") || slices.Contains(got, "Even use") || !slices.Contains(got, "7") {
		t.Errorf("after other figures the table shows %q", got)
	}
	test.Tap(chart.toggle)
	if !slices.Contains(texts(chart), "Show as table") || !chart.plot.Visible() {
		t.Error("the chart does not come back")
	}
}

func TestChartWithoutFiguresSaysSo(t *testing.T) {
	content := november()
	content.Series = []ChartSeries{{Name: "Email credits", Values: numbers(0, 0)}}
	chart, window := shownChart(t, content)
	if got := texts(chart); !slices.Contains(got, "Nothing was used yet.") || slices.Contains(got, "Show as table") {
		t.Errorf("shows %q", got)
	}
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != nil {
		t.Errorf("the keyboard stops at %v, where there is nothing", window.Canvas().Focused())
	}
	chart.plot.MouseIn(&desktop.MouseEvent{})
	if chart.plot.current != -1 {
		t.Error("a day without figures can be pointed at")
	}
}

func TestChartDrawsWhatItIsGiven(t *testing.T) {
	content := november()
	content.Series[1].Values = append(numbers(100), content.Series[1].Values[:20]...) // up, even for long,
	content.Series[1].Values = append(content.Series[1].Values, numbers(300)...)      // and up again
	chart, _ := shownChart(t, content)
	a := chart.plot.area()
	var heights []float32
	lines := 0
	Walk(chart.plot, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *seriesFill:
			heights = append(heights, o.Size().Height)
		case *canvas.Line:
			lines++
		}
	})
	if len(heights) != 9 || lines != 3 {
		t.Fatalf("%d bars and %d pieces of a line, want 9 (a day is 0) and 3", len(heights), lines)
	}
	// The axis ends at 600: three steps of 200.
	for i, value := range []float32{120, 340, 95} {
		if want := (a.height - 8) * value / 600; heights[i] < want-0.1 || heights[i] > want+0.1 {
			t.Errorf("a bar of %v is %v high, want %v", value, heights[i], want)
		}
	}
	for _, size := range []fyne.Size{fyne.NewSize(1000, 400), fyne.NewSize(240, 184)} {
		chart.plot.Resize(size)
		if misfits := Misfits(chart); len(misfits) > 0 {
			t.Errorf("%v: %q", size, misfits)
		}
	}
}

func TestScaleFor(t *testing.T) {
	for most, want := range map[string]string{
		"0": "0 1", "1": "0 0.5 1", "4": "0 1 2 3 4", "5": "0 2 4 6", "7": "0 2 4 6 8", "9": "0 5 10", "410": "0 200 400 600",
		"1333": "0 500 1000 1500", "40130": "0 20000 40000 60000", "0.034": "0 0.01 0.02 0.03 0.04", "1000000000": "0 500000000 1000000000",
	} {
		var lines []string
		for _, v := range scaleFor(decimal.RequireFromString(most)).lines() {
			lines = append(lines, v.String())
		}
		if got := strings.Join(lines, " "); got != want {
			t.Errorf("%s: %s, want %s", most, got, want)
		}
	}
}

func TestEveryValueIsWithinItsScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := decimal.New(rapid.Int64Range(1, 1_000_000_000).Draw(t, "most"), rapid.Int32Range(-6, 3).Draw(t, "exponent"))
		scale := scaleFor(most)
		if lines := len(scale.lines()); lines < 2 || lines > chartSteps+1 {
			t.Fatalf("%s: %d lines", most, lines)
		}
		if scale.top.LessThan(most) || scale.top.GreaterThan(most.Mul(decimal.NewFromInt(3))) {
			t.Fatalf("%s: the axis ends at %s", most, scale.top)
		}
	})
}

func TestSeriesAreToldApartByPatternsInContrast(t *testing.T) {
	fills := HStack(4)
	for i := range theme.Series {
		fills.Add(Fixed(newSeriesFill(i, 0), 24, 24))
	}
	window := show(t, fills, 160, 24)
	drawn := func() map[string]bool {
		pictures := map[string]bool{}
		picture := window.Canvas().Capture()
		for i := range theme.Series {
			var dots strings.Builder
			for y := range 24 {
				for x := range 24 {
					r, g, b, _ := picture.At(i*28+x, y).RGBA()
					fmt.Fprint(&dots, r>>8+g>>8+b>>8 > 3*40, " ")
				}
			}
			pictures[dots.String()] = true
		}
		return pictures
	}
	if got := len(drawn()); got != 1 {
		t.Errorf("light: %d patterns, want all solid", got)
	}
	use(t, theme.ChoiceContrast)
	if got := len(drawn()); got != theme.Series {
		t.Errorf("contrast: %d patterns for %d series", got, theme.Series)
	}
}

// A usage cycle may be shorter than the one before, while the last rows are on the screen.
func TestChartOfFewerDaysWhileTheTableIsShown(t *testing.T) {
	chart, _ := shownChart(t, november())
	chart.SetTabled(true)
	chart.table.list.goTo(29)
	shorter := november()
	shorter.Days, shorter.Series[1].Values = shorter.Days[:28], shorter.Series[1].Values[:28]
	chart.Set(shorter)
	if got := chart.table.list.last(); got != 27 {
		t.Errorf("row %d is the last one on the screen", got)
	}
}
