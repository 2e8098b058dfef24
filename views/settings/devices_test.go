package settings

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/viewtest"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestDevicesAreListedWithTheirLastUse(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("Devices that may confirm payments", "Billfold on ThinkPad X1", "This device",
		"Since 4 Feb 2026, used 08:12", "Since 12 May 2026, not used yet")
	b.SeesNot("Billfold on an old one", "Set up this computer")
}

// The list is read from billing and kept nowhere, so it says itself how old it is.
func TestTheListOfDevicesSaysHowOldItIs(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("as of 10:42")
	b.Time = b.Time.Add(24 * time.Hour)
	b.page.Tick(b.Time)
	b.Sees("as of 21 Nov")
	b.source.deviceErr = billing.NewProblem(billing.Offline)
	b.Show("")
	b.SeesNot("as of 21 Nov", "as of 10:42", "Billfold on ThinkPad X1")
}

func TestADeviceIsRevokedAfterBeingAsked(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Press("Revoke")
	b.Sees("It could confirm nothing any more.")
	b.Golden("revoking")
	b.Press("Keep")
	if len(b.source.did) != 0 {
		t.Fatalf("did %v", b.source.did)
	}
	b.Press("How this works")
	b.Sees("Hide this")
	b.Golden("explained")
	b.Press("Revoke this device")
	b.Press("Revoke it")
	if want := []string{"revoke dev_1"}; !slices.Equal(b.source.did, want) {
		t.Errorf("did %v", b.source.did)
	}
	if len(b.Said) != 1 || b.Said[0].What != "The device is revoked." {
		t.Errorf("said %v", b.Said)
	}
}

func TestThisComputerIsSetUp(t *testing.T) {
	source := normal()
	source.devices, source.here = nil, ""
	b := open(t, source, viewtest.Wide)
	b.Sees("Not set up on this computer")
	b.Golden("not_set_up")
	b.Button("Set up this computer").Tapped(nil)
	b.Sees("Sign in on the page in your browser")
	b.Scheduler.Step() // which tells the page's address
	b.Scheduler.Step()
	b.Fits("settings-setting-up")
	test.Tap(b.Button("Copy the address"))
	if b.Copied != "https://id.example/authorize" {
		t.Errorf("copied %q", b.Copied)
	}
	b.Scheduler.Drain()
	b.Sees("This device")
	b.SeesNot("Set up this computer")
	if len(b.Said) != 1 || b.Said[0].What != "This computer can confirm payments now." {
		t.Errorf("said %v", b.Said)
	}
}

func TestASetUpCanBeGivenUp(t *testing.T) {
	source := normal()
	source.devices, source.here = nil, ""
	b := open(t, source, viewtest.Wide)
	b.Button("Set up this computer").Tapped(nil)
	b.Press("Cancel")
	b.Sees("Set up this computer")
}

// Enter typed twice signs in once, and what the browser is waited for with has the
// keyboard until that has ended.
func TestSettingUpIsBegunOnce(t *testing.T) {
	source := normal()
	source.devices, source.here = nil, ""
	b := open(t, source, viewtest.Wide)
	enter := &fyne.KeyEvent{Name: fyne.KeyReturn}
	begin := b.Button("Set up this computer")
	b.Window.Canvas().Focus(begin)
	begin.TypedKey(enter)
	begin.TypedKey(enter)
	if !b.focuses("Cancel") {
		t.Error("the keyboard is not on what gives it up")
	}
	b.Key(fyne.KeyReturn)
	if !b.focuses("Set up this computer") {
		t.Error("the keyboard is not on what begins it again")
	}
	b.Key(fyne.KeyReturn)
	if !b.focuses("How this works") {
		t.Error("the keyboard left the card with what is set up")
	}
	if want := []string{"enrol", "enrol"}; !slices.Equal(source.did, want) {
		t.Errorf("did %v", source.did)
	}
}

// Who is asked about a device has the keyboard on what keeps it, and afterwards where it
// was, whatever is read again meanwhile.
func TestRevokingKeepsTheKeyboardInItsCard(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Window.Canvas().Focus(b.Button("Revoke"))
	b.Key(fyne.KeyReturn)
	if !b.focuses("Keep") {
		t.Fatal("the keyboard is not on what keeps it")
	}
	b.page.Changed(billing.KindAccount | billing.KindFreshness)
	b.Scheduler.Drain()
	if !b.focuses("Keep") {
		t.Error("the keyboard is lost to what was read")
	}
	b.Key(fyne.KeyReturn)
	if !b.focuses("Revoke") {
		t.Error("the keyboard is not on what asked")
	}
	b.Key(fyne.KeyReturn)
	surely := b.Button("Revoke it")
	b.Window.Canvas().Focus(surely)
	b.Key(fyne.KeyReturn)
	surely.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Scheduler.Drain()
	if !b.focuses("How this works") {
		t.Error("the keyboard left the card with the device")
	}
	if len(b.source.did) != 1 {
		t.Errorf("did %v", b.source.did)
	}
}

func TestDevicesThatCannotBeReadAreAskedForAgain(t *testing.T) {
	source := normal()
	source.deviceErr = billing.NewProblem(billing.Offline)
	b := open(t, source, viewtest.Wide)
	b.Sees("Billing cannot be reached.")
	b.Golden("devices_offline")
	source.deviceErr = nil
	b.Press("Try again")
	b.Sees("Billfold on ThinkPad X1")
}

