// Package theme holds the look: colours by role in three variants, sizes, and
// the toolkit theme made of them.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Colours by role. Where the toolkit has a name for a role it is that name, so
// that stock widgets agree with ours; the others are our own.
const (
	ColorCanvas       = fynetheme.ColorNameBackground
	ColorSurface      = fynetheme.ColorNameInputBackground
	ColorSunken       = fynetheme.ColorNameHeaderBackground
	ColorHover        = fynetheme.ColorNameHover
	ColorMenu         = fynetheme.ColorNameMenuBackground
	ColorBorder       = fynetheme.ColorNameSeparator
	ColorFieldEdge    = fynetheme.ColorNameInputBorder
	ColorText         = fynetheme.ColorNameForeground
	ColorFaint        = fynetheme.ColorNamePlaceHolder
	ColorDisabledFill = fynetheme.ColorNameDisabledButton
	ColorPrimary      = fynetheme.ColorNamePrimary
	ColorOnPrimary    = fynetheme.ColorNameForegroundOnPrimary
	ColorLink         = fynetheme.ColorNameHyperlink
	ColorFocus        = fynetheme.ColorNameFocus
	ColorSelection    = fynetheme.ColorNameSelection
	ColorDanger       = fynetheme.ColorNameError
	ColorOnDanger     = fynetheme.ColorNameForegroundOnError
	ColorScrim        = fynetheme.ColorNameShadow
	ColorSide         = fyne.ThemeColorName("side")
	ColorMuted        = fyne.ThemeColorName("muted")
	ColorPrimaryHover = fyne.ThemeColorName("primary.hover")
	ColorDangerHover  = fyne.ThemeColorName("danger.hover")
	ColorSelectionBar = fyne.ThemeColorName("selection.bar")
	ColorMeterTrack   = fyne.ThemeColorName("meter.track")
	ColorMeterFill    = fyne.ThemeColorName("meter.fill")
	ColorMeterWarn    = fyne.ThemeColorName("meter.warn")
	ColorMeterBad     = fyne.ThemeColorName("meter.bad")
	ColorChart2       = fyne.ThemeColorName("chart.2")
	ColorChart4       = fyne.ThemeColorName("chart.4")
	ColorChart5       = fyne.ThemeColorName("chart.5")
	ColorToast        = fyne.ThemeColorName("toast")
	ColorOnToast      = fyne.ThemeColorName("toast.on")
	ColorToastAction  = fyne.ThemeColorName("toast.action")
	ColorTransparent  = fyne.ThemeColorName("transparent")
)

// Text sizes and radii, in units at scale 1.
const (
	SizeText      = fynetheme.SizeNameText
	SizeCaption   = fynetheme.SizeNameCaptionText
	SizeCardTitle = fynetheme.SizeNameSubHeadingText
	SizePageTitle = fynetheme.SizeNameHeadingText
	SizeFigure    = fyne.ThemeSizeName("figure")
)

// Lengths that are the same in every variant, in units at scale 1.
const (
	Gap4  float32 = 4
	Gap8  float32 = 8
	Gap12 float32 = 12
	Gap16 float32 = 16
	Gap24 float32 = 24

	RadiusMeter   float32 = 3
	RadiusBadge   float32 = 4
	RadiusControl float32 = 6
	RadiusCard    float32 = 8

	Stroke      float32 = 1
	FocusStroke float32 = 2
	FocusGap    float32 = 2

	IconSize      float32 = 16
	SmallIconSize float32 = 12

	ControlHeight float32 = 32
	SmallHeight   float32 = 28
	LargeHeight   float32 = 40
	RowHeight     float32 = 36
	BadgeHeight   float32 = 20
)

// Role is what a status means. Each role has three colours; a status is always
// shown with an icon and a word as well.
type Role string

// The roles. RolePlain is ordinary text on a surface.
const (
	RolePlain   Role = ""
	RoleOK      Role = "ok"
	RoleWarn    Role = "warn"
	RoleBad     Role = "bad"
	RoleInfo    Role = "info"
	RoleNeutral Role = "neutral"
)

// Text returns the name of the role's text colour.
func (r Role) Text() fyne.ThemeColorName { return r.name(ColorText, ".text") }

// Fill returns the name of the role's background colour.
func (r Role) Fill() fyne.ThemeColorName { return r.name(ColorSurface, ".fill") }

// Line returns the name of the role's border colour.
func (r Role) Line() fyne.ThemeColorName { return r.name(ColorBorder, ".line") }

func (r Role) name(plain fyne.ThemeColorName, suffix string) fyne.ThemeColorName {
	if r == RolePlain {
		return plain
	}
	return fyne.ThemeColorName(string(r) + suffix)
}

// Color returns the colour of a role in the running application's theme.
func Color(name fyne.ThemeColorName) color.Color { return fynetheme.Color(name) }

// Size returns a text size of the running application's theme.
func Size(name fyne.ThemeSizeName) float32 { return fynetheme.Size(name) }
