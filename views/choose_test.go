package views_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"billfold/views"
	"billfold/views/widgets"
)

// choosing is somebody who is asked where a file, or several, go.
type choosing struct {
	*stage
	folder string
	chosen []string
}

func asked(t *testing.T, ask func(views.Tools, func(path string))) *choosing {
	t.Helper()
	c := &choosing{stage: open(t, newFake()), folder: t.TempDir()}
	for name, content := range map[string]string{"there.pdf": "old", "a folder/x": ""} {
		path := filepath.Join(c.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ask(c.shell.Tools(), func(path string) { c.chosen = append(c.chosen, path) })
	c.queue.Drain()
	return c
}

func askedFile(t *testing.T) *choosing {
	t.Helper()
	return asked(t, func(tools views.Tools, chosen func(string)) { tools.ChooseFile("NWT-0011.pdf", chosen) })
}

func askedFolder(t *testing.T) *choosing {
	t.Helper()
	return asked(t, func(tools views.Tools, chosen func(string)) { tools.ChooseFolder(chosen) })
}

// field is what has the keyboard.
func (c *choosing) field(t *testing.T) *widgets.Entry {
	t.Helper()
	entry, ok := c.window.Canvas().Focused().(*widgets.Entry)
	if !ok {
		t.Fatalf("the keyboard is on %T", c.window.Canvas().Focused())
	}
	return entry
}

// enter types a path in place of what is there, and Enter.
func (c *choosing) enter(t *testing.T, path string) {
	t.Helper()
	c.field(t).SetText(path)
	c.key(fyne.KeyReturn)
}

func (c *choosing) wants(t *testing.T, chosen ...string) {
	t.Helper()
	if !slices.Equal(c.chosen, chosen) {
		t.Errorf("chosen %q, want %q", c.chosen, chosen)
	}
	if closed := c.top() == nil; closed != (len(chosen) > 0) {
		t.Errorf("closed %t", closed)
	}
}

func TestAFileIsSuggestedWhereOneWasWrittenLast(t *testing.T) {
	c := askedFile(t)
	if got, want := c.field(t).Text, filepath.Join("/home/maya/Documents", "NWT-0011.pdf"); got != want {
		t.Errorf("suggests %q, want %q", got, want)
	}
	c.shows(t, "Save as", "File")
	c.enter(t, filepath.Join(c.folder, "new.pdf"))
	c.wants(t, filepath.Join(c.folder, "new.pdf"))
	c.shell.Tools().ChooseFile("other.csv", func(string) {})
	if got, want := c.field(t).Text, filepath.Join(c.folder, "other.csv"); got != want {
		t.Errorf("suggests %q, want %q", got, want)
	}
}

func TestWhereAFileCannotGo(t *testing.T) {
	c := askedFile(t)
	for path, said := range map[string]string{
		"  ":                                     "Type a path",
		filepath.Join(c.folder, "none", "a.pdf"): "There is no such folder.",
		filepath.Join(c.folder, "a folder") + "/": "A folder has that name.",
		filepath.Join(c.folder, "there.pdf", "a"): "There is no such folder.",
	} {
		c.enter(t, path)
		c.shows(t, said)
		c.wants(t)
	}
	c.field(t).SetText(filepath.Join(c.folder, "none", "b.pdf"))
	c.hides(t, "There is no such folder.", "Type a path")
}

// What is there is replaced by whoever presses the button that says so, after it says so.
func TestAFileIsReplacedByASecondChoiceOnly(t *testing.T) {
	c := askedFile(t)
	there := filepath.Join(c.folder, "there.pdf")
	for range 2 {
		c.enter(t, there)
		c.shows(t, "A file of that name is there already.", "Replace it")
		c.wants(t)
	}
	c.field(t).SetText(filepath.Join(c.folder, "none", "there.pdf"))
	c.shows(t, "Save")
	c.hides(t, "Replace it")
	c.enter(t, there)
	test.Tap(on[*widgets.Button](t, c.top(), "Replace it"))
	c.queue.Drain()
	c.wants(t, there)
}

func TestAPathIsCompleted(t *testing.T) {
	c := askedFile(t)
	c.enter(t, filepath.Join(c.folder, "without"))
	c.wants(t, filepath.Join(c.folder, "without.pdf"))
	c.shell.Tools().ChooseFile("a.pdf", func(path string) { c.chosen = append(c.chosen, path) })
	c.enter(t, " beside it ")
	c.wants(t, filepath.Join(c.folder, "without.pdf"), filepath.Join(c.folder, "beside it.pdf"))
	c.shell.Tools().ChooseFile("a.pdf", func(string) {})
	c.enter(t, "~/none/a.pdf") // of /home/maya, which is not here
	c.shows(t, "There is no such folder.")
}

func TestAFolderIsChosen(t *testing.T) {
	c := askedFolder(t)
	c.shows(t, "Choose a folder", "Folder")
	for path, said := range map[string]string{
		filepath.Join(c.folder, "none"):      "There is no such folder.",
		filepath.Join(c.folder, "there.pdf"): "This is a file.",
	} {
		c.enter(t, path)
		c.shows(t, said)
		c.wants(t)
	}
	c.enter(t, filepath.Join(c.folder, "a folder"))
	c.wants(t, filepath.Join(c.folder, "a folder"))
}

func TestWhoeverGivesUpChoosesNothing(t *testing.T) {
	c := askedFile(t)
	c.key(fyne.KeyEscape)
	if c.top() != nil || len(c.chosen) > 0 {
		t.Errorf("chosen %q", c.chosen)
	}
	// Nor does whoever gave up while the disk was still asked.
	c = askedFile(t)
	c.field(t).SetText(filepath.Join(c.folder, "new.pdf"))
	c.field(t).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	c.key(fyne.KeyEscape)
	if c.top() != nil || len(c.chosen) > 0 {
		t.Errorf("chosen %q", c.chosen)
	}
}

func TestTheKeyboardChooses(t *testing.T) {
	c := askedFile(t)
	var labels []string
	for _, f := range c.walk() {
		if named, ok := f.(interface{ Label() string }); ok {
			labels = append(labels, named.Label())
		}
	}
	if want := []string{"Browse…", "Save"}; !slices.Equal(slices.DeleteFunc(labels, func(l string) bool { return l == "Close" }), want) {
		t.Errorf("the keyboard comes by %q, want %q", labels, want)
	}
}

// Over a question of a page it is the topmost, and the keyboard returns to that question.
func TestAPlaceIsChosenFromWithinAQuestion(t *testing.T) {
	s := open(t, newFake())
	button := widget.NewButton("Where", nil)
	widget.NewModalPopUp(button, s.window.Canvas()).Show()
	question := s.top()
	s.window.Canvas().Focus(button)
	s.shell.Tools().ChooseFolder(func(string) {})
	s.shows(t, "Choose a folder")
	s.key(fyne.KeyEscape)
	if s.top() != question || s.window.Canvas().Focused() != fyne.Focusable(button) {
		t.Errorf("%T is on top, the keyboard is on %T", s.top(), s.window.Canvas().Focused())
	}
}

func TestFoldersCanBeBrowsed(t *testing.T) {
	c := askedFile(t)
	c.field(t).SetText(filepath.Join(c.folder, "new.pdf"))
	own := c.top()
	test.Tap(on[*widgets.Button](t, own, "Browse…"))
	c.queue.Drain()
	if c.top() == own {
		t.Fatal("nothing opened")
	}
	c.window.Canvas().Unfocus()
	c.key(fyne.KeyEscape)
	if c.top() != own {
		t.Fatalf("%T is on top, where the first question is to be left", c.top())
	}
	if got, want := c.field(t).Text, filepath.Join(c.folder, "new.pdf"); got != want {
		t.Errorf("%q is in the field, want %q", got, want)
	}
	c.key(fyne.KeyEscape)
	if c.top() != nil {
		t.Errorf("%T stayed", c.top())
	}
}

// What is found at a path that was typed over meanwhile is no answer.
func TestAPathThatIsTypedOverIsNotChosen(t *testing.T) {
	c := askedFile(t)
	entry := c.field(t)
	entry.SetText(filepath.Join(c.folder, "first.pdf"))
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	entry.SetText(filepath.Join(c.folder, "second.pdf"))
	c.queue.Drain()
	c.wants(t)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	c.queue.Drain()
	c.wants(t, filepath.Join(c.folder, "second.pdf"))
}
