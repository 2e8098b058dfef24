package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

func TestMarkup(t *testing.T) {
	off := NewButton(ButtonPrimary, "Pay $37.42", nil)
	off.Disable()
	meter := NewMeter()
	meter.Set(1.06, theme.RoleBad)
	table := func() fyne.CanvasObject { return galleryTable() }
	tests := map[string]struct {
		build         func() fyne.CanvasObject
		width, height float32
	}{
		"button": {func() fyne.CanvasObject {
			return NewButton(ButtonPrimary, "Pay $37.42", nil).WithIcon(resources.IconLock)
		}, 140, 32},
		"button_disabled": {func() fyne.CanvasObject { return off }, 120, 32},
		"badge":           {func() fyne.CanvasObject { return NewBadge(theme.RoleWarn, resources.IconClock, "Idle 60+ days") }, 120, 20},
		"meter_over":      {func() fyne.CanvasObject { return meter }, 200, 18},
		"table":           {table, 300, 220},
		"stacked_meter":   {func() fyne.CanvasObject { m := NewStackedMeter(); m.Set(storageMeter()); return m }, 700, 80},
		"stacked_over":    {stackedOver, 700, 80},
		"chart":           {func() fyne.CanvasObject { c := NewChart(); c.Set(november()); return c }, 640, 220},
		"chart_table":     {func() fyne.CanvasObject { c := NewChart(); c.Set(november()); c.SetTabled(true); return c }, 640, 220},
		"state_unknown": {func() fyne.CanvasObject {
			return NewStateCard(StateUnknown, Notice{Title: "Waiting for an answer", Detail: "$37.42 may have been paid. Do not pay again."},
				NewButton(ButtonSecondary, "Ask billing now", nil))
		}, 260, 130},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			window := show(t, tt.build(), tt.width, tt.height)
			test.AssertRendersToMarkup(t, name+".xml", window.Canvas())
		})
	}
}

func stackedOver() fyne.CanvasObject {
	content := storageMeter()
	content.Parts[0].Fraction, content.Rest = 751.4/700, "368.2 GB over"
	meter := NewStackedMeter()
	meter.Set(content)
	return meter
}
