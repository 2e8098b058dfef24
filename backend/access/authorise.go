package access

import (
	"context"
	"net/url"
	"slices"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/safeweb"
)

// Origins are what people reach the backend by. A confirm is signed for one of
// them, so that a page in between which calls itself something else can pass
// nothing on.
type Origins struct {
	Public []string // as safeweb.Origin writes them: "https://billing.example.com"
	// Loopback accepts every address of this machine itself, as of a backend that
	// listens nowhere else.
	Loopback bool
}

// Has tells whether an origin is one of them.
func (o Origins) Has(origin string) bool {
	if slices.Contains(o.Public, origin) {
		return true
	}
	u, err := url.Parse(origin)
	return o.Loopback && err == nil && (u.Scheme == "http" || u.Scheme == "https") && origin == safeweb.Origin(u) && safeweb.Loopback(u.Hostname())
}

// Authorise refuses a confirm that no device of the person's signed, or that one
// signed over anything else than what it is about to do: another preview than the
// stored one, another amount, account, method, key or backend. It notes that the
// device was used. Problems: signature_missing, device_unknown, device_revoked,
// signature_invalid, origin_unknown.
func (a *Access) Authorise(ctx context.Context, tx *store.Tx, by billing.Person, in billing.Intent, p billing.Preview) error {
	s := in.Signed
	if s.Device == "" || len(s.Bytes) == 0 {
		return billing.NewProblem(billing.SignatureMissing)
	}
	d, err := tx.Device(ctx, s.Device)
	if err != nil {
		return err
	}
	now := a.Now()
	switch {
	case d.PersonID != by.ID, d.Lapses != nil && !now.Before(*d.Lapses):
		return billing.NewProblem(billing.DeviceUnknown)
	case d.Revoked != nil:
		return revoked(d)
	}
	signed := billing.Confirmation{
		Origin: s.Origin, Person: by.ID, Device: d.ID, Account: in.AccountID, Kind: p.Kind, Preview: p,
		AmountDue: in.AmountDue, Payment: in.Payment, Key: in.ID,
	}
	if !signed.SignedBy(d.Public, s.Bytes) {
		return billing.NewProblem(billing.SignatureInvalid)
	}
	if !a.Origins.Has(s.Origin) {
		// Whoever runs the backend has to say by what else it is reached.
		a.Log.WarnContext(ctx, "confirm signed for an address that is none of the backend's", "origin", s.Origin)
		return billing.NewProblem(billing.OriginUnknown, "origin", s.Origin)
	}
	return tx.UseDevice(ctx, d.ID, now)
}
