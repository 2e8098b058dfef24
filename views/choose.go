package views

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"billfold/views/load"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	chooserWidth  float32 = 600
	chooserField  float32 = 88 // with two lines of what is wrong, so that nothing moves
	browserWidth  float32 = 720
	browserHeight float32 = 520
)

// place is what stands at a path.
type place int

// The places.
const (
	placeFree     place = iota // nothing, in a folder that is there
	placeFile                  // a file
	placeFolder                // a folder
	placeNowhere               // there is no folder that it could be in
	placeReserved              // nobody may look
)

// chooser is the question where a file goes, or several.
type chooser struct {
	shell    *Shell
	file     bool   // a folder is asked for otherwise
	ending   string // of the file that was suggested
	chosen   func(path string)
	field    *widgets.Field
	way      *widgets.Button // on
	taken    string          // the file that the way on would replace, once it says so
	looks    *load.Loader[place]
	browses  *load.Loader[fyne.ListableURI]
	browsing *dialog.FileDialog
}

// chooseFile asks where a file is to be written.
func (s *Shell) chooseFile(suggested string, chosen func(path string)) {
	c := s.newChooser(chosen)
	c.file, c.ending = true, filepath.Ext(suggested)
	c.field = widgets.NewField(words.T("File"))
	c.open(words.T("Save as"), filepath.Join(s.folder, suggested))
}

// chooseFolder asks into which folder files are to be written.
func (s *Shell) chooseFolder(chosen func(path string)) {
	c := s.newChooser(chosen)
	c.field = widgets.NewField(words.T("Folder"))
	c.open(words.T("Choose a folder"), s.folder)
}

func (s *Shell) newChooser(chosen func(path string)) *chooser {
	return &chooser{
		shell: s, chosen: chosen,
		looks: load.New[place](s.deps.Scheduler), browses: load.New[fyne.ListableURI](s.deps.Scheduler),
	}
}

func (c *chooser) open(title, path string) {
	c.field.SetText(path)
	c.field.OnChanged = func(string) { c.calm() }
	c.field.OnSubmitted = func(string) { c.look() }
	c.way = widgets.NewButton(widgets.ButtonPrimary, c.says(), c.confirm)
	browse := widgets.NewButton(widgets.ButtonSecondary, words.T("Browse…"), c.browse)
	c.shell.openQuestion(question{
		title: title, width: chooserWidth, first: c.field.Entry(), closed: c.close, escape: c.escape,
		body:    widgets.Pad(widgets.Fixed(c.field, 0, chooserField), theme.Gap24),
		actions: []fyne.CanvasObject{browse, widgets.Spacer(), widgets.Fixed(c.way, c.room(), 0)},
	})
}

// room is as wide as the way on needs to say anything that it may.
func (c *chooser) room() float32 {
	replacing := widgets.NewButton(widgets.ButtonPrimary, words.T("Replace it"), nil)
	return max(c.way.MinSize().Width, replacing.MinSize().Width)
}

// says is what the way on says while nothing is in it.
func (c *chooser) says() string {
	if c.file {
		return words.T("Save")
	}
	return words.T("Choose")
}

// calm takes back what was said of another path, and what is being looked for there.
func (c *chooser) calm() {
	c.looks.Cancel()
	c.taken = ""
	c.field.SetError("")
	c.way.SetText(c.says())
	c.way.Enable()
}

func (c *chooser) close() {
	c.looks.Close()
	c.browses.Close()
	if c.browsing != nil {
		c.browsing.Hide()
	}
}

// escape closes the toolkit's folders alone, and reports whether they were open.
func (c *chooser) escape() bool {
	if c.browsing == nil {
		return false
	}
	c.browsing.Dismiss() // tells that nothing was chosen, which forgets it
	return true
}

// confirm is the way on: a file that is there is replaced by whoever was told of it.
func (c *chooser) confirm() {
	if path := c.path(); c.taken != "" && c.taken == path {
		c.choose(path)
		return
	}
	c.look()
}

