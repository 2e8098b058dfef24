package payments

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// recipients are the addresses that are sent every invoice: each can be taken away, and
// further ones are typed one after another.
type recipients struct {
	list    []string
	changed func()                        // somebody was added or taken away
	typed   func() billing.BillingDetails // everything as it is typed, these included
	focus   func(fyne.Focusable)

	adding bool
	field  *widgets.Field
	add    *widgets.Button // opens the field
	enter  *widgets.Button // takes what is in it
	chips  *fyne.Container
	row    *fyne.Container
	wrong  *widgets.Paragraph // with those who are named already
	body   fyne.CanvasObject
}

func newRecipients(typed func() billing.BillingDetails, changed func(), focus func(fyne.Focusable)) *recipients {
	r := &recipients{typed: typed, changed: changed, focus: focus, field: widgets.NewField("").WithPlaceholder(words.T("name@company.example")), wrong: widgets.NewCaptionParagraph("")}
	r.add = widgets.NewButton(widgets.ButtonSecondary, words.T("Add"), r.open).Sized(widgets.ButtonSmall)
	r.enter = widgets.NewButton(widgets.ButtonSecondary, words.T("Add the address"), func() { r.take() })
	r.field.OnSubmitted = func(string) { r.take() }
	r.field.OnChanged = func(string) {
		r.field.SetError("")
		r.changed()
	}
	r.wrong.Color, r.wrong.Hidden = theme.RoleBad.Text(), true
	r.chips = widgets.Flow(theme.Gap4+2, theme.Gap4+2)
	stop := widgets.NewIconButton(resources.IconClose, words.T("Add nobody"), func() { r.close() })
	beside := widgets.VStack(0, widgets.HStack(theme.Gap8, r.enter, stop)) // level with the box, whatever stands below that
	r.row = widgets.Columns(0, theme.Gap8, widgets.Column{Content: r.field}, widgets.Column{Content: beside, Width: beside.MinSize().Width})
	r.row.Hidden = true
	r.body = widgets.VStack(theme.Gap4, widgets.NewCaption(words.Detail(billing.FieldRecipients)), r.chips, r.wrong, r.row)
	return r
}

// set names others.
func (r *recipients) set(all []string) {
	r.list = slices.Clone(all)
	r.draw()
}

// draw makes the chips anew, in their order.
func (r *recipients) draw() {
	r.chips.Objects = nil
	for i, address := range r.list {
		r.chips.Add(widgets.NewChip(address, words.T("Remove {address}", "address", address), func() { r.drop(i) }))
	}
	r.add.Hidden = r.adding
	r.chips.Add(r.add)
	r.row.Hidden = !r.adding
	r.chips.Refresh()
}

// drop takes somebody away; the keyboard goes to who is next.
func (r *recipients) drop(i int) {
	r.list = slices.Delete(slices.Clone(r.list), i, i+1)
	r.draw()
	r.changed()
	if i < len(r.list) {
		r.focus(r.chips.Objects[i].(*widgets.Chip).Remove())
		return
	}
	r.focus(r.add)
}

// open asks for an address.
func (r *recipients) open() {
	r.adding = true
	r.draw()
	r.changed()
	r.focus(r.field.Entry())
}

// forget has nobody be added any more.
func (r *recipients) forget() {
	r.adding = false
	r.field.SetText("")
	r.field.SetError("")
	r.draw()
}

// close forgets what was typed.
func (r *recipients) close() {
	r.forget()
	r.changed()
	r.focus(r.add)
}

// take names whoever was typed, unless they cannot be; it reports whether nothing is
// left to be typed right.
func (r *recipients) take() bool {
	address := strings.TrimSpace(r.field.Text())
	if address == "" {
		return true
	}
	if why := mayReceive(r.typed(), address); why != "" {
		r.field.SetError(why)
		r.focus(r.field.Entry())
		r.changed()
		return false
	}
	r.list = append(slices.Clone(r.list), address)
	r.field.SetText("")
	r.draw()
	r.changed()
	return true
}

// mark says what is wrong with those who are named.
func (r *recipients) mark(why string) {
	r.wrong.SetText(why)
	r.wrong.Hidden = why == ""
}

// first is where the keyboard goes to mend what is wrong.
func (r *recipients) first() fyne.Focusable {
	if len(r.list) > 0 {
		return r.chips.Objects[0].(*widgets.Chip).Remove()
	}
	return r.add
}
