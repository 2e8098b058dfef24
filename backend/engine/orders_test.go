package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/stretchr/testify/require"
)

// generous is the catalog with packs of AI credits, and plans that grant some.
func generous() *billing.Catalog {
	c := catalog()
	c.Plans[2].Includes = billing.Grants{billing.AICredits: dec("500")}
	c.Plans[3].Includes = billing.Grants{billing.AICredits: dec("2000")}
	c.Plans[3].Metered = []billing.Meter{{
		Meter: billing.CallMinutes, Included: dec("100"), Mode: billing.Graduated, Tiers: []billing.Tier{{Unit: dec("0.05")}},
	}}
	c.Addons = []billing.Addon{
		{ID: "ai_1000", Name: "1,000 AI credits", Kind: billing.AddonOneTime, Unit: dec("20.00"), Grants: billing.Grants{billing.AICredits: dec("1000")}},
	}
	return c
}

// buyer is a house on a plan of the generous catalog.
func buyer(t testing.TB, at string, terms billing.Terms) *house {
	t.Helper()
	h := newHouse(t, t.TempDir(), at, sandbox.CardOK)
	h.otherAccount(generous())
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, terms, nil))
	return h
}

// order previews an order and confirms it as it was previewed.
func (h *house) order(id string, o billing.Order) billing.Outcome {
	h.t.Helper()
	p, err := h.engine.Preview(context.Background(), h.admin, h.account, o)
	require.NoError(h.t, err)
	return h.confirm(h.intent(id, p))
}

func pack(n int) billing.Order {
	return billing.Order{Kind: billing.OrderPack, Addon: "ai_1000", Quantity: n}
}

func (h *house) creditsLeft() string {
	h.t.Helper()
	var left string
	require.NoError(h.t, h.store.Read(context.Background(), func(r *store.Reader) error {
		grants, err := r.CreditGrants(context.Background(), h.account)
		left = billing.CreditsLeft(grants)[billing.AICredits].String()
		return err
	}))
	return left
}

func (h *house) balances() (balance, credit string) {
	h.t.Helper()
	a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(h.t, err)
	return a.AccountBalance.String(), a.BillingCredit.String()
}

// told lists the codes of what the account was notified of.
func (h *house) told() []billing.Code {
	h.t.Helper()
	var codes []billing.Code
	require.NoError(h.t, h.store.Read(context.Background(), func(r *store.Reader) error {
		all, err := r.Notifications(context.Background(), h.account)
		for _, n := range all {
			codes = append(codes, n.Code)
		}
		return err
	}))
	return codes
}

func TestAPackIsDeliveredOnceItIsPaid(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	require.Equal(t, "500", h.creditsLeft())
	p, err := h.engine.Preview(context.Background(), h.admin, h.account, pack(2))
	require.NoError(t, err)
	o := h.confirm(h.intent("c1", p))
	require.Equal(t, billing.ChangeApplied, o.State)
	require.Equal(t, "40.00", o.AmountCharged.String())
	require.Equal(t, "2500", h.creditsLeft())
	require.Equal(t, o, h.confirm(h.intent("c1", p)), "the same key, the same answer")
	require.Equal(t, "2500", h.creditsLeft())

	declined, err := h.engine.AddMethod(context.Background(), h.account, card(sandbox.CardDeclined))
	require.NoError(t, err)
	p, err = h.engine.Preview(context.Background(), h.admin, h.account, pack(1))
	require.NoError(t, err)
	in := h.intent("c2", p)
	in.Payment = declined
	require.Equal(t, billing.PaymentDeclined, h.confirm(in).Problem.Code)
	require.Equal(t, "2500", h.creditsLeft())
	require.Len(t, h.invoices(), 2)
	h.requireBalanced()
}

func TestATopUpIsFundsAndNoSale(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	ctx := context.Background()
	require.NoError(t, h.engine.SetDetails(ctx, h.account, billing.BillingDetails{Country: "DE"}))
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	_, err := h.engine.Goodwill(ctx, h.account, usd(t, "5.00"), "welcome")
	require.NoError(t, err)
	topUp := func(amount string) billing.Order {
		return billing.Order{Kind: billing.OrderTopUp, Amount: usd(t, amount)}
	}
	_, err = h.engine.Preview(ctx, h.admin, h.account, topUp("29.99"))
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(err), "the least is 30.00")

	o := h.order("c1", topUp("100.00"))
	require.Equal(t, "100.00", o.AmountCharged.String(), "no tax, and no billing credit")
	balance, credit := h.balances()
	require.Equal(t, "100.00", balance)
	require.Equal(t, "5.00", credit)

	p, err := h.engine.Preview(ctx, h.admin, h.account, topUp("50.00"))
	require.NoError(t, err)
	in := h.intent("c2", p)
	in.Payment = billing.PayByBalance
	require.Equal(t, billing.NoPaymentMethod, h.confirm(in).Problem.Code, "the balance cannot fill itself")
	h.requireBalanced()
}

