package seats

import (
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	drawerWidth float32 = 360
	drawerTop   float32 = 84 // under the page's head
	drawerHead  float32 = 44
)

// panel is something that is prepared before it is done.
type panel struct {
	title string
	body  fyne.CanvasObject
	ways  []fyne.CanvasObject // out and on, the way on last
	first fyne.Focusable
	// renew follows the page: other seats, offline, something being done. It may be nil.
	renew func()
	// close ends what the panel reads. It may be nil.
	close func()
}

// drawer is where a panel stands: over the right part of the page, which stays to be
// read.
type drawer struct {
	page    *Page
	place   *fyne.Container
	open    *panel
	failure *widgets.Paragraph
	before  fyne.Focusable
}

func newDrawer(p *Page) *drawer {
	d := &drawer{page: p, place: container.NewStack()}
	d.place.Hide()
	return d
}

// show opens a panel in the place of any other.
func (d *drawer) show(panel *panel) {
	d.end()
	c := widgets.OnScreen(d.page.root)
	if c != nil && d.open == nil {
		d.before = c.Focused()
	}
	d.open = panel
	d.failure = widgets.NewParagraph("")
	d.failure.SetColor(theme.RoleBad.Text())
	d.failure.Hide()
	closing := widgets.NewIconButton(resources.IconClose, words.T("Close"), d.shut).Sized(widgets.ButtonSmall)
	head := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewCardTitle(panel.title).Shortening(searchWidth)), closing)
	ways := append([]fyne.CanvasObject{widgets.Spacer()}, panel.ways...)
	content := widgets.VStack(0,
		widgets.Fixed(widgets.Inset(head, 0, theme.Gap8, 0, theme.Gap16), 0, drawerHead), widgets.Hairline(),
		widgets.Grow(widgets.NewVScroll(widgets.Pad(widgets.VStack(theme.Gap12, panel.body, d.failure), theme.Gap16))),
		widgets.Hairline(), widgets.Inset(widgets.HStack(theme.Gap8, ways...), theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	d.place.Objects = []fyne.CanvasObject{widgets.NewCover(widgets.NewCard(widgets.CardOptions{Flush: true}, content))}
	d.place.Show()
	d.renew()
	d.page.root.Refresh()
	d.focus(panel.first)
}

// focus gives the keyboard to something, where the page is on the screen.
func (d *drawer) focus(target fyne.Focusable) {
	if c := widgets.OnScreen(d.page.root); c != nil && target != nil {
		c.Focus(target)
	}
}

// shut closes the panel and gives the keyboard back.
func (d *drawer) shut() {
	if d.open == nil {
		return
	}
	d.end()
	d.open = nil
	d.place.Objects = nil
	d.place.Hide()
	d.page.root.Refresh()
	d.focus(d.back())
}

// back is what had the keyboard before, or the list where that is no more.
func (d *drawer) back() fyne.Focusable {
	found := false
	if object, ok := d.before.(fyne.CanvasObject); ok {
		widgets.Walk(d.page.root, func(o fyne.CanvasObject) { found = found || o == object })
	}
	if !found {
		return d.page.list.table.Focus()
	}
	return d.before
}

func (d *drawer) end() {
	if d.open != nil && d.open.close != nil {
		d.open.close()
	}
}

// renew has the panel follow the page.
func (d *drawer) renew() {
	if d.open != nil && d.open.renew != nil {
		d.open.renew()
	}
}

// fit gives what became higher its room.
func (d *drawer) fit() { d.place.Refresh() }

// leave closes a panel where it is still open.
func (d *drawer) leave(panel *panel) {
	if d.open == panel {
		d.shut()
	}
	d.renew()
}

// fail says in the panel, or as a message where it was closed, what went wrong.
func (d *drawer) fail(panel *panel, told words.Told) {
	d.renew()
	if d.open == nil || d.open != panel {
		d.page.deps.Say(told)
		return
	}
	d.failure.SetText(told.String())
	d.failure.Show()
	d.fit()
}

// drawerLayout gives the page all room, and the drawer the right part of it under the
// page's head.
type drawerLayout struct{}

func (drawerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (drawerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	page, drawer := objects[0], objects[1]
	page.Move(fyne.NewPos(0, 0))
	page.Resize(size)
	drawer.Move(fyne.NewPos(size.Width-drawerWidth-theme.Gap24, drawerTop))
	drawer.Resize(fyne.NewSize(drawerWidth, max(size.Height-drawerTop-theme.Gap24, 0)))
}
