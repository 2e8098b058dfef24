package about

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
)

// Everything that the desktop links is in the list, as it is linked.
func TestLicencesAreThoseOfWhatIsLinked(t *testing.T) {
	command := exec.CommandContext(t.Context(), "go", "list", "-deps",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "billfold/cmd/billfold")
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, p := range Parts() {
		listed[p.Name] = p.Version
	}
	linked := 0
	for line := range strings.Lines(string(out)) {
		path, version, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		linked++
		if listed[path] != version {
			t.Errorf("%s %s is linked and listed as %q: run make licences", path, version, listed[path])
		}
	}
	if linked == 0 {
		t.Error("nothing is linked")
	}
}

// Nothing is listed that the module does not require, whichever system it is for.
func TestLicencesAreOfVersionsThatAreRequired(t *testing.T) {
	raw, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var required []string
	for line := range strings.Lines(string(raw)) {
		line, _, _ = strings.Cut(line, "//")
		required = append(required, strings.TrimSpace(line))
	}
	for _, p := range Parts() {
		if strings.Contains(p.Name, " ") { // no module: the toolkit's fonts, Go itself
			continue
		}
		if !slices.Contains(required, p.Name+" "+p.Version) {
			t.Errorf("%s %s is listed and not required: run make licences", p.Name, p.Version)
		}
	}
}

func TestEveryLicenceHasItsText(t *testing.T) {
	for _, p := range Parts() {
		if p.Licence == "" || len(p.Text) < 500 {
			t.Errorf("%s: %q with %d letters", p.Name, p.Licence, len(p.Text))
		}
	}
}

func TestDetailsNameWhatHelpsAndNotThePerson(t *testing.T) {
	p := Program{Version: "1.2.3", Data: "/home/maya/.config/billfold", Logs: "/home/maya/.config/billfold/logs", Home: "/home/maya"}
	b := build{commit: "0123456789abcdef0123", edited: true, golang: "1.26.8", toolkit: "2.8.1", system: "linux/amd64"}
	want := "Billfold\nVersion: 1.2.3\nCommit: 0123456789ab, with changes\nBuilt with: Go 1.26.8, Fyne 2.8.1\nSystem: linux/amd64\n" +
		"Data: ~/.config/billfold\nLogs: ~/.config/billfold/logs"
	if got := details(p, b); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := details(Program{Version: "1.2.3", Data: "/srv/b"}, build{}); strings.Contains(got, "Commit") || !strings.Contains(got, "Data: /srv/b") {
		t.Errorf("%s", got)
	}
}

func TestShortVersions(t *testing.T) {
	for given, want := range map[string]string{
		"v1.6.0": "v1.6.0", "v0.0.0-20260331235117-4566fea9a276": "4566fea9a276", "v0.1.0-pre.1.0.20260707082822-2a407d02d01a": "2a407d02d01a", "": "",
	} {
		if got := shortVersion(given); got != want {
			t.Errorf("%q is listed as %q, want %q", given, got, want)
		}
	}
}

// bench is the dialog's body in a window.
type bench struct {
	about  *About
	window fyne.Window
	opened string
	copied string
	refuse error
}

func shown(t *testing.T) *bench {
	t.Helper()
	viewtest.Wear(theme.ChoiceLight)
	b := &bench{window: test.NewTempWindow(t, widgets.Gap(0, 0))}
	b.about = New(Deps{
		Program: Program{Version: "1.2.3", Data: "/data", Logs: "/data/logs"},
		Open:    func(folder string) error { b.opened = folder; return b.refuse },
		Copy:    func(text string) { b.copied = text },
		Focus:   b.window.Canvas().Focus,
	})
	b.window.SetPadded(false)
	b.window.SetContent(widgets.VStack(0, widgets.Grow(b.about.Content()), widgets.HStack(8, b.about.Actions()...)))
	b.window.Resize(fyne.NewSize(718, 600))
	return b
}

func (b *bench) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(b.window.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

func (b *bench) key(name fyne.KeyName) {
	b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func TestKeyboardReadsALicence(t *testing.T) {
	b := shown(t)
	b.window.Canvas().Focus(b.about.table.Focus())
	long := slices.IndexFunc(Parts(), func(p Part) bool { return len(p.Text) > 10_000 }) // more than is seen at once
	for range long {
		b.key(fyne.KeyDown)
	}
	b.key(fyne.KeyReturn)
	chosen := Parts()[long]
	if texts := b.texts(); !slices.Contains(texts, chosen.Name) || !slices.Contains(texts, chosen.Licence) {
		t.Fatalf("%q is not among %q", chosen.Name, texts)
	}
	reader, ok := b.window.Canvas().Focused().(*widgets.Reader)
	if !ok {
		t.Fatalf("the keyboard is on %T", b.window.Canvas().Focused())
	}
	first := widgets.VisibleTexts(reader)[0].Object
	before := fyne.CurrentApp().Driver().AbsolutePositionForObject(first).Y
	b.key(fyne.KeyPageDown)
	if after := fyne.CurrentApp().Driver().AbsolutePositionForObject(first).Y; after >= before {
		t.Errorf("Page down moves the first line from %v to %v", before, after)
	}
	b.window.Canvas().FocusNext()
	for b.label() != "Back to the list" {
		b.window.Canvas().FocusNext()
	}
	b.key(fyne.KeySpace)
	if !slices.Contains(b.texts(), "Built from") || b.window.Canvas().Focused() != b.about.table.Focus() {
		t.Errorf("shows %q, the keyboard is on %T", b.texts(), b.window.Canvas().Focused())
	}
}

func (b *bench) label() string {
	if button, ok := b.window.Canvas().Focused().(*widgets.Button); ok {
		return button.Label()
	}
	return ""
}

func TestButtonsSayWhatCameOfThem(t *testing.T) {
	b := shown(t)
	actions := b.about.Actions()
	open, copied := actions[0].(*widgets.Button), actions[1].(*widgets.Button)
	test.Tap(copied)
	if !strings.HasPrefix(b.copied, "Billfold\nVersion: 1.2.3") || !slices.Contains(b.texts(), "Details copied.") {
		t.Errorf("copied %q, says %q", b.copied, b.texts())
	}
	test.Tap(open)
	if b.opened != "/data/logs" || slices.Contains(b.texts(), "Details copied.") {
		t.Errorf("opened %q, says %q", b.opened, b.texts())
	}
	b.refuse = errors.New("no file manager")
	test.Tap(open)
	if !slices.Contains(b.texts(), "It cannot be shown. Open it in your file manager.") {
		t.Errorf("says %q", b.texts())
	}
}
