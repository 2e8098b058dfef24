package access_test

import (
	"context"
	"testing"
	"time"

	"billfold/backend/access"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

const origin = "https://billing.example.com"

func TestOrigins(t *testing.T) {
	public := []string{origin, "https://second.example"}
	for _, c := range []struct {
		origin            string
		public, loopbacks bool // accepted where the backend is reached so
	}{
		{origin, true, false},
		{"https://second.example", true, false},
		{origin + "/", false, false},
		{origin + ":443", false, false},
		{"https://BILLING.example.com", false, false},
		{"http://billing.example.com", false, false},
		{origin + ".evil.com", false, false},
		{"", false, false},
		{"null", false, false},
		{"http://127.0.0.1:1", false, true},
		{"http://127.9.9.9:1", false, true},
		{"http://127.0.0.1", false, true},
		{"http://[::1]:2", false, true},
		{"http://localhost:3", false, true},
		{"https://127.0.0.1:1", false, true},
		{"https://127.0.0.1", false, true},
		{"HTTP://127.0.0.1:1", false, false},
		{"http://127.0.0.1.evil.com", false, false},
		{"http://127.0.0.1.evil.com:1", false, false},
		{"http://localhost.evil.com:1", false, false},
		{"http://127.0.0.1:1/", false, false},
		{"http://127.0.0.1:1/x", false, false},
		{"http://127.0.0.1:1?x", false, false},
		{"http://127.0.0.1:1#x", false, false},
		{"http://127.0.0.1:1@evil.com", false, false},
		{"http://evil.com@127.0.0.1:1", false, false},
		{" http://127.0.0.1:1", false, false},
		{"http://127.0.0.1:1\n", false, false},
		{"http://0.0.0.0:1", false, false},
		{"http://192.0.2.1:1", false, false},
		{"http://2130706433:1", false, false},
		{"http://[::1", false, false},
		{"http://", false, false},
		{"127.0.0.1:1", false, false},
		{"//127.0.0.1:1", false, false},
	} {
		for _, o := range []access.Origins{{}, {Public: public}, {Loopback: true}, {Public: public, Loopback: true}} {
			want := c.public && o.Public != nil || c.loopbacks && o.Loopback
			if got := o.Has(c.origin); got != want {
				t.Errorf("%q at %+v: %v", c.origin, o, got)
			}
		}
	}
}

// order is a confirm of Maya's that her key has signed.
func order(key billing.DeviceKey) (billing.Intent, billing.Preview) {
	p := billing.Preview{
		ID: "prv_1", Kind: billing.OrderTopUp, Currency: "USD", At: noon, Discount: money.Zero("USD"),
		Totals: billing.Totals{
			Subtotal: money.FromMinor(900, "USD"), Total: money.FromMinor(900, "USD"), AmountDue: money.FromMinor(900, "USD"),
			BillingCreditApplied: money.Zero("USD"), BillingCreditAfter: money.Zero("USD"),
		},
	}
	in := billing.Intent{ID: "key_1", AccountID: "acc_1", PreviewID: p.ID, AmountDue: p.AmountDue, Payment: "pm_1"}
	in.Signed = billing.Signature{Origin: origin, Device: key.ID(), Bytes: key.Sign(billing.Confirmation{
		Origin: origin, Person: maya.ID, Device: key.ID(), Account: in.AccountID, Kind: p.Kind, Preview: p,
		AmountDue: in.AmountDue, Payment: in.Payment, Key: in.ID,
	})}
	return in, p
}

// authorise is what becomes of a confirm by a person.
func (p *place) authorise(by billing.Person, in billing.Intent, of billing.Preview) billing.Code {
	p.t.Helper()
	ctx := p.t.Context()
	err := p.books.Write(ctx, func(tx *store.Tx) error { return p.Authorise(ctx, tx, by, in, of) })
	if err != nil && billing.CodeOf(err) == "" {
		p.t.Fatal(err)
	}
	return billing.CodeOf(err)
}

func TestOnlyWhatWasSignedIsAuthorised(t *testing.T) {
	p := newPlace(t)
	key := newKey(t)
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(key)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(in *billing.Intent, of *billing.Preview)
		code  billing.Code
	}{
		"no signature":     {func(in *billing.Intent, _ *billing.Preview) { in.Signed.Bytes = nil }, billing.SignatureMissing},
		"no device":        {func(in *billing.Intent, _ *billing.Preview) { in.Signed.Device = "" }, billing.SignatureMissing},
		"another device":   {func(in *billing.Intent, _ *billing.Preview) { in.Signed.Device = "dev_1" }, billing.DeviceUnknown},
		"another origin":   {func(in *billing.Intent, _ *billing.Preview) { in.Signed.Origin = "https://evil.example" }, billing.SignatureInvalid},
		"another account":  {func(in *billing.Intent, _ *billing.Preview) { in.AccountID = "acc_2" }, billing.SignatureInvalid},
		"another key":      {func(in *billing.Intent, _ *billing.Preview) { in.ID = "key_2" }, billing.SignatureInvalid},
		"another method":   {func(in *billing.Intent, _ *billing.Preview) { in.Payment = "" }, billing.SignatureInvalid},
		"another amount":   {func(in *billing.Intent, _ *billing.Preview) { in.AmountDue = money.FromMinor(901, "USD") }, billing.SignatureInvalid},
		"another currency": {func(in *billing.Intent, _ *billing.Preview) { in.AmountDue = money.FromMinor(900, "EUR") }, billing.SignatureInvalid},
		"another preview":  {func(_ *billing.Intent, of *billing.Preview) { of.ID = "prv_2" }, billing.SignatureInvalid},
		"another kind":     {func(_ *billing.Intent, of *billing.Preview) { of.Kind = billing.OrderPayment }, billing.SignatureInvalid},
		"another figure":   {func(_ *billing.Intent, of *billing.Preview) { of.Total = money.FromMinor(901, "USD") }, billing.SignatureInvalid},
	} {
		in, of := order(key)
		c.spoil(&in, &of)
		if got := p.authorise(maya, in, of); got != c.code {
			t.Errorf("%s: %q", name, got)
		}
	}
	in, of := order(key)
	if got := p.authorise(jonas, in, of); got != billing.DeviceUnknown {
		t.Errorf("by somebody else: %q", got)
	}
	if one := p.devices(1)[0]; one.LastUsed != nil {
		t.Errorf("used by what was refused: %v", one.LastUsed)
	}
	p.clock.pass(time.Minute)
	if got := p.authorise(maya, in, of); got != "" {
		t.Errorf("the right one: %q", got)
	}
	if one := p.devices(1)[0]; one.LastUsed == nil || !one.LastUsed.Equal(noon.Add(time.Minute)) {
		t.Errorf("used: %v", one.LastUsed)
	}
	if err := p.Revoke(t.Context(), maya.ID, key.ID()); err != nil {
		t.Fatal(err)
	}
	if got := p.authorise(maya, in, of); got != billing.DeviceRevoked {
		t.Errorf("revoked: %q", got)
	}
}

