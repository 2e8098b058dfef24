package checkout_test

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

func unable(billing.Intent) (billing.Outcome, error) {
	return billing.Outcome{}, billing.NewProblem(billing.DeviceNotEnrolled)
}

func TestAComputerThatCannotPayIsSetUp(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.confirm = unable
	b.Show(upgrade)
	b.Press("Pay $37.42")
	b.Sees("This computer is not set up to pay yet.", "Set up this computer")
	b.Golden("not_set_up")
	b.Button("Set up this computer").Tapped(nil)
	b.Sees("Sign in on the page in your browser", "Cancel")
	b.Scheduler.Step()
	b.Scheduler.Step()
	b.Sees("Copy the address")
	b.Scheduler.Drain()
	b.SeesNot("This computer is not set up to pay yet.")
	b.source.confirm = applied
	b.Press("Pay $37.42")
	b.Sees("Business is active")
	if b.source.enrolled != 1 || len(b.source.confirms) != 2 {
		t.Errorf("enrolled %d times, confirmed %d times", b.source.enrolled, len(b.source.confirms))
	}
}

func TestASetUpCanBeGivenUp(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.confirm = unable
	b.Show(upgrade)
	b.Press("Pay $37.42")
	b.Button("Set up this computer").Tapped(nil)
	b.Press("Cancel")
	b.Sees("Set up this computer")
}

func TestACardIsAddedAndChosen(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	added := billing.PaymentMethod{ID: "pm_9", Brand: "Mastercard", Last4: "4444", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodWorks}
	b.source.card = func() (billing.MethodSetup, error) {
		account := *b.source.facts.Account
		account.Methods = append(account.Methods[:len(account.Methods):len(account.Methods)], added)
		b.source.facts.Account = &account
		return billing.MethodSetup{Status: billing.SetupAdded, Method: &added}, nil
	}
	b.Show(upgrade)
	b.Button("Add a card").Tapped(nil)
	b.Sees("Type the card on the page in your browser.")
	b.Scheduler.Step()
	b.Scheduler.Step()
	b.Sees("Copy the address")
	b.Golden("adding_card")
	b.Scheduler.Drain()
	b.Sees("Mastercard ending 4444")
	b.Press("Pay $37.42")
	if got := b.source.confirms[0].Payment; got != "pm_9" {
		t.Errorf("paid with %q", got)
	}
}

// The copy may have the card before the browser is done, and the page with it.
func TestACardThatIsThereAlreadyIsChosenToo(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	added := billing.PaymentMethod{ID: "pm_9", Brand: "Mastercard", Last4: "4444", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodWorks}
	b.source.card = func() (billing.MethodSetup, error) {
		account := *b.source.facts.Account
		account.Methods = append(account.Methods[:len(account.Methods):len(account.Methods)], added)
		b.source.facts.Account = &account
		b.page.Changed(billing.KindAccount)
		b.Scheduler.Drain()
		b.Sees("Mastercard ending 4444", "Copy the address")
		return billing.MethodSetup{Status: billing.SetupAdded, Method: &added}, nil
	}
	b.Show(upgrade)
	b.Press("Add a card")
	b.SeesNot("Copy the address")
	var chosen fyne.Focusable
	var rows []fyne.Focusable
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if group, ok := o.(*widgets.RadioGroup); ok {
			chosen = group.Focus()
			widgets.Walk(group, func(o fyne.CanvasObject) {
				if row, ok := o.(fyne.Focusable); ok {
					rows = append(rows, row)
				}
			})
		}
	})
	if at := slices.Index(rows, chosen); at != 2 {
		t.Errorf("way %d of %d is shown as chosen", at, len(rows))
	}
	b.Press("Pay $37.42")
	if got := b.source.confirms[0].Payment; got != "pm_9" {
		t.Errorf("paid with %q", got)
	}
}

func TestACardThatWasNotAddedChangesNothing(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.card = func() (billing.MethodSetup, error) {
		return billing.MethodSetup{Status: billing.SetupCanceled}, nil
	}
	b.Show(upgrade)
	b.Press("Add a card")
	if len(b.Said) != 1 || b.Said[0].What != "No card was added." {
		t.Errorf("said %v", b.Said)
	}
	b.source.card = func() (billing.MethodSetup, error) {
		return billing.MethodSetup{}, billing.NewProblem(billing.Offline)
	}
	b.Press("Add a card")
	if len(b.Said) != 2 || b.Said[1].What != "Billing cannot be reached." {
		t.Errorf("said %v", b.Said)
	}
	b.Sees("Pay $37.42", "Add a card")
}

// paysAndWaitsForTheBank pays the upgrade with a card whose bank wants it confirmed.
func (b *bench) paysAndWaitsForTheBank() {
	b.source.confirm = func(in billing.Intent) (billing.Outcome, error) {
		waits := billing.Outcome{ID: "chg_9", State: billing.ChangeRequiresAction, PreviewID: in.PreviewID}
		in.ID = waits.ID
		b.source.pending = &billing.Submission{Intent: in, Outcome: waits}
		return waits, nil
	}
	b.Show(upgrade)
	b.Press("Pay $37.42")
}

func TestABanksPageIsShownAndWaitedFor(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.paysAndWaitsForTheBank()
	b.Sees("Your bank asks for a confirmation before it pays.", "To be paid with", "Copy details")
	b.SeesNot("Paid with", "Copy receipt")
	b.source.proveErr = billing.NewProblem(billing.Offline)
	b.Press("Open your bank's page")
	if len(b.Said) != 1 || b.Said[0].What != "Billing cannot be reached." {
		t.Fatalf("said %v", b.Said)
	}
	b.source.proveErr = nil
	b.Press("Open your bank's page")
	if want := []string{"chg_9", "chg_9"}; !slices.Equal(b.source.proven, want) {
		t.Errorf("shown for %v", b.source.proven)
	}
	asked := b.source.refreshes
	b.Pass(4 * time.Second)
	if b.source.refreshes == asked {
		t.Error("nobody asks what came of it")
	}
	b.source.follow()
	b.source.pending = nil
	b.Pass(4 * time.Second)
	b.Sees("Business is active")
	asked = b.source.refreshes
	b.Pass(10 * time.Second)
	if b.source.refreshes != asked {
		t.Error("it is asked on after the answer")
	}
}

func TestAPaymentThatWaitsForTheBankIsGivenUp(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.paysAndWaitsForTheBank()
	b.Press("Give up")
	b.Sees("Pay $37.42")
	if b.source.withdrawn != 1 {
		t.Errorf("withdrawn %d times", b.source.withdrawn)
	}
}