func TestTheOpenInvoiceIsPaidByHand(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardDeclined)
	ctx := context.Background()
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)
	working, err := h.engine.AddMethod(ctx, h.account, card(sandbox.CardOK))
	require.NoError(t, err)
	p, err := h.engine.Preview(ctx, h.admin, h.account, billing.Order{Kind: billing.OrderPayment})
	require.NoError(t, err)
	require.Equal(t, "NWT-0001", p.Pays)
	require.Equal(t, "60.00", p.AmountDue.String())
	in := h.intent("c1", p)
	require.Equal(t, billing.PaymentDeclined, h.confirm(in).Problem.Code)
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)

	p, err = h.engine.Preview(ctx, h.admin, h.account, billing.Order{Kind: billing.OrderPayment})
	require.NoError(t, err)
	in = h.intent("c2", p)
	in.Payment = working
	o := h.confirm(in)
	require.Equal(t, billing.ChangeApplied, o.State)
	i := h.invoices()[0]
	require.Equal(t, i.ID, o.InvoiceID)
	require.Equal(t, billing.InvoicePaid, i.Status)
	require.Equal(t, "60.00", i.AmountPaid.String())
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	_, err = h.engine.Preview(ctx, h.admin, h.account, billing.Order{Kind: billing.OrderPayment})
	require.Equal(t, billing.NothingOpen, billing.CodeOf(err))

	h.advance("2026-01-20T00:00:00Z")
	require.Len(t, h.invoices()[0].Attempts, 2, "a paid invoice is not collected any more")
	h.requireBalanced()
}

// A try to collect that nobody answered may have been paid: paying by hand has
// to wait, or the invoice would be paid twice.
func TestAnInvoiceIsNeverPaidByHandAndByScheduleAtOnce(t *testing.T) {
	for name, gap := range gaps {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", "")
			ctx := context.Background()
			require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
			_, err := h.engine.AddMethod(ctx, h.account, card(sandbox.CardOK))
			require.NoError(t, err)
			h.sandbox.SetFaults(gap.faults)
			h.set("2026-01-02T00:00:00Z") // the first retry is due, and not answered
			p, err := h.engine.Preview(ctx, h.admin, h.account, billing.Order{Kind: billing.OrderPayment})
			require.NoError(t, err)
			o := h.confirm(h.intent("c1", p))
			require.Equal(t, billing.ChangeRejected, o.State)
			require.Equal(t, billing.PaymentUnderWay, o.Problem.Code)

			h.sandbox.SetFaults(sandbox.Faults{})
			require.NoError(t, h.engine.Advance(ctx, h.now()))
			require.Equal(t, billing.InvoicePaid, h.invoices()[0].Status)
			require.Equal(t, 1, h.succeeded())
			h.requireBalanced()
		})
	}
}

func (h *house) succeeded() int {
	n := 0
	for _, e := range h.ledger() {
		if e.Result == gateway.Succeeded {
			n++
		}
	}
	return n
}

// The gaps around the charge of every order that is paid: whatever was lost, it
// is charged once and delivered once, or not at all.
func TestEveryOrderSurvivesTheGapsAroundItsCharge(t *testing.T) {
	orders := map[string]billing.Order{
		"pack":   pack(3),
		"top up": {Kind: billing.OrderTopUp, Amount: money.FromMinor(5000, "USD")},
		"change": billing.ChangeOf(toSeats(9)),
	}
	for what, o := range orders {
		for name, gap := range gaps {
			t.Run(what+" "+name, func(t *testing.T) {
				h := buyer(t, "2026-01-01T00:00:00Z", team(5))
				ctx := context.Background()
				p, err := h.engine.Preview(ctx, h.admin, h.account, o)
				require.NoError(t, err)
				h.sandbox.SetFaults(gap.faults)
				in := h.intent("c1", p)
				require.Equal(t, billing.ChangeCharging, h.confirm(in).State)
				h.restart()
				require.NoError(t, h.engine.Recover(ctx))
				require.NoError(t, h.engine.Recover(ctx), "again")
				out, err := h.engine.Outcome(ctx, h.account, "c1")
				require.NoError(t, err)
				balance, _ := h.balances()
				if !gap.charged {
					require.Equal(t, billing.ChangeRejected, out.State)
					require.Equal(t, []string{"500", "0.00"}, []string{h.creditsLeft(), balance})
					require.Len(t, h.invoices(), 1)
				} else {
					require.Equal(t, billing.ChangeApplied, out.State)
					require.Len(t, h.invoices(), 2)
					want := map[string][]string{"pack": {"3500", "0.00"}, "top up": {"500", "50.00"}, "change": {"500", "0.00"}}[what]
					require.Equal(t, want, []string{h.creditsLeft(), balance})
				}
				h.requireBalanced()
			})
		}
	}
}
