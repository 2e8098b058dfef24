package engine

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"billfold/backend/store"
	"billfold/billing"
)

// Invite asks somebody into an account (billing.Crew). The key is answered the same way
// ever after; for something else it is a Problem idempotency_key_reused. A refusal is
// a Problem, and nothing is recorded.
func (e *Engine) Invite(ctx context.Context, by billing.Person, account, key string, in billing.Invitation) (billing.Outcome, error) {
	asked := []string{in.Email, in.Name, string(in.Role), strconv.FormatBool(in.Guest)}
	do := func(ctx context.Context, tx *store.Tx, s *staff) error {
		known, err := tx.MemberWith(ctx, account, strings.TrimSpace(in.Email))
		if err != nil {
			return err
		}
		m, err := s.crew.Invite(in, known)
		if err != nil {
			return err
		}
		m.ID = e.newID("mem_")
		s.about(m)
		s.record.Params["role"] = string(m.Role)
		if m.Guest {
			s.record.Params["guest"] = strconv.FormatBool(true)
		}
		return tx.PutMember(ctx, account, m)
	}
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActInvite, asked: asked, do: e.amongPeople(do)})
}

// SetRole gives a member another role, as Invite does.
func (e *Engine) SetRole(ctx context.Context, by billing.Person, account, key string, change billing.RoleChange) (billing.Outcome, error) {
	asked := []string{change.Member, string(change.Role)}
	do := func(ctx context.Context, tx *store.Tx, s *staff) error {
		named, err := membersNamed(ctx, tx, account, []string{change.Member})
		if err != nil {
			return err
		}
		m, err := s.crew.SetRole(named[0], change.Role)
		if err != nil {
			return err
		}
		s.about(m)
		s.record.Params["role"], s.record.Params["was"] = string(m.Role), string(named[0].Role)
		return putMembers(ctx, tx, account, m)
	}
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActRole, asked: asked, do: e.amongPeople(do)})
}

// SetActive deactivates members, or reactivates them, all or nobody, as Invite does.
func (e *Engine) SetActive(ctx context.Context, by billing.Person, account, key string, change billing.Activation) (billing.Outcome, error) {
	kind := billing.ActDeactivate
	if change.Active {
		kind = billing.ActReactivate
	}
	do := func(ctx context.Context, tx *store.Tx, s *staff) error {
		if err := change.Checked(); err != nil {
			return err
		}
		named, err := membersNamed(ctx, tx, account, change.Members)
		if err != nil {
			return err
		}
		var changed, withdrawn []billing.Member
		if change.Active {
			changed, err = s.crew.Reactivate(named)
		} else {
			changed, withdrawn, err = s.crew.Deactivate(named)
		}
		if err != nil {
			return err
		}
		s.about(append(changed, withdrawn...)...)
		s.record.Params["members"] = strconv.Itoa(len(changed) + len(withdrawn))
		for _, m := range withdrawn {
			if err := tx.DeleteMember(ctx, account, m.ID, e.now()); err != nil {
				return err
			}
		}
		return putMembers(ctx, tx, account, changed...)
	}
	return e.perform(ctx, act{by: by, account: account, key: key, kind: kind, asked: change.Members, do: e.amongPeople(do)})
}

// ChangeDetails says who an account's invoices are made out to, from the next on: what
// is due happens first, and a preview with other taxes is worth nothing any more.
// Refusals and the key are as with Invite.
func (e *Engine) ChangeDetails(ctx context.Context, by billing.Person, account, key string, d billing.BillingDetails) (billing.Outcome, error) {
	do := func(ctx context.Context, tx *store.Tx, a act, role billing.Role) (*store.Change, error) {
		if !role.May(billing.ChangeBilling) {
			return nil, billing.NotAllowed(billing.ChangeBilling, role)
		}
		f, err := accountFacts(ctx, tx, account)
		if err != nil {
			return nil, err
		}
		kept, err := d.Checked()
		if err != nil {
			return nil, err
		}
		c := e.recordOf(a, f)
		c.Params = kept.Changed(&f.Account.Details)
		return c, tx.SetDetails(ctx, account, kept)
	}
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActDetails, asked: d.Values(), do: do})
}

// staff is what a decision about people stands on, and the record of it.
type staff struct {
	crew   billing.Crew
	record *store.Change
}

// maxNamed is how many people a record names at most: everybody reads the records, and
// one of a thousand people would be longer than all others.
const maxNamed = 20

// about names in the record whom it is about, the first of them where they are many.
func (s *staff) about(members ...billing.Member) {
	members = members[:min(maxNamed, len(members))]
	names, emails := make([]string, len(members)), make([]string, len(members))
	for i, m := range members {
		names[i], emails[i] = m.Name, m.Email
		if m.Name == "" {
			names[i] = m.Email
		}
	}
	s.record.Params["who"], s.record.Params["emails"] = strings.Join(names, ", "), strings.Join(emails, ", ")
}

