package credits

import (
	"slices"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

const packWidth float32 = 184

// reloadForm sets auto-reload. What a person typed stays until what is set changes.
type reloadForm struct {
	deps  Deps
	card  *widgets.Card
	state *widgets.Badge
	below *widgets.Field
	most  *widgets.Field
	which *widgets.Select
	buys  *widgets.Paragraph
	note  *widgets.Paragraph
	set   *widgets.Button
	off   *widgets.Button

	shown    reload
	known    bool
	reserved string
	choice   int
}

func newReloadForm(deps Deps) *reloadForm {
	f := &reloadForm{
		deps: deps, state: widgets.NewBadge(theme.RoleNeutral, "", ""),
		below: widgets.NewField(words.T("When fewer than")).WithUnit(words.T("AI credits")),
		most:  widgets.NewField(words.T("At most a month")),
		buys:  widgets.NewCaptionParagraph(""), note: widgets.NewCaptionParagraph(""),
	}
	f.below.OnChanged = func(string) { f.check() }
	f.most.OnChanged = func(string) { f.check() }
	f.set = widgets.NewButton(widgets.ButtonSecondary, "", f.order)
	f.off = widgets.NewButton(widgets.ButtonSecondary, words.T("Turn off"), f.turnOff)
	return f
}

// fill shows what is set; the same again leaves what was typed alone.
func (f *reloadForm) fill(r reload, reserved string) {
	if f.known && f.reserved == reserved && f.same(r) {
		f.shown = r
		f.check()
		return
	}
	f.shown, f.known, f.reserved, f.choice = r, true, reserved, r.choice
	if r.on {
		f.state.Set(theme.RoleOK, resources.IconCheck, words.T("On"))
	} else {
		f.state.Set(theme.RoleNeutral, "", words.T("Off"))
	}
	names := make([]string, len(r.options))
	for i, o := range r.options {
		names[i] = o.name
	}
	f.which = widgets.NewSelect(names, r.choice, func(i int) {
		f.choice = i
		f.check()
	})
	f.most.WithUnit(string(r.cap.Currency()))
	f.build()
	f.below.SetText(f.deps.Words.Number(r.below))
	f.most.SetText(f.deps.Words.Amount(r.cap))
	f.check()
}

// same tells whether what is set and can be chosen is the same; prices come anew.
func (f *reloadForm) same(r reload) bool {
	return f.shown.on == r.on && f.shown.below.Equal(r.below) && f.shown.cap.Equal(r.cap) && f.shown.choice == r.choice &&
		f.shown.pays == r.pays && f.shown.shown == r.shown &&
		slices.EqualFunc(f.shown.options, r.options, func(a, b reloadPack) bool { return a.id == b.id && a.name == b.name })
}

func (f *reloadForm) build() {
	fields := widgets.Tiles(packWidth-theme.Gap16, theme.Gap12, f.below, f.most)
	row := widgets.Flow(theme.Gap8, theme.Gap8, widgets.Fixed(f.which, packWidth, 0))
	if f.reserved == "" {
		if f.shown.on {
			row.Add(f.off)
		}
		row.Add(f.set)
	}
	body := widgets.VStack(theme.Gap8, fields, row, widgets.VStack(0, f.buys, f.note))
	f.card = widgets.NewCard(widgets.CardOptions{Title: words.T("Auto-reload of AI credits"), Right: f.state, Dense: true, Flush: true},
		widgets.Inset(body, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

// check says what is typed would do, or what is wrong with it.
func (f *reloadForm) check() {
	f.buys.SetText(f.shown.buys(f.choice, f.deps.Words))
	_, wrong := f.typed()
	f.below.SetError(wrong.below)
	f.most.SetError(wrong.most)
	f.set.SetText(words.T("Turn on"))
	if f.shown.on {
		f.set.SetText(words.T("Change"))
	}
	f.note.SetText(f.sentence())
	for _, c := range []interface {
		Enable()
		Disable()
	}{f.below, f.most, f.which} {
		if f.reserved == "" {
			c.Enable()
		} else {
			c.Disable()
		}
	}
	if wrong.any() || f.shown.pays == "" || f.unchanged() {
		f.set.Disable()
	} else {
		f.set.Enable()
	}
	f.card.Refresh()
}

// sentence stands beside the buttons: why they are off, or what to know of them.
func (f *reloadForm) sentence() string {
	switch {
	case f.reserved != "":
		return words.T("Turning it off reverses no purchase.")
	case f.shown.pays == "" && !f.shown.on:
		return words.T("It takes a saved card: add one under Payments.")
	case f.shown.on && f.unchanged():
		return words.T("Change a figure to preview it. Turning it off reverses no purchase.")
	default:
		return words.T("Off until you turn it on. Turning it off reverses no purchase.")
	}
}

func (f *reloadForm) unchanged() bool {
	order, wrong := f.typed()
	return f.shown.on && !wrong.any() && f.choice == f.shown.choice &&
		order.Below.Equal(f.shown.below) && order.MonthlyCap.Equal(f.shown.cap)
}

// faults are what is wrong with what was typed.
type faults struct{ below, most string }

func (f faults) any() bool { return f.below != "" || f.most != "" }

// typed reads the form.
func (f *reloadForm) typed() (billing.AutoReload, faults) {
	var wrong faults
	if len(f.shown.options) == 0 {
		return billing.AutoReload{}, wrong
	}
	o := f.shown.options[f.choice]
	r := billing.AutoReload{Addon: o.id, MonthlyCap: money.Zero(f.shown.cap.Currency())}
	if below, ok := f.deps.Words.ParseCount(f.below.Text()); ok && below <= mostBelow {
		r.Below = decimal.NewFromInt(below)
	} else {
		wrong.below = words.T("A whole number of AI credits")
	}
	limit, err := f.deps.Words.ParseAmount(f.most.Text(), f.shown.cap.Currency())
	switch {
	case err != nil || limit.IsNegative():
		wrong.most = words.T("An amount in {currency}", "currency", string(f.shown.cap.Currency()))
	case limit.Cmp(o.total) < 0:
		wrong.most = words.T("One pack is {amount}", "amount", f.deps.Words.Standing(o.total))
	default:
		r.MonthlyCap = limit
	}
	return r, wrong
}

// mostBelow bounds the threshold, as billing does.
const mostBelow = 1_000_000_000

func (f *reloadForm) order() {
	r, wrong := f.typed()
	if !wrong.any() {
		f.goTo(&r)
	}
}

func (f *reloadForm) turnOff() { f.goTo(nil) }

func (f *reloadForm) goTo(r *billing.AutoReload) {
	f.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderAutoReload, Reload: r})})
}

// firstFocus is where setting it begins.
func (f *reloadForm) firstFocus() fyne.Focusable {
	if f.reserved != "" {
		return nil
	}
	return f.below.Entry()
}
