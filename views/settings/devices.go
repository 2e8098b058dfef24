package settings

import (
	"context"
	"slices"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Keyring is the person's devices, and their sign-ins. All of it asks the backend.
type Keyring interface {
	// Devices are the person's, the newest first, and the id of this one; empty
	// where nothing here is set up.
	Devices(ctx context.Context) (all []billing.Device, here string, err error)
	// EnrolDevice sets this computer up to pay, by a sign-in in the browser for that
	// alone; it ends with its context. The page's address is told.
	EnrolDevice(ctx context.Context, told func(address string)) error
	RevokeDevice(ctx context.Context, id string) error
	SignOutEverywhere(ctx context.Context) error
}

const (
	deviceHeight float32 = 51
	deviceRows   int     = 3 // that are held free until the list is read
)

// keys is the card of the devices that may confirm payments.
type keys struct {
	page     *Page
	reads    *load.Loader[ring]
	enrols   *load.Loader[struct{}]
	revokes  *load.Loader[struct{}]
	card     *widgets.Card
	age      *widgets.Text
	body     *fyne.Container
	ring     ring
	err      error
	read     time.Time // when that ended; zero before
	waiting  bool      // for the browser
	address  string    // of the page that is waited for, once it is known
	attempt  int       // counts them, so that what is told late of one is dropped
	revoking bool      // one of them
	asked    string    // the device that is about to be revoked, once more is pressed
	// explained is whether it stands under the head how all this works.
	explained bool

	// What can be pressed is made once, so that the keyboard stays on it while everything
	// around it is made anew.
	how, again                 *widgets.Button
	enrol, cancel, copies      *widgets.Button // of setting this computer up
	revokesHere, keeps, surely *widgets.Button
	revokers                   map[string]*widgets.Button // by device
}

// ring is what was read.
type ring struct {
	devices []billing.Device
	here    string
}

func newKeys(p *Page) *keys {
	k := &keys{page: p, reads: load.New[ring](p.deps.Scheduler), body: widgets.VStack(0)}
	k.enrols, k.revokes = load.New[struct{}](p.deps.Scheduler), load.New[struct{}](p.deps.Scheduler)
	k.buttons()
	k.age = widgets.NewCaption("")
	// A head of its own, whose title may wrap: beside it stands more than other cards have.
	head := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewCardTitleParagraph(words.T("Devices that may confirm payments"))), k.age, k.how)
	k.card = widgets.NewCard(widgets.CardOptions{Flush: true}, widgets.VStack(0,
		widgets.Fixed(widgets.Inset(head, 0, theme.Gap16, 0, theme.Gap16), 0, rowHeight), widgets.Hairline(), k.body))
	return k
}

func (k *keys) buttons() {
	secondary := func(text string, do func()) *widgets.Button {
		return widgets.NewButton(widgets.ButtonSecondary, text, do)
	}
	k.how = widgets.NewButton(widgets.ButtonLink, words.T("How this works"), func() { k.explain(!k.explained) })
	k.again = secondary(words.T("Try again"), k.show).WithIcon(resources.IconRefresh)
	k.enrol = secondary(words.T("Set up this computer"), k.setUp).WithTrailing(resources.IconExternal)
	k.cancel = secondary(words.T("Cancel"), k.stop)
	k.copies = secondary(words.T("Copy the address"), func() { k.page.deps.Copy(k.address) })
	k.revokesHere = widgets.NewButton(widgets.ButtonLink, words.T("Revoke this device"), func() { k.ask(k.ring.here) })
	k.keeps = secondary(words.T("Keep"), k.keep)
	k.surely = widgets.NewButton(widgets.ButtonDanger, words.T("Revoke it"), func() { k.revoke(k.asked) })
	k.revokers = map[string]*widgets.Button{}
}

// explain says under the head how all this works, or no more.
func (k *keys) explain(explained bool) {
	k.explained = explained
	text := words.T("How this works")
	if explained {
		text = words.T("Hide this")
	}
	k.how.SetText(text)
	k.present()
}

