package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/views/theme"
)

// FocusGained shows the ring around the current row.
func (l *tableList) FocusGained() { l.setFocused(true) }

// FocusLost hides it.
func (l *tableList) FocusLost() { l.setFocused(false) }

func (l *tableList) setFocused(focused bool) {
	l.focused, l.shift = focused, false
	l.redraw(l.table.current)
}

// KeyDown notes that Shift is held: what is typed does not tell.
func (l *tableList) KeyDown(event *fyne.KeyEvent) { l.shift = l.shift || isShift(event) }

// KeyUp notes that it is no more.
func (l *tableList) KeyUp(event *fyne.KeyEvent) { l.shift = l.shift && !isShift(event) }

func isShift(event *fyne.KeyEvent) bool {
	return event.Name == desktop.KeyShiftLeft || event.Name == desktop.KeyShiftRight
}

// TypedKey moves the ring, or does something with the row within it.
func (l *tableList) TypedKey(event *fyne.KeyEvent) {
	if to, ok := l.target(event.Name); ok {
		before := l.table.current
		l.goTo(to)
		if l.shift && l.table.checks {
			l.table.extend(before)
		}
		return
	}
	switch event.Name {
	case fyne.KeySpace:
		if l.table.checks {
			l.table.toggle(l.table.current, l.shift)
			return
		}
		l.table.choose(l.table.current)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.table.OnSelected == nil {
			l.table.openMenu(l.table.current)
			return
		}
		l.table.choose(l.table.current)
	case desktop.KeyMenu:
		l.table.openMenu(l.table.current)
	case fyne.KeyF10:
		if l.shift {
			l.table.openMenu(l.table.current)
			return
		}
		passOn(l, event)
	default:
		passOn(l, event)
	}
}

// target is the row that a key leads to.
func (l *tableList) target(key fyne.KeyName) (index int, ok bool) {
	page := max(int(l.scroll.Size().Height/theme.RowHeight)-1, 1)
	switch key {
	case fyne.KeyUp:
		return l.table.current - 1, true
	case fyne.KeyDown:
		return l.table.current + 1, true
	case fyne.KeyPageUp:
		return l.table.current - page, true
	case fyne.KeyPageDown:
		return l.table.current + page, true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return l.table.length - 1, true
	default:
		return 0, false
	}
}

// TypedRune gives the window what is typed: a table takes no text.
func (l *tableList) TypedRune(typed rune) { passRune(l, typed) }

// TypedShortcut copies, or ticks all rows; every other shortcut is the window's.
func (l *tableList) TypedShortcut(shortcut fyne.Shortcut) {
	switch shortcut.(type) {
	case *fyne.ShortcutCopy:
		l.table.copy()
	case *fyne.ShortcutSelectAll:
		if l.table.checks && l.table.listed < l.table.length {
			l.table.toggleAll()
		}
	default:
		passShortcut(l, shortcut)
	}
}
