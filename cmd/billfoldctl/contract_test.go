package main_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const admin = "admin@northwind.example"

type status struct {
	Account  string
	Plan     string
	Interval string
	Seats    struct{ Used, Paid int }
	Storage  struct{ Used, Limit string } `json:"storage_gb"`
	Status   string
	Fresh    struct {
		State    string
		AsOf     *time.Time `json:"as_of"`
		Revision int64
	} `json:"freshness"`
	Pending   *struct{ ID, State string } `json:"pending_change"`
	Scheduled *struct {
		After struct{ Seats int }
	} `json:"scheduled_change"`
}

type line struct{ Kind, Item, Quantity, Amount, Arithmetic string }

type preview struct {
	ID        string
	Estimate  bool
	AmountDue string `json:"amount_due"`
	Lines     []line
	Blockers  []struct{ Code string }
}

type outcome struct {
	ID, State     string
	PreviewID     string `json:"preview_id"`
	AmountCharged string `json:"amount_charged"`
	InvoiceID     string `json:"invoice_id"`
	Problem       *struct{ Code string }
}

type invoices struct {
	Invoices []struct {
		ID, Number, At, Status, Total string
		AmountDue                     string `json:"amount_due"`
		AmountPaid                    string `json:"amount_paid"`
	}
}

func seats(n int) string { return strconv.Itoa(n) }

func TestMainJob(t *testing.T) {
	address, stop := serve(t)
	s := newUser(t, address, admin)

	var accounts struct {
		Accounts []struct{ ID, Name, Role, Plan string }
	}
	s.want(0, &accounts, "accounts")
	if len(accounts.Accounts) != 1 || accounts.Accounts[0].Name != "Northwind Traders" || accounts.Accounts[0].Role != "admin" {
		t.Fatalf("%+v", accounts)
	}
	var before, after status
	s.want(0, &before, "status")
	if before.Account != accounts.Accounts[0].ID || before.Seats.Paid == 0 || before.Fresh.State != "fresh" || before.Pending != nil {
		t.Errorf("status %+v", before)
	}
	var p preview
	s.want(0, &p, "preview", "--seats", seats(before.Seats.Paid+2))
	if p.ID == "" || p.Estimate || len(p.Lines) != 2 {
		t.Fatalf("preview %+v", p)
	}

	// Nothing but exactly what was agreed to.
	paid := charges(t, address)
	change := []string{"change", "--seats", seats(before.Seats.Paid + 2), "--category", "strategic", "--reason", "hiring"}
	if r := s.run(change...); r.code != 2 {
		t.Errorf("without --expect: %+v", r)
	}
	var o outcome
	s.want(4, &o, append(change, "--expect", "0.01")...)
	if o.State != "rejected" || o.AmountCharged != "0.00" || o.Problem.Code != "price_changed" || charges(t, address) != paid {
		t.Errorf("another amount: %+v", o)
	}
	s.want(0, &o, append(change, "--expect", p.AmountDue)...)
	if o.State != "applied" || o.PreviewID != p.ID || o.AmountCharged != p.AmountDue || charges(t, address) != paid+1 {
		t.Fatalf("outcome %+v", o)
	}

	var all invoices
	s.want(0, &all, "invoices")
	if all.Invoices[0].ID != o.InvoiceID || all.Invoices[0].AmountPaid != p.AmountDue || all.Invoices[0].Status != "paid" {
		t.Errorf("invoices %+v", all.Invoices[0])
	}
	var invoice struct{ Lines []line }
	s.want(0, &invoice, "invoice", all.Invoices[0].Number)
	if !reflect.DeepEqual(invoice.Lines, p.Lines) {
		t.Errorf("invoice lines %+v, previewed %+v", invoice.Lines, p.Lines)
	}
	s.want(0, &after, "status")
	if after.Seats.Paid != before.Seats.Paid+2 {
		t.Errorf("status %+v", after)
	}
	s.want(4, &o, append(change, "--expect", p.AmountDue)...)
	if o.Problem.Code != "current_terms" {
		t.Errorf("once more: %+v", o)
	}

	// Less is scheduled, and costs nothing now.
	s.want(0, &o, "change", "--seats", seats(before.Seats.Paid), "--expect", "0.00")
	s.want(0, &after, "status")
	if o.State != "scheduled" || after.Scheduled == nil || after.Scheduled.After.Seats != before.Seats.Paid {
		t.Errorf("scheduled %+v, %+v", o, after)
	}

	stop()
	s.offline(after)
}

// offline is what the terminal still answers without a backend.
func (u *user) offline(last status) {
	t := u.t
	t.Helper()
	var now status
	u.want(0, &now, "status")
	if now.Fresh.State != "offline" || now.Seats != last.Seats || now.Fresh.Revision != last.Fresh.Revision {
		t.Errorf("status offline: %+v", now)
	}
	var p preview
	u.want(0, &p, "preview", "--seats", seats(last.Seats.Paid+1))
	if !p.Estimate || p.ID != "" || len(p.Lines) == 0 {
		t.Errorf("preview offline: %+v", p)
	}
	var all invoices
	u.want(0, &all, "invoices")
	if len(all.Invoices) == 0 {
		t.Error("no invoices offline")
	}
	r := u.want(5, nil, "change", "--seats", seats(last.Seats.Paid+1), "--expect", p.AmountDue)
	if r.out != "" || strings.Count(strings.TrimSpace(r.err), "\n") != 0 {
		t.Errorf("change offline: %+v", r)
	}
	u.want(5, nil, "sync")
}

