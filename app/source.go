package app

import (
	"context"
	"net/url"
	"strings"
	"time"

	"billfold/app/config"
	"billfold/app/identity"
	"billfold/app/session"
	"billfold/billing"
	"billfold/views"
	"billfold/views/signin"
)

// The desk is everything that the window's shell and pages ask for.
var (
	_ views.Account = (*desk)(nil)
	_ views.Session = (*desk)(nil)
	_ views.Source  = (*desk)(nil)
	_ signin.Source = (*desk)(nil)
)

// patience is how long a confirm with an unknown outcome is repeated; the
// session ends it sooner, when the preview's price is no longer held.
const patience = time.Hour

// Person is who is signed in; the zero Person while nobody is.
func (d *desk) Person() billing.Person {
	person, _ := d.at().Person()
	return person
}

// Accounts are the person's, as saved.
func (d *desk) Accounts(ctx context.Context) ([]billing.AccountSummary, error) {
	return d.at().Accounts(ctx)
}

// Selected is the id of the selected account, or empty.
func (d *desk) Selected() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.account
}

// Select opens another account; what is saved of it is there at once.
func (d *desk) Select(ctx context.Context, account string) error {
	s, _ := d.seat()
	freshness, zone := d.readFreshness(ctx, s, account), d.readZone(ctx, s, account)
	d.mu.Lock()
	d.account, d.freshness, d.zone, d.previews = account, freshness, zone, map[string]billing.Preview{}
	d.mu.Unlock()
	s.session.OpenedAccount(ctx, account)
	return nil
}

// Freshness is how current the selected account's copy is, from memory.
func (d *desk) Freshness() billing.Freshness {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.freshness
}

// Facts are the selected account's, as saved.
func (d *desk) Facts(ctx context.Context) (billing.Facts, error) {
	return d.at().Facts(ctx, d.Selected())
}

// Changes are the selected account's, newest first.
func (d *desk) Changes(ctx context.Context, limit int) ([]billing.Change, error) {
	return d.at().Changes(ctx, d.Selected(), "", limit)
}

// Invoices are the selected account's, newest first.
func (d *desk) Invoices(ctx context.Context) ([]billing.Invoice, error) {
	return d.at().Invoices(ctx, d.Selected(), "", -1)
}

// Refresh asks what became of confirms whose outcome is not known, and catches
// the selected account up with the backend.
func (d *desk) Refresh(ctx context.Context) (billing.Kinds, error) {
	settled, err := d.at().Settle(ctx)
	if err != nil {
		d.log.WarnContext(ctx, "outcomes not settled", "error", err)
	}
	kinds, err := d.at().Refresh(ctx, d.Selected())
	for _, o := range settled {
		if o.State.Settled() { // and was caught up with at once
			kinds |= billing.KindSubscription | billing.KindInvoices | billing.KindChanges
		}
	}
	return kinds, err
}

// RefreshAll reads the selected account's whole copy anew. The old one stays readable
// until the new one is whole, also for whoever gives up in between. Progress is told, from
// any goroutine, how many records were read and of how many; the latter is 0 where nobody
// knows, and an estimate until the end.
func (d *desk) RefreshAll(ctx context.Context, progress func(done, total int)) error {
	return d.at().RefreshAll(ctx, d.Selected(), progress)
}

// StaleAfter is the age from which the person calls a copy stale.
func (d *desk) StaleAfter() time.Duration { return d.at().StaleAfter() }

// SetStaleAfter changes it.
func (d *desk) SetStaleAfter(ctx context.Context, limit time.Duration) {
	d.at().SetStaleAfter(ctx, limit)
}

// Estimate prices a change from the saved copy.
func (d *desk) Estimate(ctx context.Context, patch billing.Patch) (billing.Preview, error) {
	return d.Quote(ctx, billing.ChangeOf(patch))
}

// Preview has the backend price a change and hold that price.
func (d *desk) Preview(ctx context.Context, patch billing.Patch) (billing.Preview, error) {
	return d.Price(ctx, billing.ChangeOf(patch))
}

// Quote prices an order from the saved copy.
func (d *desk) Quote(ctx context.Context, order billing.Order) (billing.Preview, error) {
	return d.at().Estimate(ctx, d.Selected(), order)
}

// Price has the backend price an order and hold that price.
func (d *desk) Price(ctx context.Context, order billing.Order) (billing.Preview, error) {
	account := d.Selected()
	preview, err := d.at().Preview(ctx, account, order)
	if err == nil {
		d.hold(account, &preview)
	}
	return preview, err
}

