package storage

import (
	"context"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// tier is one choice of a storage add-on; without an id it is none.
type tier struct {
	id, name  string
	gigabytes decimal.Decimal
	current   bool // holds from the next period on, if nothing is done
}

// tiers are what a person can choose from at the current interval; none where the plan
// takes no add-ons or none is sold.
func tiers(f billing.Facts) []tier {
	t := f.Subscription.Terms
	plan, ok := f.Catalog.Plan(t.Plan)
	if !ok || plan.Kind != billing.PlanPaid {
		return nil
	}
	next := t
	if f.Subscription.Scheduled != nil {
		next = f.Subscription.Scheduled.After
	}
	all := []tier{{current: true}}
	for _, addon := range storageAddons(f.Catalog) {
		if _, sold := addon.Price(t.Interval); !sold {
			continue
		}
		held := next.Addons[addon.ID] > 0
		all = append(all, tier{id: addon.ID, name: addon.Name, gigabytes: addon.Grants[billing.StorageGB], current: held})
		all[0].current = all[0].current && !held
	}
	if len(all) == 1 {
		return nil
	}
	return all
}

// picker lets a person choose the storage add-on, and says what each choice means
// before it is previewed.
type picker struct {
	deps      Deps
	facts     billing.Facts
	estimates *load.Loader[billing.Preview]
	tiers     []tier
	choice    int

	content fyne.CanvasObject
	radios  *widgets.RadioGroup
	said    *widgets.Paragraph
	preview *widgets.Button
	keep    *widgets.Button
}

func newPicker(deps Deps, f billing.Facts, closed func()) *picker {
	p := &picker{
		deps: deps, facts: f, estimates: load.New[billing.Preview](deps.Scheduler), tiers: tiers(f),
		said: widgets.NewMutedParagraph(""),
	}
	options := make([]widgets.RadioOption, len(p.tiers))
	for i, t := range p.tiers {
		if t.current {
			p.choice = i
		}
		options[i] = p.option(t)
	}
	p.radios = widgets.NewRadioGroup(options, p.choice, p.chosen)
	p.preview = widgets.NewButton(widgets.ButtonPrimary, words.T("Preview"), p.order)
	p.keep = widgets.NewButton(widgets.ButtonSecondary, words.T("Keep as it is"), closed)
	p.content = p.card()
	p.chosen(p.choice)
	return p
}

func (p *picker) option(t tier) widgets.RadioOption {
	o := widgets.RadioOption{Icon: resources.IconStorage, Title: t.name}
	if t.id == "" {
		o.Title = words.T("No add-on")
	} else {
		next := p.facts.Subscription.Terms.Clone()
		next.Addons = map[string]int{t.id: 1}
		bare := next.Clone()
		bare.Addons = nil
		o.Note = words.T("{amount} a month", "amount", p.deps.Words.Standing(p.facts.Catalog.MonthlyDifference(bare, next)))
	}
	switch now := p.facts.Subscription.Terms; {
	case t.current && p.facts.Subscription.Scheduled != nil && now.Addons[t.id] == 0:
		o.Note = words.T("as scheduled, {note}", "note", o.Note)
	case t.id != "" && now.Addons[t.id] > 0:
		o.Note = words.T("today, {note}", "note", o.Note)
	}
	return o
}

func (p *picker) card() fyne.CanvasObject {
	ways := widgets.HStack(theme.Gap8, p.preview, p.keep, widgets.Spacer())
	body := widgets.VStack(theme.Gap12, p.radios, p.said, ways)
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Change add-on"), Note: words.T("one at a time")}, body)
}

func (p *picker) firstFocus() fyne.Focusable { return p.radios.Focus() }

func (p *picker) close() { p.estimates.Close() }

// chosen says what a choice means, from an estimate of it.
func (p *picker) chosen(i int) {
	p.choice = i
	t := p.tiers[i]
	if t.current {
		p.estimates.Cancel() // is of another choice
		p.preview.Disable()
		p.say(words.T("This is what you have from the next period on. Choose another to preview it."))
		return
	}
	p.say(words.T("Estimating…"))
	p.preview.Enable()
	p.estimates.Run(p.deps.Context, func(ctx context.Context) (billing.Preview, error) {
		return p.deps.Source.Estimate(ctx, swap(p.facts, t.id))
	}, func(preview billing.Preview, err error) {
		if err != nil {
			p.preview.Disable()
			p.say(p.deps.Words.Error(err).String())
			return
		}
		p.say(effect(p.facts, &preview, p.deps.Words))
	})
}

func (p *picker) say(text string) {
	p.said.SetText(text)
	p.content.Refresh()
}

func (p *picker) order() {
	patch := swap(p.facts, p.tiers[p.choice].id)
	p.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.ChangeOf(patch))})
}

// effect is what a change of the add-on does, when, and what it costs now.
func effect(f billing.Facts, p *billing.Preview, w words.Printer) string {
	if len(p.Blockers) > 0 {
		return w.Notice(p.Blockers[0])
	}
	later := p.After
	if p.Scheduled != nil {
		later = p.Scheduled.After
	}
	return words.Told{What: room(f, p, later, w), Money: cost(p, w)}.String()
}

// room is how much storage there is after a change, and from when.
func room(f billing.Facts, p *billing.Preview, later billing.Terms, w words.Printer) string {
	size := w.Number(gigabytes(f.Catalog, later))
	switch {
	case later.Equal(f.Subscription.Terms):
		return words.T("{gb} GB in all, as today: the scheduled change of storage is dropped.", "gb", size)
	case p.Timing == billing.PeriodEnd:
		return words.T("{gb} GB in all from {day}, when the period ends; until then nothing changes.", "gb", size, "day", w.Date(p.EffectiveAt))
	case p.Timing == billing.Mixed:
		return words.T("{gb} GB in all from {day}; until then {now} GB, because what is paid stays.",
			"gb", size, "day", w.Date(p.Period.End), "now", w.Number(gigabytes(f.Catalog, p.After)))
	default:
		return words.T("{gb} GB in all, at once.", "gb", size)
	}
}

func cost(p *billing.Preview, w words.Printer) string {
	switch {
	case p.Total.IsNegative():
		return words.T("An estimated {amount} comes back as billing credit.", "amount", w.Standing(p.Total.Abs()))
	case p.Total.IsZero():
		return words.T("Nothing is due now.")
	case p.AmountDue.IsZero():
		return words.T("An estimated {amount} with tax, paid by billing credit.", "amount", w.Standing(p.Total))
	default:
		return words.T("An estimated {amount} is due now, with tax.", "amount", w.Standing(p.AmountDue))
	}
}
