package session_test

import (
	"log/slog"
	"os"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/app/session"
	"billfold/billing"
)

func finding(t *testing.T, s *session.Session, name string) session.Finding {
	t.Helper()
	for _, f := range s.Examine(t.Context()) {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("nothing was found of %s", name)
	return session.Finding{}
}

// openAt is a session whose machine's clock is off.
func (d *desk) openAt(t *testing.T, off time.Duration) *session.Session {
	t.Helper()
	settings, preferences, err := config.Load(config.Input{
		Server:        demo,
		Getenv:        func(name string) string { return map[string]string{config.HomeVariable: d.home}[name] },
		UserConfigDir: os.UserConfigDir,
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.Open(t.Context(), session.Deps{
		Config: settings, Preferences: preferences, Keychain: d.keychain, Backend: demo, UserAgent: "test",
		Now: func() time.Time { return time.Now().Add(off) }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A clock that is wrong by a day is found out, and what was read under it is not
// taken for fresh once it is right again.
func TestAClockThatIsOff(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	if f := finding(t, s, "clock"); f.State != session.Well {
		t.Errorf("a right clock: %+v", f)
	}
	closed(t, s)
	for _, off := range []time.Duration{24 * time.Hour, -24 * time.Hour, -3 * time.Minute} {
		s := d.openAt(t, off)
		f := finding(t, s, "clock")
		if f.State != session.Worn || f.Problem == nil || f.Problem.Code != billing.ClockSkewed {
			t.Errorf("off by %v: %+v", off, f)
		}
		closed(t, s)
	}
	ahead := d.openAt(t, 24*time.Hour)
	if _, err := ahead.Refresh(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	closed(t, ahead)
	right := d.mustOpen(t, nowhere)
	defer closed(t, right)
	fresh, err := right.Freshness(t.Context(), account)
	if err != nil || fresh.State(time.Now()) != billing.Stale || fresh.Dated(time.Now()) {
		t.Errorf("read tomorrow: %+v, %v", fresh, err)
	}
}

func TestExamineSaysWhatIsWrong(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	for _, name := range []string{"keychain", "address", "backend", "person", "cache.db", "outbox.db", "outbox", account} {
		if f := finding(t, s, name); f.State != session.Well || f.Detail == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	closed(t, s)

	d.keychain.lasting = false
	offline := d.mustOpen(t, nowhere)
	defer closed(t, offline)
	for name, want := range map[string]session.Health{"keychain": session.Worn, "backend": session.Bad, "outbox": session.Well} {
		if f := finding(t, offline, name); f.State != want || (f.Problem == nil) != (want == session.Well) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	nobody := newDesk(t).mustOpen(t, demo)
	defer closed(t, nobody)
	if f := finding(t, nobody, "person"); f.State != session.Bad || f.Problem.Code != billing.SignedOut {
		t.Errorf("nobody: %+v", f)
	}
}