// hold remembers a preview of an account for a confirm that names it, unless
// another account is open by now.
func (d *desk) hold(account string, preview *billing.Preview) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if account != d.account {
		return
	}
	for id, held := range d.previews {
		if held.ExpiresAt.Before(d.now()) {
			delete(d.previews, id)
		}
	}
	d.previews[preview.ID] = *preview
}

// Confirm confirms a preview that was shown, for the amount that was seen. It
// returns when the outcome is known, or the preview's price is no longer held.
func (d *desk) Confirm(ctx context.Context, in billing.Intent) (billing.Outcome, error) {
	d.mu.Lock()
	preview, ok := d.previews[in.PreviewID]
	account := d.account
	d.mu.Unlock()
	if !ok {
		return billing.Outcome{}, billing.NewProblem(billing.PreviewUnknown)
	}
	if !in.AmountDue.Equal(preview.AmountDue) {
		return billing.Outcome{}, billing.NewProblem(billing.PriceChanged,
			"expected", in.AmountDue.String(), "currency", string(preview.Currency))
	}
	outcome, err := d.at().Confirm(ctx, session.Order{
		Account: account, Preview: preview, Payment: in.Payment, Reason: in.Reason, Category: in.Category,
	}, patience)
	if outcome.Problem != nil && outcome.Problem.Fresh != nil {
		d.hold(account, outcome.Problem.Fresh)
	}
	return outcome, err
}

// Pending is a submission whose outcome is not known, or nil.
func (d *desk) Pending(ctx context.Context) (*billing.Submission, error) {
	return d.at().Pending(ctx, d.Selected())
}

// SaveDraft keeps what was prepared, without confirming it.
func (d *desk) SaveDraft(ctx context.Context, target billing.Terms, reason string) error {
	return d.at().KeepDraft(ctx, session.Order{
		Account: d.Selected(), Preview: billing.Preview{After: target}, Reason: reason,
	})
}

// Drafts are the selected account's changes that were prepared and not
// confirmed, newest first.
func (d *desk) Drafts(ctx context.Context) ([]billing.Draft, error) {
	return d.at().Drafts(ctx, d.Selected())
}

// DropDraft deletes one of them.
func (d *desk) DropDraft(ctx context.Context, id string) error {
	return d.at().DropDraft(ctx, d.Selected(), id)
}

// UndoScheduled drops the scheduled change.
func (d *desk) UndoScheduled(ctx context.Context) (billing.Outcome, error) {
	return d.at().UndoScheduled(ctx, d.Selected())
}

// Notes are what was found wrong with the person's files when they were opened.
func (d *desk) Notes() []*billing.Problem { return d.at().Notes() }

// Place is where the window is, or nowhere yet.
func (d *desk) Place() signin.Place {
	s, _ := d.seat()
	return signin.Place{Demo: s.config.Demo, Server: s.config.Server}
}

// Use goes to another place.
func (d *desk) Use(ctx context.Context, place signin.Place) error {
	before, _ := d.seat()
	c := before.config
	c.Demo, c.Server = place.Demo, ""
	if !place.Demo {
		server, err := d.checked(place.Server)
		if err != nil {
			return err
		}
		c.Server = server
	}
	return d.open(ctx, c, c.Server)
}

// checked is a server's address as config allows it.
func (d *desk) checked(server string) (string, error) {
	if server == "" {
		return "", billing.NewProblem(billing.InvalidRequest,
			"field", "the server", "value", "nothing", "hint", "an address looks like https://billing.example.com")
	}
	in := d.input
	in.Server, in.Demo = server, false
	c, _, err := config.Load(in)
	return c.Server, err
}

// People are those whom a demo lets in.
func (d *desk) People(ctx context.Context) ([]signin.Candidate, error) {
	s, _ := d.seat()
	if s.demo != nil {
		if err := s.demo.Wait(ctx); err != nil {
			return nil, err
		}
	}
	people, err := s.session.People(ctx)
	candidates := make([]signin.Candidate, len(people))
	for i, p := range people {
		candidates[i] = signin.Candidate(p)
	}
	return candidates, err
}

// SignIn signs in somebody whom a demo lets in by being chosen.
func (d *desk) SignIn(ctx context.Context, email string) error {
	_, err := d.at().SignIn(ctx, email)
	return d.entered(ctx, err)
}

