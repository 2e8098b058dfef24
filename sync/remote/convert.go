package remote

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/catalogjson"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/shopspring/decimal"
)

// nouns say how each kind of resource is read.
var nouns = map[string]struct {
	kind billing.Kinds
	read func(data []byte, c money.Currency) (billing.Noun, error)
}{
	kindAccount:      {billing.KindAccount, reader((*wireAccount).to)},
	kindCatalog:      {billing.KindCatalog, readCatalog},
	kindSubscription: {billing.KindSubscription, reader((*wireSubscription).to)},
	kindUsage:        {billing.KindUsage, reader((*wireUsage).to)},
	kindUsageDay:     {billing.KindUsageDays, reader((*wireUsageDay).to)},
	kindInvoice:      {billing.KindInvoices, reader((*wireInvoice).to)},
	kindMember:       {billing.KindMembers, reader((*wireMember).to)},
	kindChange:       {billing.KindChanges, reader((*wireChange).to)},
	kindStoredItem:   {billing.KindStored, reader((*wireStoredItem).to)},
	kindCreditGrant:  {billing.KindCredits, reader((*wireCreditGrant).to)},
	kindCreditSpend:  {billing.KindSpends, reader((*wireCreditSpend).to)},
}

func reader[W any, N billing.Noun](to func(*W, money.Currency) (N, error)) func([]byte, money.Currency) (billing.Noun, error) {
	return func(data []byte, c money.Currency) (billing.Noun, error) {
		var w W
		if err := json.Unmarshal(data, &w); err != nil {
			return nil, err
		}
		noun, err := to(&w, c)
		if err != nil {
			return nil, err
		}
		return noun, nil
	}
}

func readCatalog(data []byte, _ money.Currency) (billing.Noun, error) {
	catalog, err := catalogjson.Unmarshal(data)
	if err != nil {
		return nil, err
	}
	return catalog, nil
}

func (w *wireResource) to(c money.Currency) (billing.Resource, error) {
	noun, ok := nouns[w.Kind]
	if !ok {
		return billing.Resource{}, unknownValue("kind", w.Kind)
	}
	r := billing.Resource{Kind: noun.kind, ID: w.ID, Revision: w.Revision}
	if w.Deleted {
		return r, nil
	}
	var err error
	if r.Noun, err = noun.read(w.Data, c); err != nil {
		return billing.Resource{}, fmt.Errorf("read %s: %w", w.Kind, err)
	}
	return r, nil
}

// currency is that of an account's resource.
func (w *wireResource) currency() (money.Currency, error) {
	var account struct {
		Currency string `json:"currency"`
	}
	if err := json.Unmarshal(w.Data, &account); err != nil {
		return "", err
	}
	return money.ParseCurrency(account.Currency)
}

// known refuses values of an enumeration that this version does not know.
func known[T ~string](field, value string, all ...T) (T, error) {
	if slices.Contains(all, T(value)) {
		return T(value), nil
	}
	return "", unknownValue(field, value)
}

func role(value string) (billing.Role, error) {
	return known("role", value, billing.Roles...)
}

// optionalMoney is unset where the reader may not see the amount.
func optionalMoney(s string, c money.Currency) (money.Money, error) {
	if s == "" {
		return money.Money{}, nil
	}
	return money.Parse(s, c)
}

// moneyOrNone is zero where nothing is said: an invoice's amounts are seen by
// all who see the invoice.
func moneyOrNone(s string, c money.Currency) (money.Money, error) {
	if s == "" {
		return money.Zero(c), nil
	}
	return money.Parse(s, c)
}

func optionalTime(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	utc := t.UTC()
	return &utc
}

func toWorkspaces(wire []wireWorkspace) []billing.Workspace {
	var workspaces []billing.Workspace
	for _, w := range wire {
		workspaces = append(workspaces, billing.Workspace(w))
	}
	return workspaces
}

func (w *wireSummary) to() (billing.AccountSummary, error) {
	r, err := role(w.Role)
	if err != nil {
		return billing.AccountSummary{}, err
	}
	return billing.AccountSummary{
		ID: w.ID, Name: w.Name, Role: r, Plan: w.Plan, PlanName: w.PlanName, Workspaces: toWorkspaces(w.Workspaces),
	}, nil
}

func (w *wireAccount) to(money.Currency) (*billing.Account, error) {
	a := billing.Account{
		ID: w.ID, Name: w.Name, Timezone: w.Timezone, Details: w.Details.To(), Workspaces: toWorkspaces(w.Workspaces),
	}
	var err error
	if a.Currency, err = money.ParseCurrency(w.Currency); err != nil {
		return nil, err
	}
	if a.Role, err = role(w.Role); err != nil {
		return nil, err
	}
	if a.AccountBalance, err = optionalMoney(w.AccountBalance, a.Currency); err != nil {
		return nil, err
	}
	if a.BillingCredit, err = optionalMoney(w.BillingCredit, a.Currency); err != nil {
		return nil, err
	}
	if a.AutoReload, err = w.AutoReload.To(a.Currency); err != nil {
		return nil, err
	}
	for _, n := range w.Notices {
		a.Notices = append(a.Notices, billing.Notification{
			At: n.At.UTC(), Notice: billing.Notice{Code: billing.Code(n.Code), Params: n.Params, Fix: n.Fix},
		})
	}
	for _, p := range w.Deciders {
		a.Deciders = append(a.Deciders, billing.Person(p))
	}
	for _, m := range w.Methods {
		method, err := m.to()
		if err != nil {
			return nil, err
		}
		a.Methods = append(a.Methods, method)
	}
	return &a, nil
}

