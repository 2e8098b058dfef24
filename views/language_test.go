package views_test

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/widgets"
	"billfold/views/words"
)

// inLanguage says everything in a language for the rest of a test.
func inLanguage(t *testing.T, l words.Language) {
	t.Helper()
	words.Speak(l)
	t.Cleanup(func() { words.Speak(words.English) })
}

// Whatever the shell says can be translated: in the language that marks sentences
// nothing stands without a mark but names, amounts and what the person typed.
func TestEverythingTheShellSaysIsTranslated(t *testing.T) {
	inLanguage(t, words.Pseudo)
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
		"choosing":  func() { s.shell.Tools().ChooseFolder(func(string) {}) },
	} {
		show()
		marked(t, name, s.layer())
	}
}

// names are those of the sample account, and of keys.
var names = []string{
	"/home/maya", "Billfold", "NT", "MO", "Northwind Traders", "Maya Okafor", "Team", "maya.okafor", "F1", "F5", "F8", "?", "3", "Fabrikam", "Contoso",
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

// Other languages take more room than English: nothing of the shell is cut off or
// lies over anything else in German, nor at the length of the pseudo language, in
// which only what may end in an ellipsis does.
func TestTheShellFitsInOtherLanguages(t *testing.T) {
	for _, l := range []words.Language{words.German, words.Pseudo} {
		for _, state := range []billing.FreshnessState{billing.Fresh, billing.Away} {
			for _, size := range []fyne.Size{wide, narrow} {
				fits(t, l, state, size)
			}
		}
	}
}

// fullest is the shell with all that it can have around a page that has nothing.
func fullest(t *testing.T, l words.Language, state billing.FreshnessState, size fyne.Size) *stage {
	t.Helper()
	inLanguage(t, l)
	source := newFake()
	source.blank = true
	unpaid(source)
	source.fresh = sample.Fresh(state)
	s := open(t, source)
	s.window.Resize(size)
	return s
}

func fits(t *testing.T, l words.Language, state billing.FreshnessState, size fyne.Size) {
	t.Helper()
	s := fullest(t, l, state, size)
	look := func(where string, tree fyne.CanvasObject) {
		for _, misfit := range widgets.Misfits(tree) {
			if l != words.Pseudo || !strings.Contains(misfit, " is cut to ") {
				t.Errorf("%s, %s, %v wide: %s: %s", l, state, size.Width, where, misfit)
			}
		}
	}
	if least := s.window.Content().MinSize(); least.Width > size.Width {
		t.Errorf("%s, %s: needs %v of %v", l, state, least, size)
	}
	look("frame", s.window.Content())
	s.pressBadge()
	look("panel", s.top())
	s.openPalette()
	look("palette", s.top())
	s.key(fyne.KeyF1)
	look("shortcuts", s.top())
	s.shell.Tools().ChooseFile("NWT-0011.pdf", func(string) {})
	look("choosing a file", s.top())
	s.key(fyne.KeyReturn)
	s.shows(t, words.T("There is no such folder. Correct the path, or make the folder first."))
	look("choosing a file that has no place", s.top())
	there, err := filepath.Abs("language_test.go")
	if err != nil {
		t.Fatal(err)
	}
	s.window.Canvas().Focused().(*widgets.Entry).SetText(there)
	s.key(fyne.KeyReturn)
	s.shows(t, words.T("Replace it"))
	look("choosing a file that is there", s.top())
}