// SignInWithBrowser signs in whoever proves who they are on a page of their
// organization's.
func (d *desk) SignInWithBrowser(ctx context.Context, told func(address string)) error {
	_, err := d.at().SignInWithBrowser(ctx, d.showing(told))
	return d.entered(ctx, err)
}

// SignInByCode signs in whoever types a code on a page that they open on any device.
func (d *desk) SignInByCode(ctx context.Context, told func(signin.Code)) error {
	_, err := d.at().SignInByCode(ctx, func(c identity.Code) error {
		told(signin.Code{User: c.User, Page: c.Page, Expires: c.Expires})
		return nil
	})
	return d.entered(ctx, err)
}

// SignedIn are those who are signed in at the place still.
func (d *desk) SignedIn() []billing.Person { return d.at().SignedIn() }

// Continue goes on as one of them, from what is saved.
func (d *desk) Continue(ctx context.Context, person string) error {
	err := d.at().Switch(ctx, person)
	d.settle(ctx)
	return err
}

// entered reads the account of whoever has signed in, so that the first page has
// something to show. What could not be read is read later.
func (d *desk) entered(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	if _, err := d.at().RefreshAccounts(ctx); err != nil {
		d.log.WarnContext(ctx, "accounts not read", "error", err)
	}
	d.settle(ctx)
	if account := d.Selected(); account != "" {
		d.at().OpenedAccount(ctx, account)
		if _, err := d.Refresh(ctx); err != nil {
			d.log.WarnContext(ctx, "account not read", "error", err)
		}
	}
	d.settle(ctx)
	return nil
}

// SignOutEverywhere ends all sign-ins of the person, and then this one.
func (d *desk) SignOutEverywhere(ctx context.Context) error {
	err := d.at().SignOutEverywhere(context.WithoutCancel(ctx))
	d.settle(ctx)
	return err
}

// Devices are the person's, and the id of this one.
func (d *desk) Devices(ctx context.Context) ([]billing.Device, string, error) {
	return d.at().Devices(ctx)
}

// showing shows a page in the browser, and tells its address.
func (d *desk) showing(told func(address string)) func(address string) error {
	return func(address string) error {
		told(address)
		return d.browse(address)
	}
}

// OpenMail begins a mail in the person's own program, to an address or, where that is
// empty, to nobody yet.
func (d *desk) OpenMail(_ context.Context, to, subject, body string) error {
	return d.browse(mailto(to, subject, body))
}

// mailto is the address of a mail, as RFC 6068 writes it.
func mailto(to, subject, body string) string {
	escape := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	return "mailto:" + strings.ReplaceAll(escape(to), "%40", "@") + "?subject=" + escape(subject) + "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
}

// EnrolDevice sets this computer up to pay.
func (d *desk) EnrolDevice(ctx context.Context, told func(address string)) error {
	return d.at().EnrolDevice(ctx, d.showing(told))
}

// RevokeDevice ends a device of the person's.
func (d *desk) RevokeDevice(ctx context.Context, id string) error {
	return d.at().RevokeDevice(ctx, id)
}

// AddCard has a card added to the selected account on the gateway's page.
func (d *desk) AddCard(ctx context.Context, told func(address string)) (billing.MethodSetup, error) {
	return d.at().AddCard(ctx, d.Selected(), d.showing(told))
}

// ProveCharge shows the page of the bank that a change waits for.
func (d *desk) ProveCharge(ctx context.Context, change string) error {
	return d.at().ProveCharge(ctx, d.Selected(), change, d.browse)
}

// Withdraw gives up the change that waits for a bank.
func (d *desk) Withdraw(ctx context.Context) error {
	_, err := d.at().Withdraw(ctx, d.Selected())
	return err
}

// SignOut removes the token and the saved copy.
func (d *desk) SignOut(ctx context.Context) error {
	// Half a sign-out would leave the token behind.
	ctx = context.WithoutCancel(ctx)
	err := d.at().SignOut(ctx)
	d.settle(ctx)
	return err
}

// KeepSecrets tries once more to put into the keychain what it did not take.
func (d *desk) KeepSecrets(ctx context.Context) error { return d.at().KeepSecrets(ctx) }

// Keychain says why a sign-in will not outlive the program; nil if it will.
func (d *desk) Keychain() *billing.Problem { return d.at().KeychainNote() }
