package nav

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestRouteReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		route := Route{Page: rapid.SampledFrom(pages).Draw(t, "page"), Arg: rapid.String().Draw(t, "arg")}
		got, err := ParseRoute(route.String())
		if err != nil || got != route {
			t.Fatalf("%q read back as %+v, %v", route, got, err)
		}
	})
}

func TestParseRoute(t *testing.T) {
	tests := []struct {
		text string
		want Route
		ok   bool
	}{
		{"overview", Route{Page: PageOverview}, true},
		{"invoices/inv_1", Route{Page: PageInvoices, Arg: "inv_1"}, true},
		{"invoices/a%2Fb", Route{Page: PageInvoices, Arg: "a/b"}, true},
		{"invoices/", Route{Page: PageInvoices}, true},
		{"", Route{}, false},
		{"wallet", Route{}, false},
		{"invoices/%zz", Route{}, false},
	}
	for _, tt := range tests {
		got, err := ParseRoute(tt.text)
		if (err == nil) != tt.ok || got != tt.want {
			t.Errorf("%q: %+v, %v; want %+v, ok %t", tt.text, got, err, tt.want, tt.ok)
		}
	}
}

// What asks or opens something does so once, not again on the way back.
func TestAQuestionIsAskedOnce(t *testing.T) {
	for route, want := range map[Route]string{
		{PageOverview, "cancel"}: "", {PageSeats, SeatsInvite}: "", {PageInvoices, ExportArg}: "", {PageHistory, ExportArg}: "", {PagePayments, "top-up"}: "", {PageCredits, "packs"}: "",
		{PageSeats, "over"}: "over", {PageInvoices, "inv_1"}: "inv_1", {PageCheckout, "order=pay"}: "order=pay", {PageStorage, "items"}: "items",
	} {
		if got := route.Kept(); got != (Route{route.Page, want}) {
			t.Errorf("%v is kept as %v", route, got)
		}
	}
}

func TestHistoryWalks(t *testing.T) {
	overview, plans := Route{Page: PageOverview}, Route{Page: PagePlans}
	seats, invoice := Route{Page: PageSeats}, Route{Page: PageInvoices, Arg: "inv_1"}
	h := NewHistory(overview)
	h.Push(plans)
	h.Push(plans) // going where one is adds no step
	h.Push(seats)
	expect := func(step string, got Route, ok bool, want Route, wantOK bool) {
		t.Helper()
		if got != want || ok != wantOK {
			t.Errorf("%s: %v, %t; want %v, %t", step, got, ok, want, wantOK)
		}
	}
	at, ok := h.Back()
	expect("back", at, ok, plans, true)
	at, ok = h.Back()
	expect("back", at, ok, overview, true)
	at, ok = h.Back()
	expect("back at the start", at, ok, overview, false)
	at, ok = h.Forward()
	expect("forward", at, ok, plans, true)
	h.Push(invoice)
	at, ok = h.Forward()
	expect("forward after going elsewhere", at, ok, invoice, false)
	at, ok = h.Back()
	expect("back from there", at, ok, plans, true)
}

func TestHistoryIsBounded(t *testing.T) {
	h := NewHistory(Route{Page: PageOverview})
	for i := range 3 * historyLimit {
		h.Push(Route{Page: PageInvoices, Arg: strconv.Itoa(i)})
	}
	steps := 0
	for {
		if _, ok := h.Back(); !ok {
			break
		}
		steps++
	}
	if steps != historyLimit-1 {
		t.Errorf("%d steps back, want %d", steps, historyLimit-1)
	}
}

func TestAMembersArgReadsBack(t *testing.T) {
	if id, ok := ParseMemberArg(MemberArg("mem_7")); id != "mem_7" || !ok {
		t.Errorf("read back as %q, %t", id, ok)
	}
	if id, ok := ParseMemberArg("idle"); ok {
		t.Errorf("idle is the member %q", id)
	}
}
