package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Hex is an opaque colour as 0xRRGGBB.
type Hex uint32

// StatusTokens are the three colours of one status role.
type StatusTokens struct{ Text, Fill, Line Hex }

// MeterTokens are the colours of a meter: its track and its fill by role.
type MeterTokens struct{ Track, Fill, Warn, Bad Hex }

// ToastTokens are the colours of the inverse bar.
type ToastTokens struct{ Fill, On, Action Hex }

// Tokens are the colours of one variant by role.
type Tokens struct {
	Canvas, Side, Surface, Sunken, Hover, Menu Hex
	Border, FieldEdge                          Hex
	Text, Muted, Faint, DisabledFill           Hex
	Primary, OnPrimary, PrimaryHover           Hex
	Link, Focus, Selection, SelectionBar       Hex
	Danger, OnDanger, DangerHover              Hex
	OK, Warn, Bad, Info, Neutral               StatusTokens
	Meter                                      MeterTokens
	Chart2, Chart4, Chart5                     Hex // the others of a chart are the meter's
	Toast                                      ToastTokens
	ScrimBase                                  Hex
	ScrimAlpha                                 uint8
}

// RGBA returns the opaque colour.
func (h Hex) RGBA() color.NRGBA {
	return color.NRGBA{R: uint8(h >> 16 & 0xff), G: uint8(h >> 8 & 0xff), B: uint8(h & 0xff), A: 0xff}
}

// table maps every name that a widget may ask for to its colour.
func (t *Tokens) table() map[fyne.ThemeColorName]color.Color {
	roles := map[fyne.ThemeColorName]Hex{
		ColorCanvas: t.Canvas, ColorSide: t.Side, ColorSurface: t.Surface, ColorSunken: t.Sunken,
		ColorHover: t.Hover, ColorMenu: t.Menu, ColorBorder: t.Border, ColorFieldEdge: t.FieldEdge,
		ColorText: t.Text, ColorMuted: t.Muted, ColorFaint: t.Faint, ColorDisabledFill: t.DisabledFill,
		ColorPrimary: t.Primary, ColorOnPrimary: t.OnPrimary, ColorPrimaryHover: t.PrimaryHover,
		ColorLink: t.Link, ColorFocus: t.Focus, ColorSelection: t.Selection, ColorSelectionBar: t.SelectionBar,
		ColorDanger: t.Danger, ColorOnDanger: t.OnDanger, ColorDangerHover: t.DangerHover,
		ColorMeterTrack: t.Meter.Track, ColorMeterFill: t.Meter.Fill,
		ColorMeterWarn: t.Meter.Warn, ColorMeterBad: t.Meter.Bad,
		ColorChart2: t.Chart2, ColorChart4: t.Chart4, ColorChart5: t.Chart5,
		ColorToast: t.Toast.Fill, ColorOnToast: t.Toast.On, ColorToastAction: t.Toast.Action,

		fynetheme.ColorNameButton:                    t.Surface,
		fynetheme.ColorNameDisabled:                  t.Faint,
		fynetheme.ColorNameOverlayBackground:         t.Surface,
		fynetheme.ColorNamePressed:                   t.Hover,
		fynetheme.ColorNameScrollBar:                 t.FieldEdge,
		fynetheme.ColorNameScrollBarBackground:       t.Sunken,
		fynetheme.ColorNameSuccess:                   t.OK.Text,
		fynetheme.ColorNameWarning:                   t.Warn.Text,
		fynetheme.ColorNameForegroundOnSuccess:       t.Surface,
		fynetheme.ColorNameForegroundOnWarning:       t.Surface,
		fynetheme.ColorNameInnerWindowBorder:         t.Border,
		fynetheme.ColorNameInnerWindowBorderInactive: t.Border,
	}
	statuses := map[Role]StatusTokens{
		RoleOK: t.OK, RoleWarn: t.Warn, RoleBad: t.Bad, RoleInfo: t.Info, RoleNeutral: t.Neutral,
	}
	for role, status := range statuses {
		roles[role.Text()], roles[role.Fill()], roles[role.Line()] = status.Text, status.Fill, status.Line
	}
	table := make(map[fyne.ThemeColorName]color.Color, len(roles)+2)
	for name, hex := range roles {
		table[name] = hex.RGBA()
	}
	scrim := t.ScrimBase.RGBA()
	scrim.A = t.ScrimAlpha
	table[ColorScrim] = scrim
	table[ColorTransparent] = color.Transparent
	return table
}
