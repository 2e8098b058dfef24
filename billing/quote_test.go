package billing

import (
	"slices"
	"testing"

	"billfold/billing/money"
)

// selling is a subscription to Team for five in Great Britain, where a pack of
// 1,000 AI credits costs 20.00 and VAT is 20 %.
func selling() Facts {
	c := shop()
	c.Addons = append(c.Addons, Addon{ID: "ai", Name: "AI credits", Kind: AddonOneTime, Unit: dec("20"), Grants: Grants{AICredits: dec("1000")}})
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Account.Details.Country = "GB"
	return f
}

func quoteOf(t *testing.T, f Facts, o Order) Preview {
	t.Helper()
	p, err := Quote(f, o, at("2024-01-16T12:00:00Z"))
	if err != nil {
		t.Fatalf("quote: %v", err)
	}
	for _, line := range p.Lines {
		recomputed(t, f.Catalog, line)
	}
	if !p.Before.Equal(f.Subscription.Terms) || !p.After.Equal(f.Subscription.Terms) || p.Kind != o.Kind {
		t.Errorf("%s changes terms: %+v", p.Kind, p.After)
	}
	return p
}

// A pack is whole whenever it is bought, and no discount is off it.
func TestAPackIsNeverProratedNorReduced(t *testing.T) {
	f := selling()
	f.Subscription.Discount = &Discount{Percent: dec("50")}
	f.Account.BillingCredit = usd("8.00")
	p := quoteOf(t, f, Order{Kind: OrderPack, Addon: "ai", Quantity: 3})
	checkLines(t, p.Lines, wantLine{"addon:ai", "60.00", "3*20.00"})
	if p.Total.String() != "72.00" || p.AmountDue.String() != "64.00" || p.Lines[0].Kind != OneTime || len(p.Blockers) != 0 {
		t.Errorf("total %s, due %s, %s, %v", p.Total, p.AmountDue, p.Lines[0].Kind, codes(p.Blockers))
	}
}

// A top-up is a way to pay: it has no tax, and billing credit does not become cash.
func TestATopUpIsNoSale(t *testing.T) {
	f := selling()
	f.Account.BillingCredit = usd("8.00")
	p := quoteOf(t, f, Order{Kind: OrderTopUp, Amount: usd("50.00")})
	checkLines(t, p.Lines, wantLine{"top_up", "50.00", "50.00"})
	if p.AmountDue.String() != "50.00" || len(p.Taxes) != 0 || p.BillingCreditAfter.String() != "8.00" {
		t.Errorf("due %s, taxes %v, billing credit %s", p.AmountDue, p.Taxes, p.BillingCreditAfter)
	}
}

// An open invoice is paid as it was issued, whatever has changed since.
func TestAPaymentIsOfTheInvoiceAsItWasIssued(t *testing.T) {
	f := selling()
	issued := Invoice{Number: "NWT-0007", Lines: f.InFull()}
	issued.Totals = f.Catalog.total(issued.Lines, usd("0.00"))
	f.Open, f.Subscription.OpenInvoice, f.Subscription.Status = &issued, issued.Number, StatusRestricted
	f.Account.Details.Country, f.Account.BillingCredit = "US", usd("5.00")
	p := quoteOf(t, f, Order{Kind: OrderPayment})
	if p.Pays != "NWT-0007" || p.AmountDue.String() != "72.00" || p.BillingCreditAfter.String() != "5.00" || len(p.Blockers) != 0 {
		t.Errorf("pays %s, due %s, billing credit %s, %v", p.Pays, p.AmountDue, p.BillingCreditAfter, codes(p.Blockers))
	}
	if p.Next == nil || p.Next.Total.String() != "60.00" {
		t.Errorf("a restricted subscription renews once it is paid: %+v", p.Next)
	}
}

func TestResumingCostsNothing(t *testing.T) {
	f := selling()
	if p := quoteOf(t, f, Order{Kind: OrderResume}); !slices.Equal(codes(p.Blockers), []Code{CurrentTerms}) {
		t.Errorf("nothing to resume: %v", codes(p.Blockers))
	}
	f.Subscription.CancelAtPeriodEnd = true
	if f.Next() != nil {
		t.Error("what is canceled does not renew")
	}
	p := quoteOf(t, f, Order{Kind: OrderResume})
	if p.AmountDue.Sign() != 0 || len(p.Blockers) != 0 || p.Next == nil || p.Next.Total.String() != "72.00" {
		t.Errorf("due %s, blockers %v, next %+v", p.AmountDue, codes(p.Blockers), p.Next)
	}
}

func TestAutoReloadSaysWhatItWillBuy(t *testing.T) {
	f := selling()
	reload := &AutoReload{Addon: "ai", Below: dec("100"), MonthlyCap: usd("60.00")}
	p := quoteOf(t, f, Order{Kind: OrderAutoReload, Reload: reload})
	if !slices.Equal(codes(p.Warnings), []Code{BuysByItself}) || p.Warnings[0].Params["cap"] != "60.00" || p.AmountDue.Sign() != 0 {
		t.Errorf("due %s, %+v", p.AmountDue, p.Warnings)
	}
	f.Account.Methods = nil
	if p := quoteOf(t, f, Order{Kind: OrderAutoReload, Reload: reload}); !slices.Equal(codes(p.Blockers), []Code{NoPaymentMethod}) {
		t.Errorf("without a card: %v", codes(p.Blockers))
	}
	if p := quoteOf(t, f, Order{Kind: OrderAutoReload}); len(p.Blockers)+len(p.Warnings) != 0 {
		t.Errorf("to turn it off takes nothing: %v", codes(p.Blockers))
	}
}

