package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"billfold/views/theme"
)

// override is the application's theme with a few values replaced, for a stock
// widget that we draw part of ourselves.
type override struct {
	colors map[fyne.ThemeColorName]color.Color
	sizes  map[fyne.ThemeSizeName]float32
	// coloured is which other colour of the theme one is.
	coloured map[fyne.ThemeColorName]fyne.ThemeColorName
	// instead is which other size of the theme one is.
	instead map[fyne.ThemeSizeName]fyne.ThemeSizeName
}

var (
	// bareInput is an entry without its own box.
	bareInput = override{
		colors: map[fyne.ThemeColorName]color.Color{
			fynetheme.ColorNameInputBackground: color.Transparent,
			fynetheme.ColorNameInputBorder:     color.Transparent,
		},
		sizes: map[fyne.ThemeSizeName]float32{
			fynetheme.SizeNameInnerPadding: inputPadding,
			fynetheme.SizeNameInputBorder:  0,
		},
	}
	// largeInput is an entry without its own box, with text as large as a card's
	// title.
	largeInput = override{
		colors: bareInput.colors,
		sizes: map[fyne.ThemeSizeName]float32{
			fynetheme.SizeNameInnerPadding: queryPadding,
			fynetheme.SizeNameInputBorder:  0,
		},
		instead: map[fyne.ThemeSizeName]fyne.ThemeSizeName{theme.SizeText: theme.SizeCardTitle},
	}
	// quietEdges is a scroller without shadows at its edges: the shadow colour is
	// the scrim of dialogs, far too dark for them.
	quietEdges = override{
		colors: map[fyne.ThemeColorName]color.Color{fynetheme.ColorNameShadow: color.Transparent},
	}
	// litShadow is a shadow in the colour of edges.
	litShadow = override{
		coloured: map[fyne.ThemeColorName]fyne.ThemeColorName{fynetheme.ColorNameShadow: theme.ColorFieldEdge},
	}
)

func (override) app() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (o override) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if c, ok := o.colors[name]; ok {
		return c
	}
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

// NewVScroll lets what is higher than its place scroll, as pages do.
func NewVScroll(content fyne.CanvasObject) *container.ThemeOverride {
	return Quiet(container.NewVScroll(content))
}

// Quiet is a scroll without the dark edge that the toolkit paints where there is
// more to see, for those who keep the scroll itself.
func Quiet(scroll *container.Scroll) *container.ThemeOverride {
	return container.NewThemeOverride(scroll, quietEdges)
}
