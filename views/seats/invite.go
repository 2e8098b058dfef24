package seats

import (
	"context"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// invitation is what somebody is invited with.
type invitation struct {
	page        *Page
	email, name *widgets.Field
	roles       []billing.Role // that the reader can give
	role        int
	guest       bool
	seat        *widgets.Paragraph
	send        *widgets.Button
}

// invite asks whom to invite.
func (p *Page) invite() {
	i := &invitation{
		page: p, email: widgets.NewField(words.T("Email")), name: widgets.NewField(words.T("Name, may be left out")),
		roles: grantable(p.shown.rights.role), seat: widgets.NewCaptionParagraph(""),
	}
	i.role = slices.Index(i.roles, billing.RoleMember)
	names := make([]string, len(i.roles))
	for n, r := range i.roles {
		names[n] = words.Role(r)
	}
	roles := widgets.NewSelect(names, i.role, func(n int) { i.role = n })
	guest := widgets.NewCheck(words.T("As a guest, without a seat"), func(checked bool) {
		i.guest = checked
		i.renew()
	})
	i.send = widgets.NewButton(widgets.ButtonPrimary, words.T("Send the invitation"), i.submit)
	i.email.OnChanged = func(string) {
		i.email.SetError("")
		i.renew()
	}
	i.email.OnSubmitted = func(string) { i.submit() }
	stop := widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), p.drawer.shut)
	p.drawer.show(&panel{
		title: words.T("Invite somebody"),
		body: widgets.VStack(theme.Gap12, i.email, i.name,
			widgets.VStack(theme.Gap4, widgets.NewCaption(words.T("Role")), roles), guest, i.seat),
		ways: []fyne.CanvasObject{stop, i.send}, first: i.email.Entry(), renew: i.renew,
	})
}

// renew says what the invitation does to the seats, and whether it can be sent.
func (i *invitation) renew() {
	p := i.page
	text, ok := inviting(p.data.facts, i.guest, p.data.roster.counts[segmentInvited], p.deps.Words)
	if p.away() {
		text, ok = offline(), false
	}
	color := theme.ColorMuted
	if !ok {
		color = theme.RoleBad.Text()
	}
	i.seat.SetText(text)
	i.seat.SetColor(color)
	if !ok || p.acting || strings.TrimSpace(i.email.Text()) == "" {
		i.send.Disable()
	} else {
		i.send.Enable()
	}
	p.drawer.fit()
}

// submit sends the invitation. Billing decides what is an address; one that is none at
// all is not sent there.
func (i *invitation) submit() {
	if i.send.Disabled() {
		return
	}
	p := i.page
	in := billing.Invitation{
		Email: strings.TrimSpace(i.email.Text()), Name: strings.TrimSpace(i.name.Text()), Role: i.roles[i.role], Guest: i.guest,
	}
	if !strings.Contains(in.Email, "@") {
		i.email.SetError(words.T("An address looks like name@example.com."))
		p.drawer.fit()
		p.drawer.focus(i.email.Entry())
		return
	}
	p.act(func(ctx context.Context) error { return p.deps.Source.Invite(ctx, in) },
		words.Told{What: words.T("{email} is invited.", "email", in.Email)})
}
