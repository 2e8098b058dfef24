package app

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/billing"
	"billfold/billing/money"
	billingsync "billfold/sync"
	"billfold/views/signin"
)

const admin = "admin@northwind.example"

// start sits down at a desk in a home of the test's own and serves it until the
// test or the returned function ends it.
func start(t testing.TB, home string, in config.Input) (*desk, func()) {
	t.Helper()
	in.Getenv = func(name string) string { return map[string]string{config.HomeVariable: home}[name] }
	in.UserConfigDir = func() (string, error) { return home, nil }
	c, preferences, err := config.Load(in)
	if err != nil {
		t.Fatal(err)
	}
	c, address := place(c, preferences.Get())
	d := &desk{
		input: in, preferences: preferences, now: time.Now,
		log: slog.New(slog.DiscardHandler), changed: func(billingsync.Changed) {},
	}
	if err := d.open(t.Context(), c, address); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var served sync.WaitGroup
	served.Go(func() { d.Serve(ctx) })
	stop := sync.OnceFunc(func() { cancel(); served.Wait() })
	t.Cleanup(stop)
	return d, stop
}

func TestTheMainJobAndReadingItOffline(t *testing.T) {
	ctx, home := t.Context(), t.TempDir()
	d, stop := start(t, home, config.Input{})
	if got := d.Place(); got != (signin.Place{}) {
		t.Fatalf("a first start is at %+v", got)
	}
	if err := d.Use(ctx, signin.Place{Demo: true}); err != nil {
		t.Fatal(err)
	}
	people, err := d.People(ctx)
	if err != nil || len(people) != 5 {
		t.Fatalf("people %+v, %v", people, err)
	}
	if err := d.SignIn(ctx, admin); err != nil {
		t.Fatal(err)
	}
	facts, err := d.Facts(ctx)
	if err != nil || facts.Subscription.Terms.Plan != "team" {
		t.Fatalf("facts %+v, %v", facts, err)
	}
	business := "business"
	preview, err := d.Preview(ctx, billing.Patch{Plan: &business})
	if err != nil || preview.ID == "" || len(preview.Blockers) > 0 {
		t.Fatalf("preview %+v, %v", preview, err)
	}
	outcome, err := d.Confirm(ctx, billing.Intent{PreviewID: preview.ID, AmountDue: preview.AmountDue, Reason: "test"})
	if err != nil || outcome.State != billing.ChangeApplied || !outcome.AmountCharged.Equal(preview.AmountDue) {
		t.Fatalf("outcome %+v, %v", outcome, err)
	}
	if _, err := d.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	stop()

	d, stop = start(t, home, config.Input{Server: "http://127.0.0.1:1"})
	defer stop()
	if d.Person().Email != admin || d.Selected() == "" {
		t.Fatalf("nobody is there offline: %+v at %q", d.Person(), d.Selected())
	}
	if facts, err = d.Facts(ctx); err != nil || facts.Subscription.Terms.Plan != business {
		t.Fatalf("offline facts %+v, %v", facts.Subscription, err)
	}
	if _, err := d.Estimate(ctx, billing.Patch{Plan: &business}); err != nil {
		t.Errorf("offline estimate: %v", err)
	}
	if _, err := d.Preview(ctx, billing.Patch{Plan: &business}); err == nil {
		t.Error("a price was held without a backend")
	}
}

func TestAConfirmNamesWhatWasShown(t *testing.T) {
	d := &desk{now: time.Now, previews: map[string]billing.Preview{}}
	if _, err := d.Confirm(t.Context(), billing.Intent{PreviewID: "prv_1"}); billing.CodeOf(err) != billing.PreviewUnknown {
		t.Errorf("an unknown preview: %v", err)
	}
	d.hold("", &billing.Preview{ID: "prv_1", Totals: billing.Totals{AmountDue: amount(t, "10.00")}, ExpiresAt: time.Now().Add(time.Hour)})
	_, err := d.Confirm(t.Context(), billing.Intent{PreviewID: "prv_1", AmountDue: amount(t, "9.00")})
	if billing.CodeOf(err) != billing.PriceChanged {
		t.Errorf("another amount: %v", err)
	}
}

