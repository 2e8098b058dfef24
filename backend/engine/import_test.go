package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func imported(t *testing.T, start, end string, d *billing.Discount) *house {
	t.Helper()
	h := newHouse(t, t.TempDir(), start, sandbox.CardOK)
	period := billing.Period{Start: instant(t, start), End: instant(t, end)}
	require.NoError(t, h.engine.Import(context.Background(), h.account, team(5), period, d))
	require.Empty(t, h.invoices(), "it was billed elsewhere")
	return h
}

// Ten days of a stub of twenty are left: half of 60.00 is given back, and the
// periods are counted from the stub's end.
func TestAStubIsCreditedAndRenewsFromItsEnd(t *testing.T) {
	h := imported(t, "2026-01-12T00:00:00Z", "2026-02-01T00:00:00Z", nil)
	h.set("2026-01-22T00:00:00Z")
	require.Equal(t, "20.00", h.preview(toPlan("business")).AmountDue.String(), "-30.00 + 50.00")
	h.advance("2026-03-01T00:00:00Z")
	require.Equal(t, instant(t, "2026-02-01T00:00:00Z"), h.subscription().Anchor)
	require.Len(t, h.invoices(), 2)
	require.Equal(t, instant(t, "2026-04-01T00:00:00Z"), h.subscription().Period.End)
	h.requireBalanced()
}

func TestAWholePeriodIsAnchoredAtItsStart(t *testing.T) {
	h := imported(t, "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", nil)
	h.advance("2026-02-28T00:00:00Z")
	require.Equal(t, instant(t, "2026-03-31T00:00:00Z"), h.subscription().Period.End)
	two := imported(t, "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z", nil)
	require.Equal(t, instant(t, "2026-01-31T00:00:00Z"), two.subscription().Anchor, "two whole months")
}

// 20 % off until 1 February: what was billed is 48.00, and half of it is given
// back whatever holds by then; the renewal is at full price.
func TestADiscountIsBakedInOnce(t *testing.T) {
	until := instant(t, "2026-02-01T00:00:00Z")
	h := imported(t, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", &billing.Discount{Percent: dec("20"), Until: &until})
	require.Equal(t, "48.00", h.subscription().Billed[0].Net.String())
	h.set("2026-02-15T00:00:00Z") // 14 of 59 days are left, and the discount is over
	p := h.preview(toSeats(6))
	require.Equal(t, "-11.39", p.Lines[0].Amount.String(), "48.00*14/59")
	require.Equal(t, "17.08", p.Lines[1].Amount.String(), "72.00*14/59")
	require.Equal(t, "0.00", p.Discount.String())
	h.advance("2026-03-01T00:00:00Z")
	require.Equal(t, "60.00", h.invoices()[0].Total.String())
	h.requireBalanced()
}

func TestAnImportHoldsNow(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-03-01T00:00:00Z", sandbox.CardOK)
	period := billing.Period{Start: instant(t, "2026-01-01T00:00:00Z"), End: instant(t, "2026-02-01T00:00:00Z")}
	err := h.engine.Import(context.Background(), h.account, team(5), period, nil)
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(err))
	err = h.engine.Import(context.Background(), h.account, team(99), period, nil)
	require.Equal(t, billing.AboveMaximumSeats, billing.CodeOf(err))
	_, err = h.engine.Preview(context.Background(), h.admin, h.account, billing.ChangeOf(toSeats(6)))
	require.Equal(t, billing.NotSubscribed, billing.CodeOf(err))
}
