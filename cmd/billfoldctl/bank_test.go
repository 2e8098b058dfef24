package main_test

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"billfold/app/browsertest"
)

// lines calls a function for each line that is written.
type lines func(string)

func (l lines) Write(b []byte) (int, error) {
	for line := range strings.Lines(string(b)) {
		l(strings.TrimSpace(line))
	}
	return len(b), nil
}

var link = regexp.MustCompile(`https?://\S+`)

// typesCard types a card on the gateway's page.
func typesCard(ctx context.Context, page, number, code string) error {
	shown, err := browsertest.Open(ctx, page)
	if err != nil {
		return err
	}
	shown, err = shown.Submit(ctx, url.Values{
		"number": {number}, "expiry": {"12/34"}, "cvc": {code}, "name": {"Maya Okafor"}, "line1": {"1 Quay"},
		"postal_code": {"2000"}, "city": {"Sydney"}, "country": {"AU"}, "action": {"save"},
	})
	return errors.Join(err, shown.Well())
}

// addsCard adds a card of a number, and is the id to pay with.
func (u *user) addsCard(number string) string {
	u.t.Helper()
	ctl := u.command("card", "add")
	var out strings.Builder
	typed := make(chan error, 1)
	ctl.Stdout = &out
	ctl.Stderr = lines(func(line string) {
		if page := link.FindString(line); page != "" {
			go func() { typed <- typesCard(u.t.Context(), page, number, "123") }()
		}
	})
	if err := ctl.Run(); err != nil {
		u.t.Fatalf("%v: %s", err, out.String())
	}
	if err := <-typed; err != nil {
		u.t.Fatal(err)
	}
	_, id, _ := strings.Cut(out.String(), "--payment ")
	return strings.TrimSuffix(strings.TrimSpace(id), ".")
}

// Whoever closed the terminal that showed the bank's page gets it from sync.
func TestTheBanksPageIsShownAgain(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	card := u.addsCard("4000 0027 6000 3184")
	paid := charges(t, address)
	var o outcome
	first := u.want(3, &o, "top-up", "50", "--expect", "50.00", "--payment", card)
	if o.State != "requires_action" || link.FindString(first.err) == "" {
		t.Fatalf("%+v\n%s", o, first.err)
	}
	again := u.run("sync")
	page := link.FindString(again.err)
	if again.code != 3 || page != link.FindString(first.err) {
		t.Fatalf("%+v, first %s", again, first.err)
	}
	if err := browsertest.Pressing(t.Context(), "Complete")(page); err != nil {
		t.Fatal(err)
	}
	if r := u.run("sync"); r.code != 0 || !strings.Contains(r.out, "Done. $50.00 charged.") || r.err != "" {
		t.Errorf("%+v", r)
	}
	if charges(t, address) != paid+1 {
		t.Errorf("%d charges, %d before", charges(t, address), paid)
	}
}
