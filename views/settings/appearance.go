package settings

import (
	"slices"

	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// The sizes of text, in percent, and how far a key goes. Of what is typed between the
// steps the toolkit draws the nearest.
const (
	ScaleLeast = 50
	ScaleMost  = 300
	ScaleStep  = 10
)

const scaleUsual = 100

// looks are the variants of the theme, in the order that they are offered in.
var looks = []theme.Choice{theme.ChoiceSystem, theme.ChoiceLight, theme.ChoiceDark, theme.ChoiceContrast}

func lookNames() []string {
	return []string{words.T("System"), words.T("Light"), words.T("Dark"), words.T("High contrast")}
}

// appearance is the card of how everything is drawn.
type appearance struct {
	deps  Deps
	card  *widgets.Card
	theme *widgets.Segmented
	scale *widgets.Percent
	said  *widgets.Paragraph // which size it is
	// choice and percent are what the card shows.
	choice  theme.Choice
	percent int
}

func newAppearance(deps Deps) *appearance {
	a := &appearance{deps: deps, said: widgets.NewCaptionParagraph(""), choice: deps.Look.Choice(), percent: deps.Look.Scale()}
	a.theme = widgets.NewSegmented(lookNames(), slices.Index(looks, a.choice), func(i int) {
		a.choice = looks[i]
		deps.Look.Choose(a.choice)
	})
	a.scale = widgets.NewPercent(widgets.PercentRange{Least: ScaleLeast, Most: ScaleMost, Step: ScaleStep}, a.percent, scaleUsual)
	a.scale.OnChosen = func(percent int) {
		deps.Look.SetScale(percent)
		a.present()
	}
	name := words.T("Ignore the monitor’s own scale")
	ignore := widgets.NewCheck(name, deps.Look.IgnoreMonitor).Bare()
	ignore.SetChecked(deps.Look.IgnoresMonitor())
	a.said.SetText(scaleWords(a.percent, deps.Words))
	a.card = widgets.NewCard(widgets.CardOptions{Title: words.T("Appearance"), Flush: true}, rows(
		row(setting{name: words.T("Theme")}, a.theme),
		row(setting{name: words.T("Text and control size"), caption: a.said}, a.scale),
		row(setting{name: name, does: words.T("Use it where text looks too big or too small")}, ignore),
	))
	return a
}

// present shows what was chosen elsewhere meanwhile: by a key, or in a menu.
func (a *appearance) present() {
	if choice := a.deps.Look.Choice(); choice != a.choice {
		a.choice = choice
		a.theme.SetSelected(slices.Index(looks, choice))
	}
	if percent := a.deps.Look.Scale(); percent != a.percent {
		a.percent = percent
		a.scale.SetValue(percent)
		a.said.SetText(scaleWords(percent, a.deps.Words))
	}
}

// scaleWords say a size and between which ones it can be.
func scaleWords(percent int, w words.Printer) string {
	write := func(percent int) string { return w.Percent(decimal.New(int64(percent), -2)) }
	params := []string{"now", write(percent), "least", write(ScaleLeast), "most", write(ScaleMost)}
	if percent%ScaleStep != 0 {
		return words.T("Now {now}, drawn to the nearest tenth", params...)
	}
	return words.T("Now {now}, from {least} to {most}", params...)
}