// As many packs as are missing, and no more than the cap still has room for, with
// 20 % VAT: a pack comes to 24.00.
func TestAutoReloadBuysWithinItsCap(t *testing.T) {
	f := selling()
	f.Account.AutoReload = &AutoReload{Addon: "ai", Below: dec("100"), MonthlyCap: usd("60.00")}
	for _, tt := range []struct {
		missing, left string
		want          int
	}{
		{"1", "60.00", 1},
		{"1000", "60.00", 1},
		{"1000.5", "60.00", 2},
		{"5000", "60.00", 2},
		{"5000", "47.99", 1},
		{"5000", "48.00", 2},
		{"5000", "23.99", 0},
		{"5000", "-1.00", 0},
	} {
		if got := f.ReloadQuantity(dec(tt.missing), usd(tt.left)); got != tt.want {
			t.Errorf("%s missing, %s left: %d packs, want %d", tt.missing, tt.left, got, tt.want)
		}
	}
}

func TestOrdersThatCannotBe(t *testing.T) {
	reload := func(addon, below string, limit money.Money) Order {
		return Order{Kind: OrderAutoReload, Reload: &AutoReload{Addon: addon, Below: dec(below), MonthlyCap: limit}}
	}
	for name, tt := range map[string]struct {
		order Order
		want  Code
	}{
		"no kind":             {Order{}, InvalidRequest},
		"an act is no order":  {Order{Kind: ActCancel}, InvalidRequest},
		"unknown pack":        {Order{Kind: OrderPack, Addon: "gold", Quantity: 1}, UnknownAddon},
		"recurring pack":      {Order{Kind: OrderPack, Addon: "storage_100", Quantity: 1}, UnknownAddon},
		"no pack":             {Order{Kind: OrderPack, Addon: "ai"}, InvalidRequest},
		"countless packs":     {Order{Kind: OrderPack, Addon: "ai", Quantity: 1 << 40}, InvalidRequest},
		"too small a top-up":  {Order{Kind: OrderTopUp, Amount: usd("29.99")}, InvalidRequest},
		"top-up of nothing":   {Order{Kind: OrderTopUp}, InvalidRequest},
		"top-up in yen":       {Order{Kind: OrderTopUp, Amount: amount("5000", "JPY")}, InvalidRequest},
		"vast top-up":         {Order{Kind: OrderTopUp, Amount: usd("99999999999999.00")}, InvalidRequest},
		"nothing to pay":      {Order{Kind: OrderPayment}, NothingOpen},
		"reload of storage":   {reload("storage_100", "1", usd("60.00")), UnknownAddon},
		"reload below naught": {reload("ai", "-1", usd("60.00")), InvalidRequest},
		"cap in yen":          {reload("ai", "1", amount("60", "JPY")), InvalidRequest},
		"no cap":              {reload("ai", "1", money.Money{}), InvalidRequest},
	} {
		if _, err := Quote(selling(), tt.order, at("2024-01-16T12:00:00Z")); CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

// A member is not told whether an invoice is open.
func TestAMemberPaysNoInvoice(t *testing.T) {
	f := selling()
	f.Account.Role = RoleMember
	if _, err := Quote(f, Order{Kind: OrderPayment}, at("2024-01-16T12:00:00Z")); CodeOf(err) != NotPermitted {
		t.Errorf("%v", err)
	}
}

func TestWhatKeepsAnOrderFromBeingMade(t *testing.T) {
	pack, topUp := Order{Kind: OrderPack, Addon: "ai", Quantity: 1}, Order{Kind: OrderTopUp, Amount: usd("50.00")}
	for name, tt := range map[string]struct {
		facts func(*Facts)
		order Order
		want  []Code
	}{
		"a member buys nothing":        {func(f *Facts) { f.Account.Role = RoleMember }, pack, []Code{NotPermitted}},
		"one at a time":                {func(f *Facts) { f.Subscription.InFlight = "chg_1" }, pack, []Code{ChangeInFlight}},
		"no pack beside open invoices": {func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, pack, []Code{OpenInvoice}},
		"a top-up beside one":          {func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, topUp, nil},
		"no pack once it ended":        {func(f *Facts) { f.Subscription.Status = StatusCanceled }, pack, []Code{TrialState}},
		"no way to pay":                {func(f *Facts) { f.Account.Methods = nil }, pack, []Code{NoPaymentMethod}},
		"the balance buys packs": {
			func(f *Facts) { f.Account.Methods, f.Account.AccountBalance = nil, usd("24.00") }, pack, nil,
		},
		"the balance is too small": {
			func(f *Facts) { f.Account.Methods, f.Account.AccountBalance = nil, usd("23.99") }, pack, []Code{InsufficientBalance},
		},
		"a balance tops up no balance": {
			func(f *Facts) { f.Account.Methods, f.Account.AccountBalance = nil, usd("100.00") }, topUp, []Code{NoPaymentMethod},
		},
	} {
		f := selling()
		tt.facts(&f)
		if p := quoteOf(t, f, tt.order); !slices.Equal(codes(p.Blockers), tt.want) {
			t.Errorf("%s: %v, want %v", name, codes(p.Blockers), tt.want)
		}
	}
}
