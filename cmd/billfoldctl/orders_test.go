package main_test

import (
	"strings"
	"testing"
)

const (
	owner  = "owner@contoso.example"
	member = "member@northwind.example"
)

func TestTopUpIsPaidForWhatWasAgreedTo(t *testing.T) {
	address, stop := serve(t)
	u := newUser(t, address, admin)
	paid := charges(t, address)
	for _, test := range []struct {
		args []string
		code int
	}{
		{[]string{"top-up", "50"}, 2}, // nobody can be asked
		{[]string{"top-up", "fifty", "--expect", "50"}, 2},
		{[]string{"top-up", "1e3", "--expect", "1000"}, 2},
		{[]string{"top-up", "0.01", "--expect", "0.01"}, 2}, // below the least
		{[]string{"top-up", "50", "--expect", "49.99"}, 4},
		{[]string{"top-up", "50", "--expect", "50", "--payment", "nothing"}, 4},
		{[]string{"buy", "no-such-pack", "--expect", "1"}, 4},
		{[]string{"pay", "--expect", "1"}, 4},
		{[]string{"resume", "--expect", "0"}, 4},
	} {
		if r := u.run(test.args...); r.code != test.code || r.out != "" || r.err == "" {
			t.Errorf("%v: %+v", test.args, r)
		}
	}
	if charges(t, address) != paid {
		t.Fatal("something refused was charged")
	}
	var o outcome
	u.want(0, &o, "top-up", "50", "--expect", "50.00", "--reason", "for the year")
	if o.State != "applied" || o.AmountCharged != "50.00" || o.InvoiceID == "" || charges(t, address) != paid+1 {
		t.Errorf("%+v", o)
	}
	var s status
	if u.want(0, &s, "status"); s.Pending != nil {
		t.Errorf("pending %+v", s.Pending)
	}
	stop()
	if r := u.run("top-up", "50", "--expect", "50"); r.code != 5 {
		t.Errorf("offline: %+v", r)
	}
}

// What can be bought is listed, bought for its price, and there.
func TestAPackIsBoughtByWhatTheListSays(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	if r := u.run("plans"); !strings.Contains(r.out, "ai_1000") || !strings.Contains(r.out, "once") {
		t.Errorf("plans: %s", r.out)
	}
	var sold struct {
		Addons []struct {
			ID, Kind string
			Prices   []struct{ Interval, Unit string }
		}
	}
	u.want(0, &sold, "plans")
	for _, a := range sold.Addons {
		if a.ID != "ai_1000" {
			continue
		}
		var o outcome
		u.want(4, &o, "buy", a.ID, "--quantity", "2", "--expect", a.Prices[0].Unit)
		if o.Problem == nil || o.Problem.Code != "price_changed" {
			t.Errorf("two for the price of one: %+v", o)
		}
		u.want(0, &o, "buy", a.ID, "--quantity", "2", "--expect", "48.00") // 2*20.00 and 20 % VAT
		if o.State != "applied" || o.AmountCharged != "48.00" || a.Kind != "one_time" || a.Prices[0].Interval != "" {
			t.Errorf("%+v of %+v", o, a)
		}
		var invoice struct{ Lines []line }
		u.want(0, &invoice, "invoice", o.InvoiceID)
		if len(invoice.Lines) != 1 || invoice.Lines[0].Kind != "one_time" || invoice.Lines[0].Item != "addon:ai_1000" {
			t.Errorf("lines %+v", invoice.Lines)
		}
		return
	}
	t.Fatalf("no pack is sold: %+v", sold)
}

func TestTheOpenInvoiceIsPaid(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, owner)
	var accounts struct {
		Accounts []struct{ ID, Name, Plan string }
	}
	u.want(0, &accounts, "accounts")
	paid := false
	for _, a := range accounts.Accounts {
		var all invoices
		u.want(0, &all, "--account", a.ID, "invoices")
		for _, i := range all.Invoices {
			if i.Status != "open" {
				continue
			}
			// The card is declined, and nothing is lost by trying.
			var o outcome
			u.want(4, &o, "--account", a.ID, "pay", "--expect", i.AmountDue)
			if o.State != "rejected" || o.Problem == nil || o.Problem.Code != "payment_declined" {
				t.Errorf("by the declined card: %+v", o)
			}
			paid = true
		}
	}
	if !paid {
		t.Fatal("nobody has an open invoice")
	}
}

func TestCancelResumeUndo(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	var before status
	u.want(0, &before, "status")
	var o outcome
	u.want(0, &o, "cancel", "--reason", "Too many tools")
	if o.State != "scheduled" || o.AmountCharged != "0.00" || o.ID == "" {
		t.Errorf("cancel: %+v", o)
	}
	if r := u.run("cancel"); r.code != 4 {
		t.Errorf("again: %+v", r)
	}
	u.want(0, &o, "resume", "--expect", "0")
	if o.State != "applied" || o.AmountCharged != "0.00" {
		t.Errorf("resume: %+v", o)
	}
	if r := u.run("undo"); r.code != 4 || !strings.Contains(r.err, "Nothing is scheduled") {
		t.Errorf("nothing to undo: %+v", r)
	}
	u.want(0, &o, "change", "--seats", seats(before.Seats.Paid-1), "--expect", "0.00")
	var after status
	if u.want(0, &after, "status"); o.State != "scheduled" || after.Scheduled == nil {
		t.Fatalf("%+v, %+v", o, after)
	}
	u.want(0, &o, "undo")
	var undone status
	if u.want(0, &undone, "status"); o.State != "applied" || undone.Scheduled != nil || undone.Seats != before.Seats {
		t.Errorf("undo: %+v, %+v", o, undone)
	}
	r := u.run("cancel")
	if r.code != 0 || !strings.Contains(r.out, "ends on") || !strings.Contains(r.out, "resume") {
		t.Errorf("in words: %+v", r)
	}
	for _, args := range [][]string{{"cancel"}, {"undo"}, {"resume", "--expect", "0"}, {"pay", "--expect", "1"}} {
		if r := newUser(t, address, member).run(args...); r.code != 4 || !strings.Contains(r.err, "your role") {
			t.Errorf("%v by a member: %+v", args, r)
		}
	}
}
