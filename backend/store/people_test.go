package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func TestMembersByName(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.InsertAccount(ctx, store.NewAccount{ID: "acc_2", CatalogID: "cat_1", Currency: "USD"}),
			tx.PutMember(ctx, account, billing.Member{ID: "mem_1", Email: "Bo@example.com", Status: billing.MemberInvited}),
			tx.PutMember(ctx, account, billing.Member{ID: "mem_2", Email: "di@example.com", Status: billing.MemberActive}),
			tx.PutMember(ctx, "acc_2", billing.Member{ID: "mem_3", Email: "cy@example.com", Status: billing.MemberActive}),
		)
	})
	ctx := context.Background()
	require.NoError(t, s.Read(ctx, func(r *store.Reader) error {
		all, err := r.MembersNamed(ctx, account, []string{"mem_2", "mem_1", "mem_2"})
		require.NoError(t, err)
		require.Equal(t, []string{"mem_2", "mem_1"}, []string{all[0].ID, all[1].ID}, "each once, in the order that was asked for")
		require.Len(t, all, 2)
		for _, stranger := range []string{"mem_3", "mem_none", ""} {
			_, err = r.MembersNamed(ctx, account, []string{"mem_1", stranger})
			require.ErrorIs(t, err, billing.NewProblem(billing.NotFound))
			var p *billing.Problem
			require.ErrorAs(t, err, &p)
			require.Equal(t, stranger, p.Params["id"])
		}
		for email, want := range map[string]string{"bo@EXAMPLE.com": "mem_1", "di@example.com": "mem_2", "cy@example.com": "", "": ""} {
			m, err := r.MemberWith(ctx, account, email)
			require.NoError(t, err)
			require.Equal(t, want != "", m != nil, email)
			if m != nil {
				require.Equal(t, want, m.ID)
			}
		}
		people, err := r.PeopleWith(ctx, []string{"ADA@example.com", "nobody@example.com"})
		require.NoError(t, err)
		require.Equal(t, []billing.Person{{ID: "per_1", Name: "Ada", Email: "ada@example.com"}}, people)
		return nil
	}))
}

// An address is the same in whichever case, beyond ASCII as well.
func TestAddressesBeyondASCIIAreFoundInWhicheverCase(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.PutMember(ctx, account, billing.Member{ID: "mem_1", Email: "ÄB@x.example", Status: billing.MemberActive}),
			tx.PutMember(ctx, account, billing.Member{ID: "mem_2", Email: "k@x.example", Status: billing.MemberActive}),
			tx.InsertPerson(ctx, billing.Person{ID: "per_8", Name: "Änne", Email: "ÄB@x.example"}),
			tx.InsertPerson(ctx, billing.Person{ID: "per_9", Name: "Kay", Email: "k@x.example"}),
		)
	})
	ctx := context.Background()
	require.NoError(t, s.Read(ctx, func(r *store.Reader) error {
		for email, want := range map[string]string{"äb@x.example": "8", "ÄB@X.example": "8", "K@x.example": "9", "öb@x.example": "", "\u212a@x.example": ""} {
			m, err := r.MemberWith(ctx, account, email)
			require.NoError(t, err)
			require.Equal(t, want != "", m != nil, email)
			people, err := r.PeopleWith(ctx, []string{email, "nobody@example.com"})
			require.NoError(t, err)
			p, err := r.PersonByEmail(ctx, email)
			if want == "" {
				require.Empty(t, people, email)
				require.Equal(t, billing.NotFound, billing.CodeOf(err), email)
				continue
			}
			require.Equal(t, "per_"+want, p.ID)
			require.Equal(t, []billing.Person{p}, people)
		}
		return nil
	}))
}

// Whoever is taken out of an account is told, and finds nothing there; whoever comes back
// continues nothing that they read before.
func TestAMembershipIsRemoved(t *testing.T) {
	s, _ := books(t)
	ctx := context.Background()
	knows := feed(t, s, billing.RoleAdmin, 0, 100)
	w, err := s.Watch(ctx, "per_1")
	require.NoError(t, err)
	defer w.Close()
	require.Equal(t, account, next(t, w).Account)
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.RemoveMembership(ctx, "per_1", account) })
	require.Equal(t, billing.Pulse{Accounts: true}, next(t, w))
	silent(t, w)
	_, err = s.Role(ctx, "per_1", account)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = s.Feed(ctx, "per_1", account, knows.Next, 10)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	accounts, err := s.Accounts(ctx, "per_1")
	require.NoError(t, err)
	require.Empty(t, accounts)
	after := feed(t, s, billing.RoleAdmin, knows.Next.Revision, 10)
	require.Equal(t, billing.KindAccount|billing.KindAccounts, after.Kinds(), "it names those who decide")

	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMembership(ctx, "per_1", account, billing.RoleAdmin)
	})
	_, err = s.Feed(ctx, "per_1", account, knows.Next, 10)
	require.Equal(t, billing.CursorGone, billing.CodeOf(err))
	anew, err := s.Feed(ctx, "per_1", account, billing.Cursor{}, 100)
	require.NoError(t, err)
	_, err = s.Feed(ctx, "per_1", account, anew.Next, 100)
	require.NoError(t, err)
}

// What a change was refused for, or an act was about, is part of it.
func TestAChangeKeepsItsParams(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.InsertChange(ctx, &store.Change{AccountID: account, Change: billing.Change{
			ID: "c1", Kind: billing.ActRole, At: start, EffectiveAt: start, State: billing.ChangeApplied, AmountCharged: usd(0),
			Params: map[string]string{"who": "Bo", "role": "admin"},
		}})
	})
	for _, r := range feed(t, s, billing.RoleAdmin, 0, 100).Resources {
		if c, ok := r.Noun.(*billing.Change); ok {
			require.Equal(t, map[string]string{"who": "Bo", "role": "admin"}, c.Params)
			return
		}
	}
	t.Error("the feed does not tell of it")
}

// One person takes one seat, in whichever case their address is written.
func TestAddressesThatDifferInCaseAreOneSeat(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		for n, m := range []billing.Member{
			{Email: "ada@example.com"},
			{Email: "Ada@Example.com"},
			{Email: "zoë@example.com"},
			{Email: "ZOË@example.com"},
			{Email: "zoe@example.com"},
			{Email: "kim@example.com"},
			{Email: "\u212aim@example.com"}, // the Kelvin sign is no K
			{Email: "ÅSE@example.com", Guest: true},
			{Email: "åsa@example.com", Status: billing.MemberInvited},
		} {
			m.ID, m.Role = fmt.Sprintf("mem_%d", n), billing.RoleMember
			if m.Status == "" {
				m.Status = billing.MemberActive
			}
			if err := tx.PutMember(ctx, account, m); err != nil {
				return err
			}
		}
		return nil
	})
	usage, err := s.Usage(context.Background(), account)
	require.NoError(t, err)
	require.Equal(t, 5, usage.ActiveMembers) // ada, zoë, zoe, kim and the Kelvin
}
