// Package errand waits for what a person does on a page in their browser, such as
// typing a card: one thing at a time, with the page's address for whom no browser
// opens. Nothing of what they type there passes here.
package errand

import (
	"context"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// AddCard is the name of the errand that adds a card.
const AddCard = "add a card"

// Cards is where a card is added.
type Cards interface {
	// AddCard has a card added on the payment gateway's page. It returns when the
	// person is done there or the context ends; the page's address is told.
	AddCard(ctx context.Context, told func(address string)) (billing.MethodSetup, error)
}

// Deps is what a runner needs of its page.
type Deps struct {
	Context   context.Context // the application's life
	Scheduler load.Scheduler
	Words     words.Printer
	Say       func(words.Told) // tells what came of an errand
	Changed   func()           // what is under way is something else now
}

// Under is what is under way; the zero value is nothing.
type Under struct {
	Name    string
	Address string // of the page that it is done on, once that is known
}

// Runner runs the errands of a page. Its methods are called on the goroutine of the
// user interface.
type Runner struct {
	deps    Deps
	loader  *load.Loader[func()]
	under   Under
	attempt int // counts errands, so that the address of an older one is dropped
}

// New returns a runner that does nothing yet.
func New(deps Deps) *Runner {
	return &Runner{deps: deps, loader: load.New[func()](deps.Scheduler)}
}

// Under is what is under way.
func (r *Runner) Under() Under { return r.under }

// Run does an errand away from the user interface; it takes the place of one that is
// under way. What do returns is called when it is over, unless it was given up.
func (r *Runner) Run(name string, do func(ctx context.Context, told func(address string)) (func(), error)) {
	r.attempt++
	r.under = Under{Name: name}
	told := r.told(r.attempt)
	r.deps.Changed()
	r.loader.Run(r.deps.Context, func(ctx context.Context) (func(), error) { return do(ctx, told) }, func(done func(), err error) {
		r.under = Under{}
		if err != nil {
			r.deps.Say(r.deps.Words.Error(err))
			r.deps.Changed()
			return
		}
		done()
	})
}

// told takes in the address of the page of an errand, while it is that one.
func (r *Runner) told(attempt int) func(string) {
	return func(address string) {
		r.deps.Scheduler.UI(func() {
			if r.attempt == attempt && r.under.Name != "" {
				r.under.Address = address
				r.deps.Changed()
			}
		})
	}
}

// AddCard has a card added. The new one is given to added; where none was added, the
// person is told so.
func (r *Runner) AddCard(cards Cards, added func(billing.PaymentMethod)) {
	r.Run(AddCard, func(ctx context.Context, told func(string)) (func(), error) {
		setup, err := cards.AddCard(ctx, told)
		return func() {
			if setup.Method == nil {
				r.deps.Say(words.Told{What: words.T("No card was added.")})
				r.deps.Changed()
				return
			}
			added(*setup.Method)
		}, err
	})
}

// Stop gives up what is under way.
func (r *Runner) Stop() {
	r.Forget()
	r.deps.Changed()
}

// Forget is Stop where nothing of it is shown any more.
func (r *Runner) Forget() {
	r.loader.Cancel()
	r.under = Under{}
}

// Close ends what is under way for good.
func (r *Runner) Close() { r.loader.Close() }

// Waiting says what to do in the browser, and lets the page's address be copied once
// it is known.
func Waiting(sentence, address string, copied func(text string)) fyne.CanvasObject {
	row := widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconExternal, theme.RoleInfo.Text(), theme.IconSize),
		widgets.Grow(widgets.NewMutedParagraph(sentence)))
	if address != "" {
		row.Add(Copier(address, copied))
	}
	return row
}

// Copier is the button that copies the address of a page.
func Copier(address string, copied func(text string)) *widgets.Button {
	return widgets.NewButton(widgets.ButtonSecondary, words.T("Copy the address"), func() { copied(address) }).Sized(widgets.ButtonSmall)
}

// TypeCard is the sentence of a card that is being added.
func TypeCard() string { return words.T("Type the card on the page in your browser.") }
