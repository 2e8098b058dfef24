package app

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"billfold/app/config"
	"billfold/billing"
	"billfold/views/signin"
	"billfold/views/words"
)

// tellings are the titles of what a person of the demo is told, of all their accounts at once.
func tellings(t *testing.T, d *desk, email string) []string {
	t.Helper()
	ctx := t.Context()
	if err := d.SignIn(ctx, email); err != nil {
		t.Fatal(err)
	}
	accounts, err := d.Accounts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if _, err := d.at().Refresh(ctx, a.ID); err != nil {
			t.Fatal(err)
		}
	}
	return looks(t, d)
}

func looks(t *testing.T, d *desk) []string {
	t.Helper()
	var sent []string
	newNotifier(notifierDeps{
		News: d.News, Send: func(title, _ string) { sent = append(sent, title) },
		Words: func() words.Printer { return words.Printer{} }, Log: slog.New(slog.DiscardHandler),
	}).look(t.Context())
	return sent
}

// What the demo's books say is told once, in every account of a person and by role, and
// not again by the next start.
func TestTheDemosNewsIsToldOnce(t *testing.T) {
	ctx, home := t.Context(), t.TempDir()
	d, stop := start(t, home, config.Input{})
	if sent := looks(t, d); len(sent) > 0 {
		t.Errorf("nobody is told %q", sent)
	}
	if err := d.Use(ctx, signin.Place{Demo: true}); err != nil {
		t.Fatal(err)
	}
	if sent := tellings(t, d, "member@northwind.example"); len(sent) > 0 {
		t.Errorf("a member is told %q", sent)
	}
	// Contoso Retail has an invoice that was declined three times, and as many members as
	// seats; of Contoso Labs nothing is told, since four fifths are not wanted.
	sent := tellings(t, d, "owner@contoso.example")
	want := []string{
		"Contoso Retail: $259.20 was declined.",
		"Contoso Retail: All seats are taken.",
	}
	if strings.Join(sent, "\n") != strings.Join(want, "\n") {
		t.Errorf("told %q\nwant %q", sent, want)
	}
	stop()
	d, _ = start(t, home, config.Input{})
	if person := d.Person(); person.Email != "owner@contoso.example" {
		t.Fatalf("%+v is signed in", person)
	}
	if sent := looks(t, d); len(sent) > 0 {
		t.Errorf("told again: %q", sent)
	}
	told := 0
	d.wanted = func() { told++ }
	for range 2 {
		d.SetNotifications(ctx, billing.AlertChoice{billing.AlertLimitNear: true, billing.AlertNewDevice: false})
	}
	if told != 1 {
		t.Errorf("told of another choice %d times", told)
	}
	if sent := looks(t, d); len(sent) != 1 || sent[0] != "Contoso Labs: 80% of the seats are taken." {
		t.Errorf("told %q once that is wanted", sent)
	}
	if got := d.Notifications(); !got[billing.AlertLimitNear] || got.Wants(billing.AlertNewDevice) || !got.Wants(billing.AlertTrialEnds) {
		t.Errorf("wanted: %v", got)
	}
	gone, leave := context.WithCancel(ctx)
	leave()
	if news, err := d.News(gone); err == nil {
		t.Errorf("news for whoever left: %+v", news)
	}
}
