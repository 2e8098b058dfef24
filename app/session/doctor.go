package session

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"billfold/app/keychain"
	"billfold/billing"
)

// Health is how something is that the work depends on.
type Health string

// The states of health. Worn works, or can be done without; Bad does not work.
const (
	Well Health = "ok"
	Worn Health = "warn"
	Bad  Health = "bad"
)

// Finding is what was found of one thing: a problem, or a detail for the curious.
type Finding struct {
	Name    string
	State   Health
	Detail  string
	Problem *billing.Problem
}

// mostSkew is how far this machine's clock may be from the backend's before ages
// and holds mislead.
const mostSkew = 2 * time.Minute

// Examine looks at everything that a session depends on.
func (s *Session) Examine(ctx context.Context) []Finding {
	findings := append([]Finding{s.examineKeychain(ctx)}, s.examineBackend(ctx)...)
	d, err := s.desk()
	if err != nil {
		return append(findings, Finding{Name: "person", State: Bad, Problem: problemOf(err)})
	}
	for _, file := range d.cache.Check(ctx) {
		f := Finding{Name: file.File, State: Well, Detail: fmt.Sprintf("schema %d, %d KiB.", file.Schema, (file.Bytes+1023)>>10)}
		if file.Problem != nil {
			f.State, f.Problem = Bad, file.Problem
		}
		findings = append(findings, f)
	}
	for _, note := range d.cache.Notes() {
		findings = append(findings, Finding{Name: "set aside", State: Worn, Problem: note})
	}
	return append(append(findings, s.examineOutbox(ctx, d)), s.examineCopy(ctx, d)...)
}

func (s *Session) examineKeychain(ctx context.Context) Finding {
	f := Finding{Name: "keychain", State: Well, Detail: "It answers."}
	switch {
	case !s.Config.Token.IsEmpty():
		f.Detail = "Not used: the token is in the environment."
	case !s.Keychain.Lasting():
		f.State, f.Problem = Worn, billing.NewProblem(billing.KeychainMissing)
	default:
		person, known := s.Person()
		if !known {
			break
		}
		_, err := s.Keychain.Get(ctx, keychain.Key{Kind: keychain.RefreshToken, Server: s.server, PersonID: person.ID})
		if err != nil {
			f.State, f.Problem = Bad, problemOf(err)
		}
	}
	return f
}

// examineBackend looks at the way to the backend, at its clock, and at whether it
// knows who asks.
func (s *Session) examineBackend(ctx context.Context) []Finding {
	address := Finding{Name: "address", State: Well, Detail: s.Backend + "."}
	u, err := url.Parse(s.Backend)
	if err == nil && u.Scheme == "http" {
		address.Detail = s.Backend + ", on this machine." // no other is taken without TLS
	}
	reach := Finding{Name: "backend", State: Well, Detail: "It answers."}
	before := s.Now()
	says, err := s.anyone.Clock(ctx)
	if err != nil {
		reach.State, reach.Problem = Bad, problemOf(err)
		return []Finding{address, reach}
	}
	findings := []Finding{address, reach, clock(says, before, s.Now())}
	if d, err := s.desk(); err == nil {
		who := Finding{Name: "person", State: Well, Detail: d.person.Email + "."}
		if _, err := d.remote.Me(ctx); err != nil {
			who.State, who.Problem = Bad, problemOf(err)
		}
		findings = append(findings, who)
	}
	return findings
}

// clock compares the backend's time, which is of some moment between two of this
// machine's, and in whole seconds.
func clock(says, before, after time.Time) Finding {
	f := Finding{Name: "clock", State: Well, Detail: "As the backend's."}
	var off time.Duration
	switch {
	case says.After(after):
		off = says.Sub(after)
	case says.Before(before.Add(-time.Second)):
		off = before.Sub(says)
	}
	if off > mostSkew {
		f.State, f.Problem = Worn, billing.NewProblem(billing.ClockSkewed, "by", off.Round(time.Second).String())
	}
	return f
}

func (s *Session) examineOutbox(ctx context.Context, d *desk) Finding {
	f := Finding{Name: "outbox", State: Well, Detail: "Nothing waits for an outcome."}
	left, err := d.cache.Unsettled(ctx)
	switch {
	case err != nil:
		f.State, f.Problem = Bad, problemOf(err)
	case len(left) > 0:
		f.State, f.Problem = Worn, openProblem(left[0])
	}
	return f
}

// examineCopy looks at how current and how whole the copy of each account is.
func (s *Session) examineCopy(ctx context.Context, d *desk) []Finding {
	accounts, err := d.cache.Accounts(ctx)
	if err != nil {
		return []Finding{{Name: "accounts", State: Bad, Problem: problemOf(err)}}
	}
	var findings []Finding
	for _, a := range accounts {
		f := Finding{Name: a.ID, State: Well, Detail: a.Name + "."}
		fresh, err := d.syncer.Freshness(ctx, a.ID)
		skipped, skippedErr := d.cache.Skipped(ctx, a.ID)
		switch err := errors.Join(err, skippedErr); {
		case err != nil:
			f.State, f.Problem = Bad, problemOf(err)
		case fresh.Problem != nil:
			f.State, f.Problem = Worn, fresh.Problem
		case skipped > 0:
			f.State, f.Problem = Worn, billing.NewProblem(billing.ResourcesSkipped, "count", strconv.Itoa(skipped), "account", a.Name)
		case !fresh.AsOf.IsZero():
			f.Detail = fmt.Sprintf("%s, revision %d.", a.Name, fresh.Revision)
		}
		findings = append(findings, f)
	}
	return findings
}

// problemOf is the problem in an error; one that nobody gave a code is of the
// backend, whose answer it was.
func problemOf(err error) *billing.Problem {
	if p, ok := errors.AsType[*billing.Problem](err); ok {
		return p
	}
	return billing.NewProblem(billing.Offline).Because(err)
}

// openProblem is what a submission without an outcome waits for.
func openProblem(s billing.Submission) *billing.Problem {
	if s.Outcome.State == billing.ChangeRequiresAction {
		return billing.NewProblem(billing.RequiresAction)
	}
	return billing.NewProblem(billing.UnknownOutcome, "change", s.Intent.ID)
}
