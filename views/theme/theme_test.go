package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
)

func luminance(h Hex) float64 {
	c := h.RGBA()
	channel := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

func contrast(a, b Hex) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

type pair struct {
	name    string
	fg, bg  Hex
	minimum float64
}

func pairs(t *Tokens) []pair {
	const text, edge = 4.5, 3
	list := []pair{
		{"text on surface", t.Text, t.Surface, text},
		{"text on canvas", t.Text, t.Canvas, text},
		{"text on side", t.Text, t.Side, text},
		{"text on sunken", t.Text, t.Sunken, text},
		{"text on hover", t.Text, t.Hover, text},
		{"text on selection", t.Text, t.Selection, text},
		{"text on menu", t.Text, t.Menu, text},
		{"muted on surface", t.Muted, t.Surface, text},
		{"muted on canvas", t.Muted, t.Canvas, text},
		{"muted on side", t.Muted, t.Side, text},
		{"muted on sunken", t.Muted, t.Sunken, text},
		{"muted on selection", t.Muted, t.Selection, text},
		{"faint on surface", t.Faint, t.Surface, text},
		{"faint on disabled", t.Faint, t.DisabledFill, text},
		{"on primary", t.OnPrimary, t.Primary, text},
		{"on primary hover", t.OnPrimary, t.PrimaryHover, text},
		{"on danger", t.OnDanger, t.Danger, text},
		{"on danger hover", t.OnDanger, t.DangerHover, text},
		{"link on surface", t.Link, t.Surface, text},
		{"link on canvas", t.Link, t.Canvas, text},
		{"toast", t.Toast.On, t.Toast.Fill, text},
		{"toast action", t.Toast.Action, t.Toast.Fill, text},
		{"field edge", t.FieldEdge, t.Surface, edge},
		{"focus on surface", t.Focus, t.Surface, edge},
		{"focus on canvas", t.Focus, t.Canvas, edge},
		{"selection bar", t.SelectionBar, t.Side, edge},
		{"meter fill", t.Meter.Fill, t.Meter.Track, edge},
		{"meter warn", t.Meter.Warn, t.Meter.Track, edge},
		{"meter bad", t.Meter.Bad, t.Meter.Track, edge},
		{"chart 2", t.Chart2, t.Surface, edge},
		{"chart 4", t.Chart4, t.Surface, edge},
		{"chart 5", t.Chart5, t.Surface, edge},
	}
	for name, s := range map[string]StatusTokens{"ok": t.OK, "warn": t.Warn, "bad": t.Bad, "info": t.Info, "neutral": t.Neutral} {
		list = append(list, pair{name + " on its fill", s.Text, s.Fill, text}, pair{name + " on surface", s.Text, t.Surface, text})
	}
	return list
}

func TestColoursCanBeTold(t *testing.T) {
	for name, tokens := range map[string]*Tokens{"light": &Light, "dark": &Dark, "contrast": &Contrast} {
		for _, p := range pairs(tokens) {
			if got := contrast(p.fg, p.bg); got < p.minimum {
				t.Errorf("%s: %s is %.2f, want at least %.1f", name, p.name, got, p.minimum)
			}
		}
	}
}

func TestContrastFormula(t *testing.T) {
	if got := contrast(0xFFFFFF, 0x000000); math.Abs(got-21) > 0.001 {
		t.Errorf("white on black is %.3f, want 21", got)
	}
	if got := contrast(0x777777, 0xFFFFFF); math.Abs(got-4.478) > 0.01 {
		t.Errorf("777777 on white is %.3f, want 4.478", got)
	}
}

func TestChoiceDecidesTheVariant(t *testing.T) {
	tests := []struct {
		choice      Choice
		light, dark Hex
	}{
		{ChoiceSystem, Light.Canvas, Dark.Canvas},
		{ChoiceLight, Light.Canvas, Light.Canvas},
		{ChoiceDark, Dark.Canvas, Dark.Canvas},
		{ChoiceContrast, Contrast.Canvas, Contrast.Canvas},
		{"unheard of", Light.Canvas, Dark.Canvas},
	}
	for _, tt := range tests {
		th := New(tt.choice)
		if got := th.Color(ColorCanvas, fynetheme.VariantLight); got != color.Color(tt.light.RGBA()) {
			t.Errorf("%s on a light desktop: %v, want %06X", tt.choice, got, tt.light)
		}
		if got := th.Color(ColorCanvas, fynetheme.VariantDark); got != color.Color(tt.dark.RGBA()) {
			t.Errorf("%s on a dark desktop: %v, want %06X", tt.choice, got, tt.dark)
		}
	}
}

func TestEveryNameOfTheToolkitIsDefined(t *testing.T) {
	test.NewTempApp(t)
	for _, choice := range []Choice{ChoiceSystem, ChoiceLight, ChoiceDark, ChoiceContrast} {
		test.AssertAllColorNamesDefined(t, New(choice), string(choice))
	}
}

func TestRolesAreInTheTable(t *testing.T) {
	table := Light.table()
	for _, role := range []Role{RolePlain, RoleOK, RoleWarn, RoleBad, RoleInfo, RoleNeutral} {
		for _, name := range []fyne.ThemeColorName{role.Text(), role.Fill(), role.Line()} {
			if _, ok := table[name]; !ok {
				t.Errorf("role %q: %q has no colour", role, name)
			}
		}
	}
	if got := RoleOK.Text(); table[got] != color.Color(Light.OK.Text.RGBA()) {
		t.Errorf("ok text is %v", table[got])
	}
}

func TestSizes(t *testing.T) {
	th := New(ChoiceLight)
	for name, want := range map[fyne.ThemeSizeName]float32{
		SizeText: 13, SizeCaption: 12, SizeCardTitle: 15, SizePageTitle: 20, SizeFigure: 24,
		fynetheme.SizeNamePadding: 4, fynetheme.SizeNameInnerPadding: 8,
	} {
		if got := th.Size(name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

func TestOnlyContrastTellsSeriesApartByPattern(t *testing.T) {
	app := test.NewTempApp(t)
	for _, choice := range []Choice{ChoiceSystem, ChoiceLight, ChoiceDark, ChoiceContrast} {
		app.Settings().SetTheme(New(choice))
		if got, want := Patterned(), choice == ChoiceContrast; got != want {
			t.Errorf("%s: patterned %t, want %t", choice, got, want)
		}
	}
}

func TestSeriesComeRound(t *testing.T) {
	seen := map[fyne.ThemeColorName]bool{}
	for i := range Series {
		seen[Chart(i)] = true
	}
	if len(seen) != Series || Chart(Series) != Chart(0) {
		t.Errorf("%d colours for %d series, then %q", len(seen), Series, Chart(Series))
	}
}