func TestAMemberHasNoDevicesToPayWith(t *testing.T) {
	source := normal()
	source.be(billing.RoleMember)
	b := open(t, source, viewtest.Wide)
	b.SeesNot("Devices that may confirm payments")
	b.Sees("Signed in", sample.Person().Name)
}

func TestTheWaysOut(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Press("Switch person")
	b.Press("Sign out") // the shell asks
	b.Press("Sign out everywhere")
	b.Sees("Stay")
	b.Golden("leaving")
	b.Fits("settings-leaving")
	b.Press("Stay")
	if len(b.source.did) != 0 {
		t.Fatalf("did %v", b.source.did)
	}
	b.Press("Sign out everywhere")
	b.Press("End every sign-in")
	if !slices.Equal(b.left, []string{"switch", "sign out"}) || !slices.Equal(b.source.did, []string{"sign out everywhere"}) {
		t.Errorf("left %v, did %v", b.left, b.source.did)
	}
	source := normal()
	source.keychain = billing.NewProblem(billing.KeychainMissing)
	open(t, source, viewtest.Wide).Sees(sample.Person().Email + ", until Billfold is closed")
}

// Who ends every sign-in is told in the same question what is lost, and not asked another.
func TestEndingEverySignInTellsWhatIsLost(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.unsaved, b.typed = []string{"Billing details that were typed are not saved.", "Words for support that were typed are not saved."}, true
	b.Press("Sign out everywhere")
	b.Sees(b.unsaved...)
	b.Fits("settings-leaving-unsaved")
	b.Press("Stay")
	b.SeesNot(b.unsaved...)
	b.Press("Sign out everywhere")
	b.Press("End every sign-in")
	if !slices.Equal(b.source.did, []string{"sign out everywhere"}) || b.asked > 0 {
		t.Errorf("did %v, asked %d times more", b.source.did, b.asked)
	}
}

// Whoever presses twice what asks first does nothing by that, how wide the window may be.
func TestPressingTwiceAtTheSamePlaceDoesNothing(t *testing.T) {
	for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
		for _, label := range []string{"Clear copy", "Revoke", "Sign out everywhere"} {
			b := open(t, normal(), width)
			button := b.Button(label)
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
			for _, part := range []float32{0.1, 0.5, 0.9} {
				place := at.AddXY(button.Size().Width*part, button.Size().Height/2)
				for range 2 {
					test.TapCanvas(b.Window.Canvas(), place)
					b.Scheduler.Drain()
				}
				b.page.Escape()
			}
			if len(b.source.did) != 0 || len(b.left) != 0 {
				t.Errorf("%s, %v wide: did %v, left %v", label, width, b.source.did, b.left)
			}
		}
	}
}

// What is read again, as it is with every round of sync, leaves the keyboard where it is.
func TestSigningOutKeepsTheKeyboardInItsCard(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	steady := func(label string) {
		t.Helper()
		b.page.Changed(billing.KindFreshness)
		b.Scheduler.Drain()
		if !b.focuses(label) {
			t.Errorf("the keyboard is not on %q", label)
		}
	}
	b.Window.Canvas().Focus(b.Button("Sign out"))
	b.Key(fyne.KeyReturn) // the shell asks
	steady("Sign out")
	b.Window.Canvas().Focus(b.Button("Sign out everywhere"))
	steady("Sign out everywhere")
	b.Key(fyne.KeyReturn)
	steady("Stay")
	b.Window.Canvas().Focus(b.Button("End every sign-in"))
	steady("End every sign-in")
	if !b.page.Escape() {
		t.Error("Escape takes nothing back")
	}
	steady("Sign out everywhere")
}

// A keychain that took what it refused before leaves the keyboard in the card.
func TestTheKeychainIsAskedWithTheKeyboard(t *testing.T) {
	source := normal()
	source.keychain = billing.NewProblem(billing.KeychainLocked)
	b := open(t, source, viewtest.Wide)
	b.Window.Canvas().Focus(b.Button("Try again"))
	b.Key(fyne.KeyReturn)
	if !b.focuses("Sign out") {
		t.Error("the keyboard left the card")
	}
}

func TestAKeychainThatRefusesIsAskedAgain(t *testing.T) {
	source := normal()
	source.keychain = billing.NewProblem(billing.KeychainLocked)
	b := open(t, source, viewtest.Wide)
	b.Golden("keychain")
	b.Press("Try again")
	if !slices.Equal(b.source.did, []string{"keep"}) {
		t.Errorf("did %v", b.source.did)
	}
	b.SeesNot("Try again")
	b.Sees(sample.Person().Email + ", kept in the keychain")
}

// Setting this computer up waits for the browser; what is done meanwhile about another
// device does not end it.
func TestRevokingEndsNoSettingUp(t *testing.T) {
	source := normal()
	source.here = ""
	b := open(t, source, viewtest.Wide)
	b.Button("Set up this computer").Tapped(nil)
	b.page.keys.revoke("dev_2")
	b.page.keys.revoke("dev_2")
	b.Scheduler.Drain()
	if want := []string{"enrol", "revoke dev_2"}; !slices.Equal(source.did, want) {
		t.Errorf("did %v", source.did)
	}
	if !slices.ContainsFunc(b.Said, func(told words.Told) bool { return told.What == "This computer can confirm payments now." }) {
		t.Errorf("said %v", b.Said)
	}
}
