package views_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/widgets"
	"billfold/views/words"
)

// speak says everything in a language for the rest of a test.
func speak(t *testing.T, l words.Language) {
	t.Helper()
	words.Speak(l)
	t.Cleanup(func() { words.Speak(words.English) })
}

// Whatever the shell says can be translated: in the language that marks sentences
// nothing stands without a mark but names, amounts and what the person typed.
func TestEverythingTheShellSaysIsTranslated(t *testing.T) {
	speak(t, words.Pseudo)
	source := newFake()
	source.blank = true
	source.facts.Usage.ActiveMembers = 53
	source.fresh = sample.Fresh(billing.Away)
	s := open(t, source)
	s.shell.Say(words.Told{What: words.T("Done.")})
	marked(t, "frame", s.texts())
	for name, show := range map[string]func(){
		"panel":     s.pressBadge,
		"palette":   s.openPalette,
		"shortcuts": func() { s.key(fyne.KeyF1) },
	} {
		show()
		marked(t, name, s.layer())
	}
}

// names are those of the sample account, and of keys.
var names = []string{
	"Billfold", "NT", "MO", "Northwind Traders", "Maya Okafor", "Team", "maya.okafor", "F1", "F5", "F8", "?", "3", "Fabrikam", "Contoso",
}

func marked(t *testing.T, where string, texts []string) {
	t.Helper()
	for _, text := range texts {
		plain := strings.ContainsAny(text, "‹›") || strings.Trim(text, "0123456789.,$–") == ""
		for _, name := range names {
			plain = plain || strings.HasPrefix(text, name)
		}
		if !plain {
			t.Errorf("%s: %q is not translated", where, text)
		}
	}
}

// Other languages take more room than English.
func TestTheShellFitsInGerman(t *testing.T) {
	speak(t, words.German)
	for _, state := range []billing.FreshnessState{billing.Fresh, billing.Away} {
		source := newFake()
		source.blank = true
		unpaid(source)
		source.fresh = sample.Fresh(state)
		s := open(t, source)
		if misfits := widgets.Misfits(s.window.Content()); len(misfits) > 0 {
			t.Errorf("%s: %s", state, misfits)
		}
		for name, show := range map[string]func(){
			"panel": s.pressBadge, "palette": s.openPalette, "shortcuts": func() { s.key(fyne.KeyF1) },
		} {
			show()
			if misfits := widgets.Misfits(s.top()); len(misfits) > 0 {
				t.Errorf("%s, %s: %s", state, name, misfits)
			}
		}
	}
}
