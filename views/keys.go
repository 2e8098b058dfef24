package views

import (
	"runtime"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"billfold/views/nav"
	"billfold/views/words"
)

// key is what a key of the keyboard does, everywhere in the window.
type key struct {
	name     fyne.KeyName
	modifier fyne.KeyModifier
	typed    rune   // instead of a name, for a sign that is elsewhere on every keyboard
	shown    string // how the key is called
	what     string
	do       func()
	also     []fyne.Shortcut // that do the same and are not listed
	// always is heard even while a page asks something.
	always bool
	// stays leaves alone what lies over the window; else that goes away first.
	stays bool
}

// keyGroup is keys that belong together, for the list of them.
type keyGroup struct {
	title string
	keys  []key
}

// keyGroups is every key that the window knows: what is registered, and what is
// listed.
func (s *Shell) keyGroups() []keyGroup {
	const control, alt = fyne.KeyModifierShortcutDefault, fyne.KeyModifierAlt
	return []keyGroup{
		{words.T("Everywhere"), []key{
			{name: fyne.KeyK, modifier: control, shown: controlKey("K"), what: words.T("Search or run a command"), do: s.togglePalette, stays: true},
			{name: fyne.KeyComma, modifier: control, shown: controlKey(","), what: words.T("Settings"), do: s.to(nav.PageSettings)},
			{name: fyne.KeyF5, shown: "F5", what: words.T("Refresh"), do: s.Refresh, stays: true},
			{name: fyne.KeyR, modifier: control, shown: controlKey("R"), what: words.T("Refresh"), do: s.Refresh, stays: true},
			{name: fyne.KeyF8, shown: "F8", what: words.T("To the newest message"), do: s.toMessage},
			{name: fyne.Key0, modifier: control, shown: controlKey("0"), what: words.T("Usual size of text"), do: func() { s.deps.Appearance.SetScale(0) }, always: true, stays: true},
			{name: fyne.KeyPlus, modifier: control, shown: controlKey("+"), what: words.T("Larger text"), do: s.enlarge(1), also: larger(), always: true, stays: true},
			{name: fyne.KeyMinus, modifier: control, shown: controlKey("-"), what: words.T("Smaller text"), do: s.enlarge(-1), always: true, stays: true},
			{name: fyne.KeyF1, shown: "F1", what: words.T("This list"), do: s.openShortcuts},
			{typed: '?', shown: "?", what: words.T("This list, outside of a field"), do: s.openShortcuts},
			{name: fyne.KeyEscape, shown: words.T("Esc"), what: words.T("Close what is open, else back"), do: s.escape, stays: true},
		}},
		{words.T("Go to"), append(s.pageKeys(),
			key{name: fyne.KeyLeft, modifier: alt, shown: words.T("Alt Left"), what: words.T("Back"), do: s.Back},
			key{name: fyne.KeyRight, modifier: alt, shown: words.T("Alt Right"), what: words.T("Forward"), do: s.Forward},
		)},
		{words.T("On a page"), []key{
			{shown: words.T("Tab"), what: words.T("To the next field or button")},
			{shown: words.T("Shift Tab"), what: words.T("To the one before")},
			{shown: words.T("Enter"), what: words.T("Press a button, open a row")},
			{shown: words.T("Space"), what: words.T("Press a button, tick a box")},
			{shown: words.T("Up, Down"), what: words.T("Through rows and choices")},
			{shown: words.T("Page up, Page down"), what: words.T("Through rows by the page")},
			{shown: words.T("Home, End"), what: words.T("To the first or last row")},
			{shown: words.T("Left, Right"), what: words.T("Move a slider, choose beside")},
		}},
		{words.T("In a table"), []key{
			{shown: words.T("Space"), what: words.T("Tick a row, order by a head")},
			{shown: words.T("Shift Up, Down"), what: words.T("Tick more rows or fewer")},
			{shown: controlKey("A"), what: words.T("Tick all rows")},
			{shown: controlKey("C"), what: words.T("Copy the ticked rows")},
			{shown: words.T("Shift F10"), what: words.T("Menu of the row")},
			{shown: words.T("Shift Left, Right"), what: words.T("Width of the head's column")},
		}},
	}
}