func TestAPreviewStaysWithItsAccount(t *testing.T) {
	d := &desk{now: time.Now, account: "acc_b", previews: map[string]billing.Preview{}}
	d.hold("acc_a", &billing.Preview{ID: "prv_1", ExpiresAt: time.Now().Add(time.Hour)})
	if _, err := d.Confirm(t.Context(), billing.Intent{PreviewID: "prv_1"}); billing.CodeOf(err) != billing.PreviewUnknown {
		t.Errorf("a preview of another account: %v", err)
	}
}

func TestAnotherAccountsOpeningIsNotUndone(t *testing.T) {
	ctx := t.Context()
	d, _ := start(t, t.TempDir(), config.Input{Demo: true})
	if _, err := d.People(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(ctx, "billing@fabrikam.example"); err != nil {
		t.Fatal(err)
	}
	accounts, err := d.Accounts(ctx)
	if err != nil || len(accounts) != 3 {
		t.Fatalf("accounts %+v, %v", accounts, err)
	}
	var settling sync.WaitGroup
	for i := range 60 {
		settling.Go(func() { d.settle(ctx) })
		want := accounts[i%3].ID
		if err := d.Select(ctx, want); err != nil {
			t.Fatal(err)
		}
		settling.Wait()
		if got := d.Selected(); got != want {
			t.Fatalf("after opening %s: %s", want, got)
		}
	}
}

func TestADemoThatCannotStartIsWhyTheCopyIsOld(t *testing.T) {
	ctx, home := t.Context(), t.TempDir()
	first, _ := start(t, home, config.Input{Demo: true})
	if _, err := first.People(ctx); err != nil {
		t.Fatal(err)
	}
	if err := first.SignIn(ctx, admin); err != nil {
		t.Fatal(err)
	}
	second, _ := start(t, home, config.Input{Demo: true}) // the first one has the books
	if _, err := second.People(ctx); billing.CodeOf(err) != billing.HomeUnusable {
		t.Fatalf("people: %v", err)
	}
	if _, err := second.Refresh(ctx); err == nil {
		t.Fatal("read without a backend")
	}
	second.settle(ctx)
	if problem := second.Freshness().Problem; problem == nil || problem.Code != billing.HomeUnusable {
		t.Errorf("freshness says %v", problem)
	}
}

func TestAPlaceThatIsLeftAtOnceKeepsNothing(t *testing.T) {
	ctx, home := t.Context(), t.TempDir()
	d, _ := start(t, home, config.Input{})
	idle := &desk{input: d.input, preferences: d.preferences, now: d.now, log: d.log, changed: d.changed}
	if err := idle.open(ctx, config.Config{Home: home, Demo: true}, ""); err != nil {
		t.Fatal(err)
	}
	left := idle.sitting.demo.listener.Addr().String()
	if err := idle.open(ctx, config.Config{Home: home}, ""); err != nil {
		t.Fatal(err)
	}
	if conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", left); err == nil {
		_ = conn.Close() // only that it could be made matters
		t.Error("the port is still listened on")
	}
}

func TestAnAddressThatIsNone(t *testing.T) {
	d, stop := start(t, t.TempDir(), config.Input{})
	defer stop()
	for _, server := range []string{"", "billing", "http://billing.example.com"} {
		if err := d.Use(t.Context(), signin.Place{Server: server}); billing.CodeOf(err) != billing.InvalidRequest {
			t.Errorf("%q: %v", server, err)
		}
	}
}

func amount(t *testing.T, text string) money.Money {
	t.Helper()
	m, err := money.Parse(text, "USD")
	if err != nil {
		t.Fatal(err)
	}
	return m
}
