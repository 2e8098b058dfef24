//go:build screenshots

package views_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/words"
)

// inquiries are what is asked of support, photographed apart from the other pages.
var inquiries = []state{
	{name: "declined", arg: "declined", set: owing},
	{name: "blocked", arg: "blocked", set: func(f *fake) { f.changes, f.facts.Usage.ActiveMembers = nil, 53 }},
	{name: "blocked-plan", arg: "blocked"},
	{name: "blocked-german", arg: "blocked", language: words.German, set: func(f *fake) { f.changes = nil }},
	{name: "charge-empty", arg: "charge"},
	{name: "charge-wrong", arg: "charge", then: func(t *testing.T, s *stage) { s.press(t, "Check") }},
	{name: "seats", arg: "seats", set: func(f *fake) { f.facts.Subscription.Terms.Seats = 45 }},
	{name: "uploads", arg: "uploads"},
	{name: "credits", arg: "credits"},
	{name: "hidden", arg: "hidden"},
	{name: "member", arg: "hidden", set: member},
	{name: "plan", arg: "outdated"},
	{name: "other", arg: "other"},
}

func TestScreenshotsSupport(t *testing.T) {
	folder := os.Getenv(folderVariable)
	if folder == "" {
		t.Fatal(folderVariable + " names no folder")
	}
	large, small := fyne.NewSize(1280, 800), fyne.NewSize(1024, 700)
	take := func(s state, choice theme.Choice, size fyne.Size, name string) {
		t.Run(name, func(t *testing.T) {
			shoot(t, nav.Route{Page: nav.PageSupport, Arg: nav.ChargeArg("inv_NWT-0012")}, s, shot{choice, size, filepath.Join(folder, "support-"+name+".png")})
		})
	}
	normal := state{set: bought, then: thanks}
	take(normal, theme.ChoiceLight, large, "normal-light")
	take(normal, theme.ChoiceDark, large, "normal-dark")
	take(normal, theme.ChoiceContrast, large, "normal-contrast")
	take(normal, theme.ChoiceLight, small, "narrow-light")
	take(state{set: bought, language: words.German}, theme.ChoiceLight, large, "german-light")
	for _, s := range states[1:] {
		s.arg = "outdated"
		take(s, theme.ChoiceLight, large, s.name+"-light")
	}
	for _, s := range inquiries {
		take(s, theme.ChoiceLight, large, s.name+"-light")
	}
}

// bought is the pack of the picture, with who bought it.
func bought(f *fake) {
	f.changes = append([]billing.Change{{
		ID: "chg_7c1e90b2", Kind: billing.OrderPack, At: sample.Now().AddDate(0, 0, -16), Actor: "Jonas Weber",
		State: billing.ChangeApplied, InvoiceID: "inv_NWT-0012",
	}}, f.changes...)
}

func thanks(_ *testing.T, s *stage) {
	s.queue.Drain()
	s.shell.Tick(s.now)
}