// explanation is how all this works, with what is rarely wanted.
func (k *keys) explanation() fyne.CanvasObject {
	text := widgets.VStack(theme.Gap8, widgets.NewCaptionParagraph(words.T("A payment is signed with a key that stays on the device, so that nobody can pay with a stolen sign-in alone. Each device is set up once. One that is revoked can still be read on, and confirms nothing.")))
	if k.ring.enrolled() {
		text.Add(widgets.HStack(0, k.revokesHere))
	}
	box := widgets.NewPanel(widgets.Pad(text, theme.Gap12))
	box.Fill, box.Radius = theme.ColorSunken, theme.RadiusControl
	return widgets.Inset(box, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16)
}

func (k *keys) close() {
	k.reads.Close()
	k.enrols.Close()
	k.revokes.Close()
}

// show reads the devices again; what is on screen stays until it has.
func (k *keys) show() {
	k.asked = ""
	k.reads.Run(k.page.deps.Context, func(ctx context.Context) (ring, error) {
		all, here, err := k.page.deps.Source.Devices(ctx)
		return ring{all, here}, err
	}, func(r ring, err error) {
		k.ring, k.err, k.read = r, err, k.page.deps.Now()
		k.present()
	})
}

func (k *keys) present() {
	k.tellAge()
	k.page.remake(k.body, k.rows, k.how)
}

// tellAge says when the list was read, which is read once and in no saved copy; where
// none could be, there is nothing to age.
func (k *keys) tellAge() {
	text := ""
	if !k.read.IsZero() && k.err == nil {
		w, now := k.page.deps.Words, k.page.deps.Now()
		at := w.Clock(k.read)
		if w.Day(k.read) != w.Day(now) {
			at = w.ShortDay(k.read)
		}
		text = words.T("as of {at}", "at", at)
	}
	k.age.SetText(text)
}

func (k *keys) rows() []fyne.CanvasObject {
	if k.explained {
		return append([]fyne.CanvasObject{k.explanation(), widgets.Hairline()}, k.list()...)
	}
	return k.list()
}

func (k *keys) list() []fyne.CanvasObject {
	if k.read.IsZero() {
		return []fyne.CanvasObject{widgets.Inset(widgets.NewSkeletonRows(deviceRows, deviceHeight), 0, theme.Gap16, 0, theme.Gap16)}
	}
	if k.err != nil {
		told := k.page.deps.Words.Error(k.err)
		return []fyne.CanvasObject{deviceRow(resources.IconCloudOff, told.What, told.Next, k.again)}
	}
	var rows []fyne.CanvasObject
	if !k.ring.enrolled() {
		rows = append(rows, k.setUpRow())
	}
	for _, d := range k.ring.living() {
		if len(rows) > 0 {
			rows = append(rows, widgets.Hairline())
		}
		rows = append(rows, k.row(d))
	}
	return rows
}

// living are the devices that can confirm, this one first.
func (r ring) living() []*billing.Device {
	var all []*billing.Device
	for i := range r.devices {
		switch d := &r.devices[i]; {
		case d.Revoked != nil:
		case d.ID == r.here:
			all = slices.Insert(all, 0, d)
		default:
			all = append(all, d)
		}
	}
	return all
}

// enrolled tells whether this computer can confirm payments.
func (r ring) enrolled() bool {
	all := r.living()
	return len(all) > 0 && all[0].ID == r.here
}

func (k *keys) setUpRow() fyne.CanvasObject {
	if k.waiting {
		actions := widgets.HStack(theme.Gap8, k.cancel)
		if k.address != "" {
			actions.Add(k.copies)
		}
		return deviceRow(resources.IconExternal, words.T("Sign in on the page in your browser"), words.T("For this alone."), actions)
	}
	return deviceRow(resources.IconLaptop, words.T("Not set up on this computer"), words.T("You sign in once more, for this alone."), k.enrol)
}