// What was signed for another backend is not for us, whoever passes it on.
func TestASignatureForWhatWeAreNotCalled(t *testing.T) {
	p := newPlace(t)
	key := newKey(t)
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(key)); err != nil {
		t.Fatal(err)
	}
	in, of := order(key)
	p.Origins = access.Origins{Public: []string{"https://elsewhere.example"}, Loopback: true}
	if got := p.authorise(maya, in, of); got != billing.OriginUnknown {
		t.Errorf("%q", got)
	}
}

// The key of one command lapses, is not listed, and signs no more after that.
func TestTheKeyOfOneCommand(t *testing.T) {
	p := newPlace(t)
	key := newKey(t)
	e := p.enrolment(key)
	e.SingleCommand, e.IDToken = true, ""
	if _, err := p.Enrol(t.Context(), fresh, e); err != nil {
		t.Fatal(err)
	}
	p.devices(0)
	in, of := order(key)
	p.clock.pass(time.Hour - time.Second)
	if got := p.authorise(maya, in, of); got != "" {
		t.Errorf("in time: %q", got)
	}
	p.clock.pass(time.Second)
	if got := p.authorise(maya, in, of); got != billing.DeviceUnknown {
		t.Errorf("lapsed: %q", got)
	}
	if _, err := p.Challenge(t.Context(), maya.ID); err != nil {
		t.Fatal(err)
	}
	p.write(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Device(ctx, key.ID()); billing.CodeOf(err) != billing.DeviceUnknown {
			t.Errorf("it is kept: %v", err)
		}
		return nil
	})
}
