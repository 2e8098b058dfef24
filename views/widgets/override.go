package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"billfold/views/theme"
)

// override is the application's theme with a few values replaced, for a stock
// widget that we draw part of ourselves.
type override struct {
	sizes map[fyne.ThemeSizeName]float32
	// coloured is which other colour of the theme one is.
	coloured map[fyne.ThemeColorName]fyne.ThemeColorName
	// instead is which other size of the theme one is.
	instead map[fyne.ThemeSizeName]fyne.ThemeSizeName
}

var (
	// largeInput is an entry with text as large as a card's title.
	largeInput = override{
		sizes: map[fyne.ThemeSizeName]float32{
			fynetheme.SizeNameInnerPadding: queryPadding,
			fynetheme.SizeNameInputBorder:  theme.Stroke, // which is also how wide the caret is
		},
		instead: map[fyne.ThemeSizeName]fyne.ThemeSizeName{theme.SizeText: theme.SizeCardTitle},
	}
	// litShadow is a shadow in the colour of edges.
	litShadow = override{
		coloured: map[fyne.ThemeColorName]fyne.ThemeColorName{fynetheme.ColorNameShadow: theme.ColorFieldEdge},
	}
)

func (override) app() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (o override) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if other, ok := o.coloured[name]; ok {
		name = other
	}
	return o.app().Color(name, variant)
}

func (o override) Font(style fyne.TextStyle) fyne.Resource { return o.app().Font(style) }

func (o override) Icon(name fyne.ThemeIconName) fyne.Resource { return o.app().Icon(name) }

func (o override) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := o.sizes[name]; ok {
		return size
	}
	if other, ok := o.instead[name]; ok {
		name = other
	}
	return o.app().Size(name)
}
