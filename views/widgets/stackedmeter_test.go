package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

func storageMeter() StackedContent {
	return StackedContent{
		Parts: []StackedPart{
			{"Recordings", "231.4 GB", 231.4 / 700},
			{"Video", "148.9 GB", 148.9 / 700},
			{"Images", "84.6 GB", 84.6 / 700},
			{"Documents", "61.7 GB", 61.7 / 700},
			{"Attachments", "21.6 GB", 21.6 / 700},
		},
		Least: "0", Most: "700 GB", Marks: []StackedMark{{"600 GB from 1 Dec", 600.0 / 700}}, Rest: "151.8 GB free",
	}
}

// stacked lists what is drawn in the bar: fills of parts from left to right.
func stacked(m *StackedMeter) (parts []*seriesFill) {
	Walk(m.bar, func(o fyne.CanvasObject) {
		if part, ok := o.(*seriesFill); ok {
			parts = append(parts, part)
		}
	})
	return parts
}

func TestStackedMeterDrawsSharesOfTheLimit(t *testing.T) {
	meter := NewStackedMeter()
	meter.Set(storageMeter())
	show(t, meter, 700, 80)
	parts := stacked(meter)
	if len(parts) != 5 {
		t.Fatalf("%d parts, want 5", len(parts))
	}
	from := float32(0)
	for i, want := range []float32{231.4, 148.9, 84.6, 61.7, 21.6} {
		at, width := parts[i].Position().X, parts[i].Size().Width
		if at < from-0.1 || at > from+0.1 || width < want-0.1 || width > want+0.1 {
			t.Errorf("part %d is from %v, %v wide; want %v, %v", i, at, width, from, want)
		}
		from += want
	}
	got := texts(meter)
	for _, want := range []string{"0", "600 GB from 1 Dec", "700 GB", "Recordings", "231.4 GB", "Attachments", "21.6 GB", "151.8 GB free"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	if got := meter.AccessibilityLabel(); got != "Recordings 231.4 GB, Video 148.9 GB, Images 84.6 GB, Documents 61.7 GB, Attachments 21.6 GB, 151.8 GB free" {
		t.Errorf("reads %q", got)
	}
	if meter.over.Visible() {
		t.Error("warns though there is room")
	}
}

func TestStackedMeterBeyondTheLimit(t *testing.T) {
	content := storageMeter()
	content.Parts[0].Fraction = 751.4 / 700 // 1,068.2 GB of 700
	content.Marks, content.Rest = nil, "368.2 GB over"
	meter := NewStackedMeter()
	meter.Set(content)
	show(t, meter, 1068.2, 80)
	parts := stacked(meter)
	last := parts[len(parts)-1]
	if end := last.Position().X + last.Size().Width; end < 699.9 || end > 700.1 {
		t.Errorf("parts end at %v, want at the limit, 700", end)
	}
	if !meter.over.Visible() || meter.rest.Color != theme.RoleBad.Text() {
		t.Error("does not say that it is too much")
	}
	for i, text := range meter.captions.Objects {
		if label := text.(*Text).text; label == "700 GB" {
			if centre := text.Position().X + text.Size().Width/2; centre < 699 || centre > 701 {
				t.Errorf("caption %d of the limit is at %v, want 700", i, centre)
			}
		}
	}
}

func TestCaptionsOfAScaleNeverTouch(t *testing.T) {
	content := storageMeter()
	for _, at := range []float64{0, 0.02, 0.5, 0.98, 1} {
		content.Marks[0].Fraction = at
		meter := NewStackedMeter()
		meter.Set(content)
		window := show(t, meter, 700, 90)
		for _, width := range []float32{700, 420, 300} {
			window.Resize(fyne.NewSize(width, 120))
			if misfits := Misfits(meter); len(misfits) > 0 {
				t.Errorf("mark at %v, %v wide: %q", at, width, misfits)
			}
			if !slices.Contains(texts(meter), "600 GB from 1 Dec") {
				t.Errorf("mark at %v, %v wide: the mark is not named", at, width)
			}
		}
	}
}

func TestFlowGoesOnInAFurtherRow(t *testing.T) {
	flow := Flow(10, 4, Gap(100, 20), Gap(100, 10), Gap(100, 20))
	stack := VStack(0, flow)
	for _, tt := range []struct{ width, height float32 }{{320, 20}, {319, 44}, {209, 68}, {100, 68}, {400, 20}} {
		stack.Resize(fyne.NewSize(tt.width, 200))
		if got := flow.MinSize().Height; got != tt.height {
			t.Errorf("%v wide: %v high, want %v", tt.width, got, tt.height)
		}
	}
	if at := flow.Objects[1].Position(); at != fyne.NewPos(110, 5) {
		t.Errorf("the second is at %v, want centred in its row", at)
	}
}