func TestRefusals(t *testing.T) {
	address, _ := serve(t)
	s := newUser(t, address, admin)
	reader := newUser(t, address, "member@northwind.example")
	many := newUser(t, address, "billing@fabrikam.example")
	cases := []struct {
		name string
		who  *user
		code int
		says string
		args []string
	}{
		{"unknown flag", s, 2, "--bogus", []string{"--bogus", "status"}},
		{"no command", s, 2, "say what to do: login, logout, device, card, accounts, status", nil},
		{"not an interval", s, 2, "--interval", []string{"preview", "--interval", "week"}},
		{"no change", s, 2, "--plan", []string{"preview"}},
		{"not an amount", s, 2, `not "a lot"`, []string{"change", "--seats", "60", "--expect", "a lot"}},
		{"a sign", s, 2, `not "$9.64"`, []string{"change", "--seats", "60", "--expect", "$9.64"}},
		{"a comma", s, 2, `not "9,64"`, []string{"change", "--seats", "60", "--expect", "9,64"}},
		{"an amount left out", s, 2, "--expect needs a value. Try", []string{"change", "--seats", "60", "--expect"}},
		{"less than nothing", s, 2, "written --expect=VALUE", []string{"change", "--seats", "60", "--expect", "-1"}},
		{"too many decimals", s, 2, "not an amount in USD", []string{"change", "--seats", "60", "--expect", "9.641"}},
		{"another amount", s, 4, "not $1.00", []string{"change", "--seats", "60", "--expect", "1.00"}},
		{"half a seat", s, 2, "a whole number", []string{"preview", "--seats", "1.5"}},
		{"less than no seats", s, 2, "at least 0", []string{"preview", "--seats=-1"}},
		{"no seats", s, 4, "too few seats", []string{"change", "--seats", "0", "--expect", "0"}},
		{"a million seats", s, 4, "too many seats", []string{"change", "--seats", "1000000", "--expect", "0"}},
		{"a billion seats", s, 2, "at most 1,000,000", []string{"preview", "--seats", "1000000000"}},
		{"unknown plan", s, 4, "no plan nope", []string{"preview", "--plan", "nope"}},
		{"by contract", s, 4, "by contract", []string{"preview", "--plan", "custom"}},
		{"unknown account", s, 1, "acc_other", []string{"--account", "acc_other", "status"}},
		{"unknown invoice", s, 1, "no such thing", []string{"invoice", "NWT-9999"}},
		{"which account", many, 2, "--account", []string{"status"}},
		{"no rights", reader, 4, "role", []string{"change", "--seats", "60", "--expect", "0.00"}},
		{"too few seats", s, 4, "active", []string{"change", "--seats", "1", "--expect", "0.00"}},
	}
	for _, c := range cases {
		r := c.who.run(c.args...)
		if r.code != c.code || !strings.Contains(r.err, c.says) || strings.Count(strings.TrimSpace(r.err), "\n") != 0 {
			t.Errorf("%s: exit %d, want %d: %q, want %q", c.name, r.code, c.code, r.err, c.says)
		}
	}
	if r := reader.run("invoices"); r.code != 0 || r.out != "There are no invoices that you may see.\n" {
		t.Errorf("invoices of a member: %+v", r)
	}
	wrong := newUser(t, address, admin)
	wrong.env = append(wrong.env, "BILLFOLD_TOKEN=wrong")
	if r := wrong.run("accounts"); r.code != 1 || !strings.Contains(r.err, "sign in again") {
		t.Errorf("wrong token: %+v", r)
	}
	signedOut := newUser(t, address, admin)
	signedOut.env = append(signedOut.env, "BILLFOLD_TOKEN=", "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=")
	if r := signedOut.run("accounts"); r.code != 1 || !strings.Contains(r.err, "Nobody is signed in") || !strings.Contains(r.err, "BILLFOLD_TOKEN") {
		t.Errorf("signed out: %+v", r)
	}
	nowhere := newUser(t, address, admin)
	nowhere.address = ""
	if r := nowhere.run("status"); r.code != 2 || !strings.Contains(r.err, "--server URL") {
		t.Errorf("no server: %+v", r)
	}
	if r := many.run("--account", "nothing of that name", "status"); r.code != 1 {
		t.Errorf("a name of nothing: %+v", r)
	}
	foreign := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<html>Welcome to the hotel"))
	}))
	defer foreign.Close()
	lost := newUser(t, address, admin)
	lost.address = foreign.URL
	if r := lost.run("accounts"); r.code != 1 || !strings.Contains(r.err, "not Billfold's billing") {
		t.Errorf("a hotel: %+v", r)
	}
}