// digits are the keys that lead to the pages, in the sidebar's order.
var digits = []fyne.KeyName{
	fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
}

func (s *Shell) pageKeys() []key {
	var all []key
	for _, e := range s.entries() {
		if len(all) == len(digits) {
			break
		}
		all = append(all, key{
			name: digits[len(all)], modifier: fyne.KeyModifierShortcutDefault, shown: controlKey(string(digits[len(all)])),
			what: e.label, do: s.to(e.page),
		})
	}
	return all
}

// entries are the sidebar's, one after another.
func (s *Shell) entries() []entry { return slices.Concat(menuOf(s.exists)...) }

// keyOf is the key that leads to a page; empty where none does.
func (s *Shell) keyOf(page nav.Page) string {
	i := slices.IndexFunc(s.entries(), func(e entry) bool { return e.page == page })
	if i < 0 || i >= len(digits) {
		return ""
	}
	return controlKey(strconv.Itoa(i + 1))
}

// controlKey names a key that is pressed with the one for commands.
func controlKey(name string) string {
	if runtime.GOOS == "darwin" {
		return words.T("Cmd {key}", "key", name)
	}
	return words.T("Ctrl {key}", "key", name)
}

// shortcuts registers the keys of the window.
func (s *Shell) shortcuts() {
	c := s.deps.Window.Canvas()
	alone, signs := map[fyne.KeyName]key{}, map[rune]key{}
	for _, group := range s.keyGroups() {
		for _, k := range group.keys {
			switch {
			case k.do == nil:
			case k.typed != 0:
				signs[k.typed] = k
			case k.modifier == 0:
				alone[k.name] = k
			default:
				for _, shortcut := range append(k.also, &desktop.CustomShortcut{KeyName: k.name, Modifier: k.modifier}) {
					c.AddShortcut(shortcut, func(fyne.Shortcut) { s.strike(k) })
				}
			}
		}
	}
	c.SetOnTypedKey(func(event *fyne.KeyEvent) { s.strike(alone[event.Name]) })
	c.SetOnTypedRune(func(typed rune) { s.strike(signs[typed]) })
}

// strike does what a key does. While a page asks something in front of everything,
// only Escape is heard, and what keeps it readable: it is not to be left behind.
func (s *Shell) strike(k key) {
	if k.do == nil || s.asked() && k.name != fyne.KeyEscape && !k.always {
		return
	}
	if !k.stays {
		s.shut()
	}
	k.do()
}

// asked tells whether something that is not the shell's, and no menu, lies over the
// window.
func (s *Shell) asked() bool {
	c := s.deps.Window.Canvas()
	_, menu := c.Focused().(*widget.PopUpMenu)
	return s.layer == nil && !menu && c.Overlays().Top() != nil
}

// to leads to a page, for whoever is signed in.
func (s *Shell) to(page nav.Page) func() {
	return func() {
		if s.shown.Page != nav.PageSignIn || s.deps.Session.Person().ID != "" {
			s.Go(nav.Route{Page: page})
		}
	}
}

// escape closes what lies over the window, the nearest first, or what the page has open,
// and else goes back to where the person came from.
func (s *Shell) escape() {
	if s.layer != nil && s.layer.escape != nil && s.layer.escape() {
		return
	}
	if s.shut() {
		return
	}
	if page, ok := s.pages[s.shown.Page].(nav.Escapable); ok && page.Escape() {
		return
	}
	s.Back()
}

// toMessage puts the keyboard into the newest toast.
func (s *Shell) toMessage() {
	if first := s.frame.toasts.first(); first != nil {
		s.deps.Window.Canvas().Focus(first)
	}
}
