package widgets

import (
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"billfold/views/theme"
)

func TestFieldSaysWhatIsWrong(t *testing.T) {
	field := NewField("VAT ID")
	var typed []string
	submitted := ""
	field.OnChanged = func(text string) { typed = append(typed, text) }
	field.OnSubmitted = func(text string) { submitted = text }
	show(t, field, 240, 100)
	plain := field.MinSize().Height
	if got, want := texts(field), []string{"VAT ID"}; !slices.Equal(got, want) {
		t.Errorf("shows %v, want %v", got, want)
	}
	test.Type(field.input.entry, "GB")
	field.SetError("A GB VAT ID has 9 or 12 digits.")
	if got, want := texts(field), []string{"VAT ID", "GB", "A GB VAT ID has 9 or 12 digits."}; !slices.Equal(got, want) {
		t.Errorf("shows %v, want %v", got, want)
	}
	key(field.input.entry, fyne.KeyReturn)
	if !slices.Equal(typed, []string{"G", "GB"}) || submitted != "GB" || field.Text() != "GB" {
		t.Errorf("told %v and %q, holds %q", typed, submitted, field.Text())
	}
	field.SetError("")
	if got := field.MinSize().Height; got != plain || plain != 16+4+theme.ControlHeight {
		t.Errorf("without a message it is %v high, before %v, want %v", got, plain, 16+4+theme.ControlHeight)
	}
}

func TestFieldTakesTheCaretBesideItsNumber(t *testing.T) {
	field := NewField("")
	field.input.numeric = true
	field.SetText("50")
	window := show(t, field, 200, 40)
	test.TapCanvas(window.Canvas(), fyne.NewPos(6, 16))
	if window.Canvas().Focused() != fyne.Focusable(field.input.entry) {
		t.Error("a tap into the box left of the number does not focus it")
	}
}

func TestFieldWithAUnit(t *testing.T) {
	field := NewField("When fewer than").WithUnit("AI credits")
	field.SetText("500")
	window := show(t, field, 200, 60)
	if got := texts(field); !slices.Equal(got, []string{"When fewer than", "500", "AI credits"}) {
		t.Errorf("shows %q", got)
	}
	if misfits := Misfits(field); len(misfits) > 0 {
		t.Error(misfits)
	}
	field.Disable()
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != nil {
		t.Error("the keyboard stops at a field that is switched off")
	}
	field.Enable()
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != field.Entry() {
		t.Error("the keyboard goes past a field that is switched on again")
	}
}

func volumeRow(changes *[]int64) *VolumeRow {
	row := NewVolumeRow(VolumeSpec{
		Label: "Emails", Unit: "a month", Min: 0, Max: 200000, Step: 1000, Now: 40000, NowLabel: "now 40,000",
		RangeError: "Between 0 and 200,000.",
		Format: func(v int64) string {
			if v < 1000 {
				return strconv.FormatInt(v, 10)
			}
			return strconv.FormatInt(v/1000, 10) + "," + strconv.FormatInt(1000+v%1000, 10)[1:]
		},
	})
	row.OnChanged = func(v int64) { *changes = append(*changes, v) }
	return row
}

func TestVolumeRowFollowsTheField(t *testing.T) {
	var changes []int64
	row := volumeRow(&changes)
	window := show(t, row, 620, 120)
	window.Canvas().Focus(row.Entry())
	row.Entry().SetText("60,400")
	if row.value != 60000 || row.slider.value != 60000 {
		t.Errorf("value %d, thumb %d, want 60000", row.value, row.slider.value)
	}
	for _, wrong := range []string{"999999", "abc"} {
		row.Entry().SetText(wrong)
		if !row.Failed() || row.value != 60000 || !slices.Contains(texts(row), "Between 0 and 200,000.") {
			t.Errorf("%s: value %d, shown %v; want the last good one and why not", wrong, row.value, texts(row))
		}
	}
	window.Canvas().Unfocus()
	if got := row.Entry().Text; got != "abc" || !row.Failed() {
		t.Errorf("left with %q in the field, want what was typed", got)
	}
	row.Entry().SetText("60,400")
	window.Canvas().Unfocus()
	if row.Failed() || slices.Contains(texts(row), "Between 0 and 200,000.") {
		t.Error("the error stays after the value was put right")
	}
	if want := []int64{60000, 60000, 60000}; !slices.Equal(changes, want) {
		t.Errorf("told %v, want %v", changes, want)
	}
}

func TestVolumeRowFollowsTheThumb(t *testing.T) {
	var changes []int64
	row := volumeRow(&changes)
	show(t, row, 620, 120)
	key(row.slider, fyne.KeyRight, fyne.KeyPageUp, fyne.KeyLeft, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyRight, fyne.KeyHome)
	if want := []int64{41000, 51000, 50000, 40000, 200000, 0}; !slices.Equal(changes, want) {
		t.Errorf("keys: %v, want %v", changes, want)
	}
	changes = nil
	test.TapAt(row.slider, fyne.NewPos(row.slider.Size().Width/2, 10))
	row.slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10000, 10)}})
	if want := []int64{100000, 200000}; !slices.Equal(changes, want) {
		t.Errorf("pointer: %v, want %v", changes, want)
	}
	if got := row.Entry().Text; got != "200,000" {
		t.Errorf("the field says %q", got)
	}
	row.SetValue(3499)
	if row.value != 3000 || len(changes) != 2 {
		t.Errorf("set: value %d, told %v", row.value, changes)
	}
}

func TestTodaysCaptionCoversNoEnd(t *testing.T) {
	for now, want := range map[int64][]string{0: {"now", "1000"}, 500: {"0", "now", "1000"}, 1000: {"0", "now"}} {
		row := NewVolumeRow(VolumeSpec{Max: 1000, Now: now, NowLabel: "now"})
		show(t, row, 620, 120)
		got := texts(row)
		if !slices.Equal(got[len(got)-len(want):], want) || len(got) != len(want)+1 {
			t.Errorf("now %d: shows %v, want the field and %v", now, got, want)
		}
	}
}

func TestNearestStaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.Int64Range(-1000, 1000).Draw(t, "least")
		scale := scaleRange{least, least + rapid.Int64Range(0, 100000).Draw(t, "room"), rapid.Int64Range(1, 5000).Draw(t, "step")}
		value := rapid.Int64Range(-1000000, 1000000).Draw(t, "value")
		got := scale.nearest(value)
		if got < scale.least || got > scale.most {
			t.Fatalf("%+v nearest %d is %d, out of bounds", scale, value, got)
		}
		if got != scale.most && (got-scale.least)%scale.step != 0 {
			t.Fatalf("%+v nearest %d is %d, between steps", scale, value, got)
		}
		if again := scale.nearest(got); again != got {
			t.Fatalf("%d moved to %d when asked again", got, again)
		}
	})
}

func TestParseDigits(t *testing.T) {
	tests := []struct {
		text string
		want int64
		ok   bool
	}{
		{"60,000", 60000, true},
		{"60.000", 60000, true},
		{"60 000", 60000, true},
		{" 7 ", 7, true},
		{"0", 0, true},
		{"-5", -5, true},
		{"–5", -5, true},
		{"", 0, false},
		{"ten", 0, false},
		{"1e9", 0, false},
		{"99999999999999999999", 999999999999999, true},
	}
	for _, tt := range tests {
		if got, ok := parseDigits(tt.text); got != tt.want || ok != tt.ok {
			t.Errorf("%q: %d, %t; want %d, %t", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}