// look sees what is there, away from the window, and goes on where nothing is in the way.
func (c *chooser) look() {
	path := c.path()
	c.calm()
	if path == "" {
		c.field.SetError(words.T("Type a path, or browse to a folder."))
		return
	}
	c.way.Disable() // a disk far away takes its time
	c.looks.Run(c.shell.deps.Context, func(context.Context) (place, error) { return placeAt(path), nil }, func(p place, _ error) {
		c.way.Enable()
		c.found(path, p)
	})
}

func (c *chooser) found(path string, p place) {
	switch {
	case c.file && p == placeFree, !c.file && p == placeFolder:
		c.choose(path)
	case c.file && p == placeFile:
		c.taken = path
		c.field.SetError(words.T("A file of that name is there already. Choose another name, or replace it."))
		c.way.SetText(words.T("Replace it"))
	case c.file && p == placeFolder:
		c.field.SetError(words.T("A folder has that name. Add a name for the file."))
	case p == placeFile:
		c.field.SetError(words.T("This is a file. Choose a folder."))
	case p == placeReserved:
		c.field.SetError(words.T("This folder cannot be opened. Choose another one."))
	default:
		c.field.SetError(words.T("There is no such folder. Correct the path, or make the folder first."))
	}
}

// choose is the answer; where it is, the next question begins.
func (c *chooser) choose(path string) {
	c.shell.folder = path
	if c.file {
		c.shell.folder = filepath.Dir(path)
	}
	c.shell.shut()
	c.chosen(path)
}

// path is what was typed, whole: from the person's own folder with a tilde, else from the
// one that was used last, and with the ending that was suggested where there is none.
func (c *chooser) path() string {
	typed := strings.TrimSpace(c.field.Text())
	if typed == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(typed, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		typed = c.shell.deps.Program.Home + rest
	}
	if !filepath.IsAbs(typed) {
		typed = filepath.Join(c.shell.folder, typed)
	}
	if c.file && filepath.Ext(typed) == "" && !os.IsPathSeparator(typed[len(typed)-1]) {
		typed += c.ending
	}
	return filepath.Clean(typed)
}

// placeAt is what stands at a path. It waits for the disk.
func placeAt(path string) place {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return placeFolder
	case err == nil:
		return placeFile
	case errors.Is(err, fs.ErrPermission):
		return placeReserved
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return placeNowhere
	}
	return placeFree
}

// browse shows the toolkit's folders, for whoever would rather see than type. A file
// keeps its name: the toolkit's own way to save empties what is there before anybody was
// asked.
func (c *chooser) browse() {
	folder := c.path()
	if c.file {
		folder = filepath.Dir(folder)
	}
	c.browses.Run(c.shell.deps.Context, func(context.Context) (fyne.ListableURI, error) {
		return storage.ListerForURI(storage.NewFileURI(folder))
	}, func(from fyne.ListableURI, err error) {
		c.browsing = dialog.NewFolderOpen(func(to fyne.ListableURI, err error) {
			c.browsing = nil
			if to != nil && err == nil {
				c.browsed(filepath.FromSlash(to.Path()))
			}
			c.shell.deps.Window.Canvas().Focus(c.field.Entry())
		}, c.shell.deps.Window)
		if err == nil {
			c.browsing.SetLocation(from)
		}
		c.browsing.Show() // and not resized before, which it cannot bear
		window := c.shell.deps.Window.Canvas().Size()
		c.browsing.Resize(fyne.NewSize(min(browserWidth, window.Width-2*theme.Gap24), min(browserHeight, window.Height-2*theme.Gap24)))
	})
}

func (c *chooser) browsed(folder string) {
	if c.file {
		folder = filepath.Join(folder, filepath.Base(c.path()))
	}
	c.field.SetText(folder)
}
