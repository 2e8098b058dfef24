package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Choice is the variant that a person chose in the settings.
type Choice string

// The choices. ChoiceSystem follows the desktop's light or dark.
const (
	ChoiceSystem   Choice = "system"
	ChoiceLight    Choice = "light"
	ChoiceDark     Choice = "dark"
	ChoiceContrast Choice = "contrast"
)

// Theme is the toolkit theme of the application. It is immutable: another
// choice is another Theme.
type Theme struct {
	light, dark map[fyne.ThemeColorName]color.Color
	patterned   bool
	base        fyne.Theme
}

var _ fyne.Theme = (*Theme)(nil)

// New builds the theme of a choice; an unknown choice follows the system.
func New(choice Choice) *Theme {
	t := &Theme{base: fynetheme.DefaultTheme()}
	switch choice {
	case ChoiceLight:
		t.light = Light.table()
		t.dark = t.light
	case ChoiceDark:
		t.dark = Dark.table()
		t.light = t.dark
	case ChoiceContrast:
		t.light = Contrast.table()
		t.dark, t.patterned = t.light, true
	case ChoiceSystem:
		fallthrough
	default:
		t.light, t.dark = Light.table(), Dark.table()
	}
	return t
}

// Color returns the colour of a name in the variant, or in the chosen one.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	table := t.light
	if variant == fynetheme.VariantDark {
		table = t.dark
	}
	if c, ok := table[name]; ok {
		return c
	}
	return t.base.Color(name, variant)
}

// Font returns the bundled font of a style.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return t.base.Font(style) }

// Icon returns the toolkit's icon of a name.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size returns a size in units at scale 1; the canvas applies the scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size
	}
	return t.base.Size(name)
}

var sizes = map[fyne.ThemeSizeName]float32{
	SizeText:                             13,
	SizeCaption:                          12,
	SizeCardTitle:                        15,
	SizePageTitle:                        20,
	SizeFigure:                           24,
	fynetheme.SizeNamePadding:            Gap4,
	fynetheme.SizeNameInnerPadding:       Gap8,
	fynetheme.SizeNameLineSpacing:        Gap4,
	fynetheme.SizeNameInlineIcon:         IconSize,
	fynetheme.SizeNameSeparatorThickness: Stroke,
	fynetheme.SizeNameInputBorder:        Stroke,
	fynetheme.SizeNameInputRadius:        RadiusControl,
	fynetheme.SizeNameButtonRadius:       RadiusControl,
	fynetheme.SizeNameSelectionRadius:    RadiusBadge,
	fynetheme.SizeNameCardRadius:         RadiusCard,
	fynetheme.SizeNameDialogRadius:       RadiusCard,
	fynetheme.SizeNamePopupRadius:        RadiusCard,
	fynetheme.SizeNameMenuRadius:         RadiusControl,
	fynetheme.SizeNameScrollBar:          12,
	fynetheme.SizeNameScrollBarSmall:     4,
	fynetheme.SizeNameScrollBarRadius:    RadiusMeter,
}
