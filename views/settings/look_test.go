package settings

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// What is set is set at once, and asks nothing.
func TestTheLookIsSetAtOnce(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("Now 100%, from 50% to 300%")
	b.page.look.theme.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if b.look.choice != theme.ChoiceDark {
		t.Errorf("chose %q", b.look.choice)
	}
	b.page.look.scale.Slider().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.Sees("Now 110%, from 50% to 300%")
	b.page.look.scale.OnChosen(125)
	b.Sees("Now 125%, drawn to the nearest tenth")
	for _, check := range b.checks() {
		if check.Label() == "Ignore the monitor’s own scale" {
			test.Tap(check)
		}
	}
	if b.look.scale != 125 || !b.look.ignores {
		t.Errorf("%+v", b.look)
	}
	b.look.scale, b.look.choice = 0, theme.ChoiceContrast // by a key, and in the menu
	b.Pass(time.Second)
	b.Sees("Now 100%, from 50% to 300%", "100")
}

func TestLanguageAndZoneAreChosen(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("English", "Billing periods are always cut in UTC")
	b.page.tongue.language.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.page.tongue.zone.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if b.look.language != words.German || b.look.zone != ZoneBilling {
		t.Errorf("%+v", b.look)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := zoneWords(ZoneBilling, words.Printer{Zone: berlin}), "Now Berlin; billing periods are always cut in UTC"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What a person wants to be told of is kept by kind; of what they never touched, all
// but the early warning is wanted.
func TestAlertsAreChosen(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	for _, check := range b.checks() {
		if check.Label() == "A trial ends" || check.Label() == "A limit reaches 80%" {
			test.Tap(check)
			b.Scheduler.Drain()
		}
	}
	var wanted []billing.AlertKind
	for _, kind := range billing.AlertKinds {
		if b.source.alerts.Wants(kind) {
			wanted = append(wanted, kind)
		}
	}
	want := slices.DeleteFunc(slices.Clone(billing.AlertKinds), func(k billing.AlertKind) bool { return k == billing.AlertTrialEnds })
	if !slices.Equal(wanted, want) {
		t.Errorf("wanted %v", wanted)
	}
}

// checks are all boxes on the page.
func (b *bench) checks() []*widgets.Check {
	var all []*widgets.Check
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if check, ok := o.(*widgets.Check); ok {
			all = append(all, check)
		}
	})
	return all
}

// Another language or zone has every page made anew, so that it waits for what is under
// way on one.
func TestNothingUnderWayIsLostToAnotherLanguage(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	tongue := b.page.tongue
	b.busy = "A payment or a change is being confirmed."
	tongue.language.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	tongue.zone.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if b.look.language != words.English || b.look.zone != ZoneUTC {
		t.Errorf("speaks %q in %q", b.look.language, b.look.zone)
	}
	want := "A payment or a change is being confirmed. Choose it again once that has ended: every page begins anew with it."
	if len(b.Said) != 2 || b.Said[0].String() != want {
		t.Errorf("said %v", b.Said)
	}
	b.busy = ""
	tongue.language.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	tongue.zone.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if b.look.language != words.German || b.look.zone != ZoneBilling {
		t.Errorf("speaks %q in %q: what was refused counts as chosen", b.look.language, b.look.zone)
	}
}

// What this page has under way itself counts as well.
func TestSettingsSayWhatIsUnderWay(t *testing.T) {
	for press, want := range map[string]string{"Refresh all": "The saved copy is being read anew.", "Export": "Files are being written."} {
		b := open(t, normal(), viewtest.Wide)
		b.Button(press).Tapped(nil)
		if b.choosing != nil {
			b.choosing("/home/maya/bills")
		}
		if got := b.page.Busy(); got != want {
			t.Errorf("%s: %q", press, got)
		}
		b.page.Escape()
		if got := b.page.Busy(); got != want {
			t.Errorf("%s: %q before it has ended", press, got)
		}
		b.Scheduler.Drain()
		if got := b.page.Busy(); got != "" {
			t.Errorf("%s: %q at its end", press, got)
		}
	}
}

// Whoever stays with what was typed elsewhere has chosen nothing.
func TestWhoStaysWithWhatWasTypedChoosesNoLanguage(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	tongue := b.page.tongue
	b.typed = true
	for range 2 { // what was refused does not count as chosen
		tongue.language.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		tongue.zone.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	if b.asked != 4 || b.look.language != words.English || b.look.zone != ZoneUTC {
		t.Errorf("asked %d times, speaks %q in %q", b.asked, b.look.language, b.look.zone)
	}
}

func TestASystemWithoutNotificationsIsNamed(t *testing.T) {
	for _, mute := range []bool{false, true} {
		source := normal()
		source.mute = mute
		b := open(t, source, viewtest.Wide)
		if said := slices.Contains(b.Texts(), "The system shows no notifications here. What you choose is kept."); said != mute {
			t.Errorf("without notifications %t, said %t", mute, said)
		}
		b.Fits("settings-mute")
	}
}