// Tables are for people: every value is put into words, and no line is cut.
func TestForPeople(t *testing.T) {
	address, _ := serve(t)
	s := newUser(t, address, admin)
	cases := []struct {
		says string
		args []string
	}{
		{"Northwind Traders", []string{"accounts"}},
		{"Team, ", []string{"status"}},
		{"Updated", []string{"sync"}},
		{"by contract", []string{"plans"}},
		{"Team to Business", []string{"preview", "--plan", "business"}},
		{"The renewal moves", []string{"preview", "--interval", "year"}},
		{"Paid", []string{"invoices", "--limit", "3"}},
		{"Amount due", []string{"invoice", "NWT-0001"}},
	}
	for _, c := range cases {
		r := s.run(c.args...)
		if r.code != 0 || !strings.Contains(r.out, c.says) || strings.ContainsAny(r.out, "{}[]") || r.err != "" {
			t.Errorf("%v: %+v, want %q", c.args, r, c.says)
		}
	}
	voice := newUser(t, address, "billing@fabrikam.example")
	var list struct{ Accounts []struct{ ID, Name string } }
	voice.want(0, &list, "accounts")
	for _, a := range list.Accounts {
		r := voice.run("--account", a.ID, "status")
		if sold := a.Name == "Fabrikam Studio"; strings.Contains(r.out, "Storage") != sold {
			t.Errorf("%s: storage shown although it is sold is %t: %s", a.Name, sold, r.out)
		}
	}
}

// People are answered in their language; programs, and whoever helps, in English.
func TestInGerman(t *testing.T) {
	address, _ := serve(t)
	s := newUser(t, address, admin)
	s.env = append(s.env, "LC_ALL=de_DE.UTF-8")
	for _, c := range []struct {
		code int
		says string
		args string
	}{
		{0, "ROLLE", "accounts"},
		{0, " Plätze, ", "status"},
		{0, "Fälliger Betrag", "invoice NWT-0001"},
		{4, "Es wurde nichts abgebucht.", "buy nothing --expect 1.00"},
		{4, "Nothing was charged.", "--json buy nothing --expect 1.00"},
		{0, "It answers.", "doctor"},
		{2, "say what to do", ""},
	} {
		if r := s.run(strings.Fields(c.args)...); r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("%s: %+v, want %d, %q", c.args, r, c.code, c.says)
		}
	}
}

// An answer that never arrives is an unknown outcome, not a failure: the change
// was made once, and sync finds out.
func TestUnknownOutcomeIsSettled(t *testing.T) {
	address, _ := serve(t)
	s := newUser(t, address, admin)
	var before, after status
	s.want(0, &before, "status")
	target := seats(before.Seats.Paid + 1)

	real, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	confirmed := make(chan struct{}, 100)
	through := httputil.NewSingleHostReverseProxy(real)
	var stuck atomic.Bool // settling says that the gateway has not answered
	swallow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id, ok := strings.CutSuffix(r.URL.Path, "/settle"); ok && stuck.Load() {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"id":"` + path.Base(id) + `","state":"charging"}`))
			return
		}
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/subscription-changes") {
			through.ServeHTTP(w, r)
			return
		}
		through.ServeHTTP(httptest.NewRecorder(), r)
		confirmed <- struct{}{}
		panic(http.ErrAbortHandler)
	}))
	defer swallow.Close()

	// Same home, other address: the copy is another one, so is the outbox.
	behind := &user{t: t, address: swallow.URL, env: s.env}
	var p preview
	behind.want(0, &p, "preview", "--seats", target)
	paid := charges(t, address)
	ctl := behind.command("--json", "change", "--seats", target, "--expect", p.AmountDue, "--category", "temporary")
	r := finished(t, ctl, func() {
		<-confirmed
		if err := ctl.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
	})
	if r.code != 3 || !strings.Contains(r.out, `"unknown"`) || !strings.Contains(r.err, "do not pay again") {
		t.Fatalf("%+v", r)
	}
	behind.want(0, &after, "status")
	if after.Pending == nil || after.Pending.State != "unknown" {
		t.Errorf("pending %+v", after.Pending)
	}
	var o outcome
	if again := behind.run("change", "--seats", seats(before.Seats.Paid+9), "--expect", "1.00", "--category", "temporary"); again.code != 4 {
		t.Errorf("another change meanwhile: %+v, %+v", again, o)
	}
	stuck.Store(true)
	if r := behind.run("sync"); r.code != 3 || !strings.Contains(r.out, "Northwind Traders") || !strings.Contains(r.err, "do not pay again. Run billfoldctl sync") {
		t.Errorf("sync while it is being charged: %+v", r)
	}
	stuck.Store(false)
	if r := behind.run("sync"); r.code != 0 || !strings.Contains(r.out, "Done. $"+p.AmountDue+" charged.") {
		t.Errorf("sync: %+v", r)
	}
	var settled status
	behind.want(0, &settled, "status")
	if settled.Pending != nil || settled.Seats.Paid != before.Seats.Paid+1 || charges(t, address) != paid+1 {
		t.Errorf("settled %+v after %d charges", settled, charges(t, address)-paid)
	}
}