// amongPeople does something about the people of an account for whoever may.
func (e *Engine) amongPeople(do func(ctx context.Context, tx *store.Tx, s *staff) error) deed {
	return func(ctx context.Context, tx *store.Tx, a act, role billing.Role) (*store.Change, error) {
		if !role.May(billing.ManagePeople) {
			return nil, billing.NotAllowed(billing.ManagePeople, role)
		}
		f, err := accountFacts(ctx, tx, a.account)
		if err != nil {
			return nil, err
		}
		s := staff{record: e.recordOf(a, f), crew: billing.Crew{Role: role, Subscription: f.Subscription, Deciders: f.Account.Deciders}}
		if f.Usage != nil {
			s.crew.Active = f.Usage.ActiveMembers
		}
		return s.record, do(ctx, tx, &s)
	}
}

// accountFacts is what is known of an account, with no subscription and no usage where
// there is none yet.
func accountFacts(ctx context.Context, tx *store.Tx, account string) (f billing.Facts, err error) {
	if f.Account, err = tx.Account(ctx, account, billing.RoleOwner); err != nil {
		return f, err
	}
	if f.Subscription, err = tx.Subscription(ctx, account); billing.CodeOf(err) == billing.NotFound {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	f.Usage, err = tx.Usage(ctx, account)
	return f, err
}

// recordOf is the record of an act that leaves the terms as they are.
func (e *Engine) recordOf(a act, f billing.Facts) *store.Change {
	if f.Subscription == nil {
		f.Subscription = &billing.Subscription{}
	}
	c := e.newChange(a.by, billing.Intent{ID: a.key, AccountID: a.account}, f)
	c.State = billing.ChangeApplied
	return c
}

// membersNamed reads members with the role that they hold: whoever signs in has the one
// that they sign in with, whatever the list says, and of namesakes the mightier counts.
func membersNamed(ctx context.Context, tx *store.Tx, account string, ids []string) ([]billing.Member, error) {
	members, err := tx.MembersNamed(ctx, account, ids)
	if err != nil {
		return nil, err
	}
	at, emails := map[string]int{}, make([]string, len(members))
	for i, m := range members {
		at[billing.FoldEmail(m.Email)], emails[i] = i, m.Email
	}
	people, err := tx.PeopleWith(ctx, emails)
	if err != nil {
		return nil, err
	}
	held := map[int]bool{}
	for _, p := range people {
		role, err := tx.Role(ctx, p.ID, account)
		if billing.CodeOf(err) == billing.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		i := at[billing.FoldEmail(p.Email)]
		if !held[i] || slices.Index(billing.Roles, role) < slices.Index(billing.Roles, members[i].Role) {
			held[i], members[i].Role = true, role
		}
	}
	return members, nil
}

// putMembers writes members, and has whoever signs in as one of them have the role that
// they have: nobody who is deactivated has any.
func putMembers(ctx context.Context, tx *store.Tx, account string, members ...billing.Member) error {
	byAddress, emails := map[string]billing.Member{}, make([]string, len(members))
	for i, m := range members {
		if err := tx.PutMember(ctx, account, m); err != nil {
			return err
		}
		byAddress[billing.FoldEmail(m.Email)], emails[i] = m, m.Email
	}
	people, err := tx.PeopleWith(ctx, emails)
	if err != nil {
		return err
	}
	namesakes := map[string]int{}
	for _, p := range people {
		namesakes[billing.FoldEmail(p.Email)]++
	}
	for _, p := range people {
		address := billing.FoldEmail(p.Email)
		m := byAddress[address]
		if err := follow(ctx, tx, account, p, m, namesakes[address] == 1 || p.Email == m.Email); err != nil {
			return err
		}
	}
	return nil
}

// follow has a person have the role of a member with their address. Whoever has none
// here yet gets it only where it is certain that they are meant.
func follow(ctx context.Context, tx *store.Tx, account string, p billing.Person, m billing.Member, certain bool) error {
	_, err := tx.Role(ctx, p.ID, account)
	here := err == nil
	if err != nil && billing.CodeOf(err) != billing.NotFound {
		return err
	}
	switch {
	case m.Status == billing.MemberActive && (here || certain):
		return tx.PutMembership(ctx, p.ID, account, m.Role)
	case m.Status == billing.MemberDeactivated && here:
		return tx.RemoveMembership(ctx, p.ID, account)
	default: // whoever is invited has nothing here before they accept
		return nil
	}
}
