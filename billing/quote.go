package billing

import (
	"strconv"
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Quote prices any order at an instant, as an estimate; a change of terms is
// NewPreview's. What is not on sale or cannot be asked for is a *Problem.
func Quote(f Facts, o Order, at time.Time) (Preview, error) {
	if o.Kind == OrderChange {
		return NewPreview(f, o.Patch, at)
	}
	p := f.blank(o.Kind, at.UTC().Truncate(time.Second))
	p.Next = f.Next()
	var err error
	switch o.Kind {
	case OrderPack:
		err = f.pricePack(&p, o)
	case OrderTopUp:
		err = f.priceTopUp(&p, o.Amount)
	case OrderPayment:
		err = f.pricePayment(&p)
	case OrderResume:
		f.priceResume(&p)
	case OrderAutoReload:
		err = f.priceReload(&p, o.Reload)
	case OrderChange, ActUndo, ActCancel:
		err = NewProblem(InvalidRequest, "field", "kind", "value", string(o.Kind))
	default:
		err = NewProblem(InvalidRequest, "field", "kind", "value", string(o.Kind))
	}
	if err != nil {
		return Preview{}, err
	}
	return p, p.bounded()
}

// pricePack prices a one-time add-on: never prorated, never reduced (rules 7, 8).
func (f Facts) pricePack(p *Preview, o Order) error {
	addon, err := f.Catalog.pack(o.Addon)
	if err != nil {
		return err
	}
	if o.Quantity < 1 || o.Quantity > maxQuantity {
		return NewProblem(InvalidRequest, "field", "quantity", "value", strconv.Itoa(o.Quantity), "min", "1", "max", strconv.Itoa(maxQuantity))
	}
	p.Lines = []Line{f.packLine(addon, o.Quantity, p.At)}
	p.Totals = f.Catalog.total(p.Lines, f.Account.BillingCredit)
	p.Blockers = f.basicBlockers()
	if s := f.Subscription; s.Status == StatusCanceled {
		p.block(TrialState, "plans", "plan", s.Terms.Plan)
	}
	if open := f.Subscription.OpenInvoice; open != "" {
		p.block(OpenInvoice, "invoices", "invoice", open)
	}
	p.Blockers = append(p.Blockers, f.paymentBlockers(p)...)
	return nil
}

func (f Facts) packLine(addon *Addon, quantity int, at time.Time) Line {
	priced := f.Catalog.flat(AddonItem(addon.ID), int64(quantity), addon.Unit, addon.Name)
	line := f.line(priced, priced.full, Period{Start: at, End: at})
	line.Kind, line.Code = OneTime, LinePack
	return line
}

// ReloadInvoice is the invoice of packs that auto-reload buys at an instant.
func (f Facts) ReloadInvoice(quantity int, at time.Time) ([]Line, Totals) {
	addon, ok := f.Catalog.Addon(f.Account.AutoReload.Addon)
	if !ok {
		return nil, f.Catalog.total(nil, f.Account.BillingCredit)
	}
	lines := []Line{f.packLine(addon, quantity, at)}
	return lines, f.Catalog.total(lines, f.Account.BillingCredit)
}

// ReloadQuantity is how many packs auto-reload buys where AI credits are missing
// to its threshold: as many as it takes, and no more than cost what is left of
// its monthly cap, taxes included.
func (f Facts) ReloadQuantity(missing decimal.Decimal, left money.Money) int {
	addon, ok := f.Catalog.Addon(f.Account.AutoReload.Addon)
	if !ok || !addon.Grants[AICredits].IsPositive() || left.IsNegative() {
		return 0
	}
	wanted := missing.Div(addon.Grants[AICredits]).Ceil()
	n := int(decimal.Min(wanted, decimal.NewFromInt(maxQuantity)).IntPart())
	cost := func(n int) money.Money { _, t := f.ReloadInvoice(n, f.Usage.Cycle.Start); return t.Total }
	if each := cost(1).Amount(); each.IsPositive() {
		n = int(decimal.Min(decimal.NewFromInt(int64(n)), left.Amount().Div(each).Floor().Add(decimal.NewFromInt(1))).IntPart())
	}
	for n > 0 && cost(n).Cmp(left) > 0 {
		n-- // taxes are rounded on the whole, so the quotient may be one off
	}
	return n
}

// priceTopUp prices funds on the account balance. It is a way to pay and not a
// sale: no tax, which the invoices paid with it carry, and no billing credit,
// which would become cash.
func (f Facts) priceTopUp(p *Preview, amount money.Money) error {
	if err := f.Catalog.CheckTopUp(amount); err != nil {
		return err
	}
	value := unit(amount.Amount(), f.Catalog.Currency)
	line := f.line(priced{item: ItemTopUp, quantity: decimal.NewFromInt(1), unit: amount.Amount(), name: string(ItemTopUp)}, value, Period{Start: p.At, End: p.At})
	line.Kind, line.Code, line.Taxes = OneTime, LineTopUp, nil
	p.Lines = []Line{line}
	p.Totals = f.Catalog.total(p.Lines, money.Zero(f.Catalog.Currency))
	if credit := f.Account.BillingCredit; !credit.IsUnset() {
		p.BillingCreditAfter = credit
	}
	p.Blockers = f.basicBlockers()
	if f.Account.Card(p.At) == nil {
		p.block(NoPaymentMethod, "payments")
	}
	return nil
}

// pricePayment prices the oldest open invoice: its own lines and totals, which
// were settled when it was issued.
func (f Facts) pricePayment(p *Preview) error {
	if role := f.Account.Role; !role.May(SeeBilling) { // who is not to know whether one is open
		return NotAllowed(ChangeBilling, role)
	}
	if f.Open == nil {
		return NewProblem(NothingOpen)
	}
	p.Lines, p.Totals, p.Pays = f.Open.Lines, f.Open.Totals, f.Open.Number
	if credit := f.Account.BillingCredit; !credit.IsUnset() {
		p.BillingCreditAfter = credit
	}
	p.Blockers = append(f.basicBlockers(), f.paymentBlockers(p)...)
	if s := *f.Subscription; s.Status == StatusRestricted {
		s.Status = StatusActive // it renews again once it is paid
		f.Subscription = &s
		p.Next = f.Next()
	}
	return nil
}

func (f Facts) priceResume(p *Preview) {
	s := *f.Subscription
	p.Blockers = f.basicBlockers()
	if !s.CancelAtPeriodEnd || s.Status == StatusCanceled {
		p.block(CurrentTerms, "", "plan", s.Terms.Plan)
	}
	s.CancelAtPeriodEnd = false
	f.Subscription = &s
	p.Next = f.Next()
}

func (f Facts) priceReload(p *Preview, r *AutoReload) error {
	p.Blockers = f.basicBlockers()
	if err := f.Catalog.CheckReload(r); err != nil || r == nil {
		return err
	}
	if f.Account.Card(p.At) == nil {
		p.block(NoPaymentMethod, "payments")
	}
	addon, _ := f.Catalog.Addon(r.Addon)
	p.Warnings = append(p.Warnings, Notice{Code: BuysByItself, Params: pairs([]string{
		"name", addon.Name, "amount", f.packLine(addon, 1, p.At).Amount.String(), "currency", string(p.Currency),
		"below", r.Below.String(), "cap", r.MonthlyCap.String(),
	})})
	return nil
}

func (p *Preview) block(code Code, fix string, params ...string) {
	p.Blockers = append(p.Blockers, Notice{Code: code, Params: pairs(params), Fix: fix})
}

// maxMinor bounds every amount, in minor units, so that sums of them can always
// be written down.
const maxMinor = 1_000_000_000_000_000

// bounded refuses a preview with an amount that no invoice could hold.
func (p *Preview) bounded() error {
	most := money.FromMinor(maxMinor, p.Currency)
	amounts := []money.Money{p.Total}
	for i := range p.Lines {
		amounts = append(amounts, p.Lines[i].Amount)
	}
	if p.Next != nil {
		amounts = append(amounts, p.Next.Total)
	}
	for _, amount := range amounts {
		if amount.Abs().Cmp(most) > 0 {
			return NewProblem(InvalidRequest, "field", "amount", "value", amount.String(), "max", most.String(), "currency", string(p.Currency))
		}
	}
	return nil
}
