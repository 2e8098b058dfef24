package views

import (
	"testing"

	"billfold/billing"
	"billfold/views/nav"
)

func TestAnOrderBelongsWhereItIsBegun(t *testing.T) {
	order := func(kind billing.OrderKind) nav.Route {
		return nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: kind})}
	}
	for _, c := range []struct {
		route nav.Route
		want  nav.Page
	}{
		{nav.Route{Page: nav.PageSeats, Arg: "over"}, nav.PageSeats},
		{nav.Route{Page: nav.PageCheckout, Arg: "plan=business"}, nav.PagePlans},
		{nav.Route{Page: nav.PageCheckout, Arg: "%"}, nav.PagePlans},
		{order(billing.OrderResume), nav.PagePlans},
		{order(billing.OrderPayment), nav.PagePayments},
		{nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderPack, Addon: "ai-1000", Quantity: 2})}, nav.PageCredits},
		{order(billing.OrderAutoReload), nav.PageCredits},
	} {
		if got := home(c.route); got != c.want {
			t.Errorf("%+v belongs to %q, want %q", c.route, got, c.want)
		}
	}
}
