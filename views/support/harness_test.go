package support

import (
	"context"
	"testing"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"
)

// fake is what is saved, and what is done with it.
type fake struct {
	facts     billing.Facts
	factsErr  error
	freshness billing.Freshness
	invoices  []billing.Invoice
	changes   []billing.Change
	grants    []billing.CreditGrant
	drafts    []billing.Draft
	pending   *billing.Submission
	accounts  []billing.AccountSummary
	refuse    error
	mails     []mail
	saved     map[string]string
	abroad    money.Currency    // of the other account; empty where it is not known
	theirs    []billing.Invoice // of the other account
}

type mail struct{ to, subject, body string }

func (f *fake) Facts(context.Context) (billing.Facts, error)        { return f.facts, f.factsErr }
func (f *fake) Freshness() billing.Freshness                        { return f.freshness }
func (f *fake) Invoices(context.Context) ([]billing.Invoice, error) { return f.invoices, nil }

func (f *fake) Changes(context.Context, int) ([]billing.Change, error)      { return f.changes, nil }
func (f *fake) CreditGrants(context.Context) ([]billing.CreditGrant, error) { return f.grants, nil }
func (f *fake) Drafts(context.Context) ([]billing.Draft, error)             { return f.drafts, nil }
func (f *fake) Pending(context.Context) (*billing.Submission, error)        { return f.pending, nil }

func (f *fake) Accounts(context.Context) ([]billing.AccountSummary, error) { return f.accounts, nil }

func (f *fake) Selected() string { return "acc_northwind" }

func (f *fake) Person() billing.Person { return sample.Person() }

func (f *fake) Ledgers(context.Context) ([]billing.AccountLedger, error) {
	var own money.Currency
	if f.facts.Account != nil {
		own = f.facts.Account.Currency
	}
	all := []billing.AccountLedger{
		{
			ID: "acc_northwind", Name: "Northwind Traders", Selected: true, AsOf: f.freshness.AsOf,
			Currency: own, Methods: f.facts.Account.Methods, Invoices: f.invoices, Changes: f.changes,
		},
		{ID: "acc_fabrikam", Name: "Fabrikam Europe", AsOf: f.freshness.AsOf, Currency: f.abroad, Invoices: f.theirs},
		{ID: "acc_contoso", Name: "Contoso", Gap: billing.LedgerHidden},
	}
	return all[:len(f.accounts)], f.refuse
}

func (f *fake) OpenMail(_ context.Context, to, subject, body string) error {
	f.mails = append(f.mails, mail{to, subject, body})
	return f.refuse
}

func (f *fake) SaveText(ctx context.Context, path, text string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.refuse == nil {
		f.saved = map[string]string{path: text}
	}
	return f.refuse
}

// normal is Northwind, with who bought the pack of 5 November.
func normal() *fake {
	bought := billing.Change{
		ID: "chg_5", Kind: billing.OrderPack, At: sample.Now().AddDate(0, 0, -16), Actor: "Jonas Weber",
		State: billing.ChangeApplied, InvoiceID: "inv_NWT-0012",
	}
	return &fake{
		facts: sample.Facts(), freshness: sample.Fresh(billing.Fresh), invoices: sample.Invoices(),
		changes: append([]billing.Change{bought}, sample.Changes()...), grants: sample.CreditGrants(), accounts: sample.Accounts(),
	}
}

type bench struct {
	*viewtest.Bench
	page      *Page
	source    *fake
	refreshed int
	suggested string // as a file's name
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	return openIn(t, source, theme.ChoiceLight, width)
}

func openIn(t *testing.T, source *fake, choice theme.Choice, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Go: b.Go, Say: b.Say, Copy: b.Copy, Now: b.Now,
			Exists: func(nav.Page) bool { return true }, Refresh: func() { b.refreshed++ },
			ChooseFile: func(suggested string, chosen func(string)) {
				b.suggested = suggested
				chosen("/home/maya/" + suggested)
			},
			Version: "1.0.0", System: "Linux",
		})
		return b.page
	}, choice, width)
	return b
}

func (b *bench) show(arg string) *bench {
	b.Show(arg)
	return b
}

// seen is what the model is made of, for tests without a window.
func (f *fake) seen(s symptom) view {
	d := &data{
		facts: f.facts, err: f.factsErr, invoices: f.invoices, changes: f.changes, grants: f.grants, drafts: f.drafts,
		pending: f.pending, accounts: f.accounts, selected: "acc_northwind", person: sample.Person(), freshness: f.freshness,
	}
	return view{
		data: d, now: sample.Now(), w: words.Printer{}, exist: func(nav.Page) bool { return true },
		asked: question{symptom: s, program: program{"1.0.0", "Linux"}},
	}
}