func (w *wireMethod) to() (billing.PaymentMethod, error) {
	status, err := known("status", w.Status, billing.MethodWorks, billing.MethodDeclined, billing.MethodExpired)
	return billing.PaymentMethod{
		ID: w.ID, Brand: w.Brand, Last4: w.Last4, ExpMonth: w.ExpMonth, ExpYear: w.ExpYear, Status: status,
	}, err
}

func (w *wireSubscription) to(c money.Currency) (*billing.Subscription, error) {
	s := billing.Subscription{
		Revision: w.Revision, Terms: w.Terms.To(), Anchor: w.Anchor.UTC(), Period: w.Period.To(),
		TrialEnds: optionalTime(w.TrialEnds), CancelAtPeriodEnd: w.CancelAtPeriodEnd,
		Scheduled: w.Scheduled.To(), Discount: w.Discount.To(), OpenInvoice: w.OpenInvoice, InFlight: w.InFlight,
	}
	var err error
	s.Status, err = known("status", w.Status, billing.StatusTrialing, billing.StatusActive, billing.StatusPastDue,
		billing.StatusRestricted, billing.StatusCanceled)
	if err != nil {
		return nil, err
	}
	if s.Billed, err = previewjson.ToBilled(w.Billed, c); err != nil {
		return nil, err
	}
	return &s, nil
}

func (w *wireUsage) to(money.Currency) (*billing.Usage, error) {
	u := billing.Usage{ActiveMembers: w.ActiveMembers, Cycle: w.Cycle.To(), Meters: map[string]decimal.Decimal{}}
	var err error
	if u.StorageUsedGB, err = decimal.NewFromString(w.StorageUsedGB); err != nil {
		return nil, fmt.Errorf("storage_used_gb: %w", err)
	}
	if u.StorageByKind, err = w.storageByKind(u.StorageUsedGB); err != nil {
		return nil, err
	}
	for name, quantity := range w.Meters {
		if u.Meters[name], err = decimal.NewFromString(quantity); err != nil {
			return nil, fmt.Errorf("meters.%s: %w", name, err)
		}
	}
	return &u, nil
}

func (w *wireUsageDay) to(money.Currency) (*billing.UsageDay, error) {
	d := billing.UsageDay{Meter: w.Meter}
	var err error
	if d.Day, err = time.Parse(time.DateOnly, w.Day); err != nil {
		return nil, fmt.Errorf("day: %w", err)
	}
	if d.Quantity, err = decimal.NewFromString(w.Quantity); err != nil {
		return nil, fmt.Errorf("quantity: %w", err)
	}
	return &d, nil
}

func (w *wireInvoice) to(money.Currency) (*billing.Invoice, error) {
	i := billing.Invoice{
		ID: w.ID, Number: w.Number, At: w.At.UTC(), Period: w.Period.To(), ChangeID: w.ChangeID, Attempts: w.attempts(),
		Seller: billing.Seller(w.Seller), BilledTo: w.BilledTo.To(),
	}
	var err error
	if i.Currency, err = money.ParseCurrency(w.Currency); err != nil {
		return nil, err
	}
	i.Status, err = known("status", w.Status, billing.InvoiceDraft, billing.InvoiceOpen, billing.InvoicePaid,
		billing.InvoiceVoid, billing.InvoiceUncollectible)
	if err != nil {
		return nil, err
	}
	if i.Lines, err = previewjson.ToLines(w.Lines, i.Currency); err != nil {
		return nil, err
	}
	if i.Totals, err = w.Totals.To(i.Currency); err != nil {
		return nil, err
	}
	if i.BillingCreditAfter, err = moneyOrNone(w.BillingCreditAfter, i.Currency); err != nil {
		return nil, err
	}
	if i.AmountPaid, err = moneyOrNone(w.AmountPaid, i.Currency); err != nil {
		return nil, err
	}
	return &i, nil
}

func (w *wireInvoice) attempts() []billing.PaymentAttempt {
	var attempts []billing.PaymentAttempt
	for _, a := range w.Attempts {
		attempts = append(attempts, billing.PaymentAttempt{
			At: a.At.UTC(), Method: a.Method, Result: billing.PaymentResult(a.Result), Reason: a.Reason,
		})
	}
	return attempts
}

func (w *wireMember) to(money.Currency) (*billing.Member, error) {
	m := billing.Member{ID: w.ID, Name: w.Name, Email: w.Email, Guest: w.Guest, LastActive: optionalTime(w.LastActive)}
	var err error
	if m.Role, err = role(w.Role); err != nil {
		return nil, err
	}
	if m.Status, err = known("status", w.Status, billing.MemberActive, billing.MemberInvited, billing.MemberDeactivated); err != nil {
		return nil, err
	}
	return &m, nil
}

func (w *wireChange) to(c money.Currency) (*billing.Change, error) {
	change := billing.Change{
		ID: w.ID, Kind: billing.OrderKind(w.Kind), At: w.At.UTC(), Actor: w.Actor, Device: w.Device, PreviewID: w.PreviewID, Before: w.Before.To(), After: w.After.To(),
		EffectiveAt: w.EffectiveAt.UTC(), InvoiceID: w.InvoiceID, Reason: w.Reason, Category: billing.Category(w.Category),
		Problem: billing.Code(w.Problem), Params: w.Params,
	}
	var err error
	change.State, err = known("state", w.State, billing.ChangePending, billing.ChangeUnknown, billing.ChangeCharging, billing.ChangeApplied,
		billing.ChangeScheduled, billing.ChangeRequiresAction, billing.ChangeRejected, billing.ChangeWithdrawn)
	if err != nil {
		return nil, err
	}
	if change.AmountCharged, err = optionalMoney(w.AmountCharged, c); err != nil {
		return nil, err
	}
	return &change, nil
}
