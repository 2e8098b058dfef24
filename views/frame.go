package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
)

const (
	sidebarWidth float32 = 208
	headerHeight float32 = 56
	// noteWidth is room for a note that counts down, so that the button beside it
	// stands still.
	noteWidth float32 = 104
)

// frame is everything around a page.
type frame struct {
	shell   *Shell
	root    fyne.CanvasObject
	main    *fyne.Container
	sidebar *sidebar
	header  *header
	offline *bar
	banner  *bar
	note    *bar
	area    *widgets.Scroll
	toasts  *toasts
}

func newFrame(s *Shell) *frame {
	f := &frame{shell: s, sidebar: newSidebar(s), header: newHeader(s)}
	f.toasts = newToasts(s.deps.Now, f.sidebar.root)
	f.offline = newBar(func(slot slot) {
		if slot.leads.Page == "" {
			s.Refresh()
			return
		}
		s.Go(slot.leads)
	})
	f.banner = newBar(func(slot slot) {
		if slot.forwards {
			s.forward(slot.appeal)
			return
		}
		s.Go(slot.leads)
	})
	f.note = newBar(func(slot) {
		if len(s.notes) == 0 {
			return // its button was pressed again by a key that is held down
		}
		s.notes = s.notes[1:]
		s.present()
	})
	f.area = widgets.NewVScroll(widgets.Gap(0, 0))
	f.main = widgets.VStack(0, f.header.root, f.offline.root, f.banner.root, f.note.root, widgets.Grow(f.area))
	f.root = container.NewStack(
		container.New(&sidesLayout{menu: f.header.menu}, f.sidebar.root, f.main),
		f.toasts.root,
	)
	return f
}

// show puts a page into its place, at its top.
func (f *frame) show(route nav.Route, content fyne.CanvasObject) {
	f.sidebar.mark(home(route))
	if f.area.Content == content {
		return
	}
	f.area.Content = content
	f.area.Offset = fyne.Position{}
	f.area.Refresh()
}

// present shows what was read.
func (f *frame) present(g glance, now time.Time) {
	f.sidebar.present(g, f.shell.deps.Words)
	f.header.present(g, now, f.shell)
	f.ages(g, now)
}

// ages shows what depends on time.
func (f *frame) ages(g glance, now time.Time) {
	print := f.shell.deps.Words
	f.header.fresh(g.freshness, now, print)
	moved := f.offline.show(offlineBar(g.freshness, now, print), nextTry(g.freshness, now))
	moved = f.banner.show(f.onPage(banner(g, now, print)), "") || moved
	if f.note.show(noteBar(f.shell.notes, print), "") || moved {
		relayout(f.main)
	}
}

// onPage is a banner as it is on the page on screen: where that is the one it leads
// to, its action shows who or what is meant, and none is left where that is in sight.
func (f *frame) onPage(s slot) slot {
	switch shown := f.shell.shown; {
	case s.forwards:
	case shown.Page == nav.PageCheckout && shown == s.there:
		s.action = ""
	case home(shown) == s.leads.Page:
		s.leads = s.there
		if s.leads.Page == "" {
			s.action = ""
		}
	}
	return s
}

// relayout places what a container holds again, after one of its objects became
// larger, smaller or hidden; the toolkit does that only when the container
// itself changes.
func relayout(c *fyne.Container) { c.Layout.Layout(c.Objects, c.Size()) }

// bar is one slot under the header.
type bar struct {
	root  *fyne.Container
	press func(slot)
	shown slot
	note  *widgets.Text
}

func newBar(press func(slot)) *bar {
	b := &bar{root: container.NewStack(), press: press, note: widgets.NewCaption("").Right()}
	b.root.Hide()
	return b
}

// show says something else, or nothing. It builds anew only where it does, and
// reports that.
func (b *bar) show(s slot, note string) bool {
	b.note.SetText(note)
	if s == b.shown {
		return false
	}
	b.shown = s
	b.root.RemoveAll()
	if s.empty() {
		b.root.Hide()
		return true
	}
	actions := widgets.HStack(theme.Gap12, widgets.Fixed(b.note, noteWidth, 0))
	if s.action != "" {
		actions.Add(widgets.NewButton(widgets.ButtonSecondary, s.action, func() { b.press(s) }).Sized(widgets.ButtonSmall))
	}
	strip := widgets.NewBanner(s.notice, widgets.Inset(actions, 0, theme.Gap16, 0, 0)).Flush()
	strip.Refresh()
	b.root.Add(strip)
	b.root.Show()
	return true
}

// ground is a plain area of a colour behind something.
func ground(color fyne.ThemeColorName, content fyne.CanvasObject) fyne.CanvasObject {
	panel := widgets.NewPanel(content)
	panel.Fill, panel.Line, panel.Radius = color, theme.ColorTransparent, 0
	return panel
}

// selectedAccount is the account whose data is on screen.
func (g glance) selectedAccount() billing.AccountSummary { return find(g.accounts, g.selected) }
