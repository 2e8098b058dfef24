package session_test

import (
	"database/sql"
	"testing"
	"time"

	"billfold/app/browsertest"
	"billfold/app/keychain"
	"billfold/app/session"
	"billfold/billing"
)

// atBrowser is a session of somebody who signed in with the browser, with one
// account caught up: nothing of theirs is set up without being asked.
func (d *desk) atBrowser(t *testing.T, email string) (*session.Session, string) {
	t.Helper()
	s := d.mustOpen(t, demo)
	if _, err := s.SignInWithBrowser(t.Context(), browsertest.Pressing(t.Context(), email)); err != nil {
		t.Fatal(err)
	}
	accounts, err := s.RefreshAccounts(t.Context())
	if err != nil || len(accounts) == 0 {
		t.Fatal(accounts, err)
	}
	return s, accounts[0].ID
}

// oneMore is an order of one more seat.
func oneMore(t *testing.T, s *session.Session, account string) session.Order {
	t.Helper()
	if _, err := s.Refresh(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Preview(t.Context(), account, billing.ChangeOf(seats(facts.Subscription.Terms.Seats+1)))
	if err != nil {
		t.Fatal(err)
	}
	return session.Order{Account: account, Preview: p}
}

// confirmed fails where an order is not applied.
func confirmed(t *testing.T, s *session.Session, o session.Order) {
	t.Helper()
	if outcome, err := s.Confirm(t.Context(), o, 10*time.Second); err != nil || outcome.State != billing.ChangeApplied {
		t.Errorf("confirm: %+v, %v", outcome, err)
	}
}

// refused fails where an order is not refused so, or anything is left of it.
func refused(t *testing.T, s *session.Session, o session.Order, want billing.Code) {
	t.Helper()
	if outcome, err := s.Confirm(t.Context(), o, 10*time.Second); billing.CodeOf(err) != want {
		t.Errorf("confirm: %+v, %v, want %s", outcome, err, want)
	}
	if pending, err := s.Pending(t.Context(), o.Account); err != nil || pending != nil {
		t.Errorf("pending %+v, %v", pending, err)
	}
}

func devices(t *testing.T, s *session.Session) (all []billing.Device, here string) {
	t.Helper()
	all, here, err := s.Devices(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all, here
}

// signIns is how many sign-ins of a person the issuer has that have not ended.
func signIns(t *testing.T, personID string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+books+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM sessions WHERE person_id = ? AND NOT ended`, personID).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Somebody who is signed in may not cost money yet: that takes being there once
// more, and a sign-in for this alone that ends with it.
func TestEnrolment(t *testing.T) {
	d := newDesk(t)
	s, account := d.atBrowser(t, admin)
	defer closed(t, s)
	order := oneMore(t, s, account)
	before, _ := devices(t, s)
	refused(t, s, order, billing.DeviceNotEnrolled)
	at := entry(t, s, keychain.DeviceKey)
	d.gone(t, at)
	if after, here := devices(t, s); len(after) != len(before) || here != "" {
		t.Errorf("%d devices, %q here; %d before", len(after), here, len(before))
	}

	token, open := d.kept(t, entry(t, s, keychain.RefreshToken)), signIns(t, at.PersonID)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	confirmed(t, s, order)
	after, here := devices(t, s)
	if len(after) != len(before)+1 || after[0].ID != here || after[0].Name != "Test" {
		t.Errorf("devices %+v, %q here", after, here)
	}
	if now := signIns(t, at.PersonID); now != open {
		t.Errorf("%d sign-ins, %d before", now, open)
	}
	if d.kept(t, entry(t, s, keychain.RefreshToken)) != token {
		t.Error("the sign-in is another one")
	}
	if err := atIssuer(t, token); err != nil {
		t.Errorf("the sign-in was disturbed: %v", err)
	}
	neverOnDisk(t, d.home, d.kept(t, at))
}

func TestEnrolmentsThatFail(t *testing.T) {
	d := newDesk(t)
	s, _ := d.atBrowser(t, admin)
	defer closed(t, s)
	at := entry(t, s, keychain.DeviceKey)
	open := signIns(t, at.PersonID)
	for presses, want := range map[string]billing.Code{"Cancel": billing.SignInDenied, reader: billing.SignedInAsAnother} {
		if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), presses)); billing.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", presses, err, want)
		}
		d.gone(t, at)
	}
	if now := signIns(t, at.PersonID); now != open {
		t.Errorf("%d sign-ins, %d before", now, open)
	}
	if err := asks(t.Context(), s); err != nil {
		t.Errorf("the sign-in was disturbed: %v", err)
	}
}

func TestDamagedDeviceKey(t *testing.T) {
	d := newDesk(t)
	s, _ := d.atBrowser(t, admin)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	at := entry(t, s, keychain.DeviceKey)
	closed(t, s)
	if err := d.keychain.Set(t.Context(), at, d.kept(t, at)[1:]); err != nil {
		t.Fatal(err)
	}
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	accounts, err := again.RefreshAccounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	order := oneMore(t, again, accounts[0].ID)
	refused(t, again, order, billing.DeviceKeyDamaged)
	if _, here := devices(t, again); here != "" {
		t.Errorf("%q here", here)
	}
	if err := again.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	confirmed(t, again, order)
}

func TestDeviceIsRevokedElsewhere(t *testing.T) {
	d := newDesk(t)
	s, account := d.atBrowser(t, admin)
	defer closed(t, s)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	at := entry(t, s, keychain.DeviceKey)
	_, id := devices(t, s)
	elsewhere, _ := newDesk(t).atBrowser(t, admin)
	defer closed(t, elsewhere)
	if err := elsewhere.RevokeDevice(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	order := oneMore(t, s, account)
	refused(t, s, order, billing.DeviceRevoked)
	d.gone(t, at)
	refused(t, s, order, billing.DeviceNotEnrolled)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	confirmed(t, s, order)
	if _, here := devices(t, s); here == id {
		t.Error("a key was enrolled twice")
	}
}

func TestDeviceIsRevokedHere(t *testing.T) {
	d := newDesk(t)
	s, account := d.atBrowser(t, admin)
	defer closed(t, s)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	_, id := devices(t, s)
	if err := s.RevokeDevice(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	d.gone(t, entry(t, s, keychain.DeviceKey))
	refused(t, s, oneMore(t, s, account), billing.DeviceNotEnrolled)
}

// A key of the environment signs, if it is one of the person's; nothing of it is
// kept, and no other is set up beside it.
func TestDeviceKeyOfTheEnvironment(t *testing.T) {
	enrolled := newDesk(t)
	s, account := enrolled.atBrowser(t, admin)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	at := entry(t, s, keychain.DeviceKey)
	before, id := devices(t, s)
	closed(t, s)
	foreign, err := billing.NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		key  billing.Secret
		want billing.Code
	}{
		"registered": {billing.NewSecret(enrolled.kept(t, at)), ""},
		"foreign":    {foreign.Encoded(), billing.DeviceUnknown},
		"none":       {billing.NewSecret("not a key"), billing.DeviceKeyDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.token, d.key = billing.NewSecret(demoToken(t, admin)), c.key
			terminal := d.mustOpen(t, demo)
			defer closed(t, terminal)
			if order := oneMore(t, terminal, account); c.want == "" {
				confirmed(t, terminal, order)
			} else {
				refused(t, terminal, order, c.want)
			}
			d.gone(t, at)
			neverOnDisk(t, d.home, c.key.Reveal())
			after, here := devices(t, terminal)
			if len(after) != len(before) || (here == id) != (c.want == "") {
				t.Errorf("%d devices, %q here; %d before", len(after), here, len(before))
			}
		})
	}
}

// A command with a token alone has a key of its own for as long as it runs, at a
// demo: nobody is told of it and nothing is kept.
func TestKeyOfOneCommand(t *testing.T) {
	s, account := newDesk(t).atBrowser(t, admin)
	defer closed(t, s)
	before, _ := devices(t, s)
	d := newDesk(t)
	d.token = billing.NewSecret(demoToken(t, admin))
	terminal := d.mustOpen(t, demo)
	defer closed(t, terminal)
	confirmed(t, terminal, oneMore(t, terminal, account))
	d.gone(t, entry(t, s, keychain.DeviceKey))
	if after, _ := devices(t, s); len(after) != len(before) {
		t.Errorf("%d devices, %d before", len(after), len(before))
	}
}

// A computer that is set up again has one key: the one that is gone from here can
// confirm nothing any more.
func TestSettingUpAgainRevokesTheFormerKey(t *testing.T) {
	d := newDesk(t)
	s, _ := d.atBrowser(t, manager)
	defer closed(t, s)
	var former string
	for range 2 {
		if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), manager)); err != nil {
			t.Fatal(err)
		}
		all, here := devices(t, s)
		for _, one := range all {
			if one.ID == former && one.Revoked == nil {
				t.Errorf("%s may still confirm", former)
			}
		}
		if former == here {
			t.Error("it is the same key")
		}
		former = here
	}
}

// Another program of the same person sets this computer up anew meanwhile: what is
// paid here next is signed with the new key, and nothing of it is lost.
func TestAnotherProgramSetsUpAnew(t *testing.T) {
	d := newDesk(t)
	desktop, account := d.atBrowser(t, admin)
	defer closed(t, desktop)
	terminal := d.mustOpen(t, demo)
	defer closed(t, terminal)
	enrol := func(s *session.Session) {
		t.Helper()
		if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
			t.Fatal(err)
		}
	}
	enrol(desktop)
	confirmed(t, desktop, oneMore(t, desktop, account))
	enrol(terminal)
	confirmed(t, desktop, oneMore(t, desktop, account))
	_, here := devices(t, desktop)
	if _, there := devices(t, terminal); here == "" || here != there {
		t.Errorf("%q here, %q there", here, there)
	}
}

// A key that the keychain does not take replaces none that it has.
func TestAKeyThatIsNotKeptReplacesNone(t *testing.T) {
	d := newDesk(t)
	s, account := d.atBrowser(t, admin)
	enrol := func() {
		t.Helper()
		if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
			t.Fatal(err)
		}
	}
	enrol()
	_, former := devices(t, s)
	d.keychain.err = billing.NewProblem(billing.KeychainLocked)
	enrol()
	confirmed(t, s, oneMore(t, s, account))
	if _, here := devices(t, s); here == former || s.KeychainNote() == nil {
		t.Errorf("signs with %q, note %v", here, s.KeychainNote())
	}
	closed(t, s)
	d.keychain.err = nil
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	if _, here := devices(t, again); here != former {
		t.Errorf("%q here, %q before", here, former)
	}
	confirmed(t, again, oneMore(t, again, account))
}

func TestOnlyTheKeyWasRefused(t *testing.T) {
	d := newDesk(t)
	s, _ := d.atBrowser(t, admin)
	defer closed(t, s)
	d.keychain.err = billing.NewProblem(billing.KeychainLocked)
	if err := s.EnrolDevice(t.Context(), browsertest.Pressing(t.Context(), admin)); err != nil {
		t.Fatal(err)
	}
	if s.KeychainNote() == nil {
		t.Error("nothing is said")
	}
	d.keychain.err = nil
	if err := s.KeepSecrets(t.Context()); err != nil || s.KeychainNote() != nil {
		t.Errorf("%v, note %v", err, s.KeychainNote())
	}
	_, here := devices(t, s)
	kept, err := billing.ParseDeviceKey(billing.NewSecret(d.kept(t, entry(t, s, keychain.DeviceKey))))
	if err != nil || kept.ID() != here {
		t.Errorf("%q here, %v", here, err)
	}
}