func (k *keys) row(d *billing.Device) fyne.CanvasObject {
	name, used := deviceWords(d, k.page.deps.Now(), k.page.deps.Words)
	var control fyne.CanvasObject
	switch {
	case k.asked == d.ID:
		control = question(k.revoker(d.ID), k.surely, k.keeps)
		used = words.T("It could confirm nothing any more.")
	case d.ID == k.ring.here:
		control = widgets.NewBadge(theme.RoleInfo, resources.IconCheck, words.T("This device"))
	default:
		control = k.revoker(d.ID)
	}
	return deviceRow(resources.IconLaptop, name, used, control)
}

// revoker asks whether to revoke a device.
func (k *keys) revoker(id string) *widgets.Button {
	if k.revokers[id] == nil {
		k.revokers[id] = widgets.NewButton(widgets.ButtonDangerOutline, words.T("Revoke"), func() { k.ask(id) })
	}
	return k.revokers[id]
}

// ask asks whether to revoke a device, with the keyboard on what does not.
func (k *keys) ask(id string) {
	k.asked = id
	k.present()
	k.page.focus(k.keeps)
}

func (k *keys) keep() {
	asks := k.revoker(k.asked)
	if k.asked == k.ring.here {
		asks = k.revokesHere
	}
	k.asked = ""
	k.present()
	if contains(k.body, asks) {
		k.page.focus(asks)
	}
}

// deviceWords are a device's name, and since when it may confirm and when it did.
func deviceWords(d *billing.Device, now time.Time, w words.Printer) (name, used string) {
	if d.LastUsed == nil {
		return d.Name, words.T("Since {day}, not used yet", "day", w.Day(d.Added))
	}
	return d.Name, words.T("Since {day}, used {at}", "day", w.Day(d.Added), "at", w.When(*d.LastUsed, now))
}

func deviceRow(icon resources.Icon, name, detail string, control fyne.CanvasObject) fyne.CanvasObject {
	text := widgets.VStack(0, widgets.NewParagraph(name), widgets.NewCaptionParagraph(detail))
	return widgets.Fixed(widgets.Inset(widgets.HStack(theme.Gap12, iconMark(icon), widgets.Grow(text), control),
		theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16), 0, deviceHeight)
}

func (k *keys) setUp() {
	if k.waiting {
		return
	}
	k.waiting, k.address = true, ""
	k.attempt++
	k.present()
	k.page.focus(k.cancel)
	attempt := k.attempt
	told := func(address string) {
		k.page.deps.Scheduler.UI(func() {
			if attempt == k.attempt {
				k.address = address
				k.present()
			}
		})
	}
	k.act(k.enrols, func(ctx context.Context) error { return k.page.deps.Source.EnrolDevice(ctx, told) }, func() { k.waiting = false }, words.Told{
		What: words.T("This computer can confirm payments now."), Next: words.T("Everybody who may change billing is told."),
	})
}

func (k *keys) stop() {
	k.enrols.Cancel()
	k.waiting = false
	k.present()
	k.page.focus(k.enrol)
}

func (k *keys) revoke(id string) {
	if k.revoking || id == "" { // which was read again meanwhile
		return
	}
	k.revoking = true
	k.act(k.revokes, func(ctx context.Context) error { return k.page.deps.Source.RevokeDevice(ctx, id) }, func() { k.revoking = false },
		words.Told{What: words.T("The device is revoked."), Next: words.T("It can confirm nothing any more.")})
}

// act does something with the devices and reads them again.
func (k *keys) act(loader *load.Loader[struct{}], do func(context.Context) error, ended func(), done words.Told) {
	loader.Run(k.page.deps.Context, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		ended()
		if err != nil {
			done = k.page.deps.Words.Error(err)
		}
		k.page.deps.Say(done)
		k.show()
	})
}
