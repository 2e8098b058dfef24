package api

import (
	"context"
	"fmt"
	"net/http"

	"billfold/billing"
	"billfold/billing/previewjson"

	"github.com/danielgtaylor/huma/v2"
)

// registerPeople puts on the surface what is done about the people of an account, and
// who its invoices are made out to. All of it happens once under a key.
func (s *server) registerPeople(surface huma.API) {
	once := func(need billing.Permission, method, path, id, summary string) huma.Operation {
		op := operation(need, method, "/v1/accounts/{account}"+path, id, summary)
		op.DefaultStatus = http.StatusOK
		op.MaxBodyBytes = 2 * maxBody // as many members as may be named at once
		op.Middlewares = append(op.Middlewares, s.managing, keyed)
		return op
	}
	handle(s, surface, once(billing.ManagePeople, http.MethodPost, "/members", "inviteMember", "Invite somebody"), s.invite)
	handle(s, surface, once(billing.ManagePeople, http.MethodPut, "/members/{member}/role", "setMemberRole", "Give a member another role"), s.setRole)
	handle(s, surface, once(billing.ManagePeople, http.MethodPost, "/members/deactivate", "deactivateMembers",
		"Deactivate members, all or none; invitations are withdrawn"), s.deactivate)
	handle(s, surface, once(billing.ManagePeople, http.MethodPost, "/members/reactivate", "reactivateMembers",
		"Reactivate members with the least role, all or none"), s.reactivate)
	handle(s, surface, once(billing.ChangeBilling, http.MethodPut, "/billing-details", "setBillingDetails",
		"Say who invoices are made out to, from the next on"), s.setDetails)
}

// managing lets a person do only so much about people.
func (s *server) managing(ctx huma.Context, next func(huma.Context)) { limitedBy(s.people, ctx, next) }

type inviteInput struct {
	Keyed
	Body struct {
		Email string `json:"email" maxLength:"254"`
		Name  string `json:"name,omitempty" maxLength:"100" doc:"as whoever invites knows it"`
		Role  string `json:"role" maxLength:"64" doc:"owner, admin, billing_admin, finance_approver, operations or member; none above one's own"`
		Guest bool   `json:"guest,omitempty" doc:"a guest takes no seat"`
	}
}

func (s *server) invite(ctx context.Context, in *inviteInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	return answered(s.Engine.Invite(ctx, who.person, who.account, in.Key, billing.Invitation{
		Email: in.Body.Email, Name: in.Body.Name, Role: billing.Role(in.Body.Role), Guest: in.Body.Guest,
	}))
}

type setRoleInput struct {
	Keyed
	Member string `path:"member" maxLength:"64"`
	Body   struct {
		Role string `json:"role" maxLength:"64"`
	}
}

func (s *server) setRole(ctx context.Context, in *setRoleInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	return answered(s.Engine.SetRole(ctx, who.person, who.account, in.Key, billing.RoleChange{
		Member: in.Member, Role: billing.Role(in.Body.Role),
	}))
}

type activationInput struct {
	Keyed
	Body struct {
		Members []string `json:"members" minItems:"1" maxItems:"1000" doc:"their ids"`
	}
}

func (s *server) deactivate(ctx context.Context, in *activationInput) (*answer[outcome], error) {
	return s.setActive(ctx, in, false)
}

func (s *server) reactivate(ctx context.Context, in *activationInput) (*answer[outcome], error) {
	return s.setActive(ctx, in, true)
}

func (s *server) setActive(ctx context.Context, in *activationInput, active bool) (*answer[outcome], error) {
	who := callerOf(ctx)
	return answered(s.Engine.SetActive(ctx, who.person, who.account, in.Key, billing.Activation{Members: in.Body.Members, Active: active}))
}

type setDetailsInput struct {
	Keyed
	// What later versions ask for is optional here: whoever leaves it out is told the
	// field, and what it wants.
	Body struct {
		FirstName  string   `json:"first_name,omitempty" maxLength:"400" doc:"of whoever is asked about invoices; required"`
		LastName   string   `json:"last_name,omitempty" maxLength:"400" doc:"required"`
		Company    string   `json:"company" maxLength:"400"`
		Email      string   `json:"email,omitempty" maxLength:"400" doc:"of whoever is asked about invoices, who is sent them; required"`
		Phone      string   `json:"phone,omitempty" maxLength:"400" doc:"5 to 20 digits; required"`
		Address    string   `json:"address,omitempty" maxLength:"400" doc:"street and number; required"`
		PostalCode string   `json:"postal_code,omitempty" maxLength:"400" doc:"required where the country has them"`
		City       string   `json:"city,omitempty" maxLength:"400" doc:"required"`
		Region     string   `json:"region,omitempty" maxLength:"400" doc:"state or region"`
		Country    string   `json:"country" maxLength:"400" doc:"ISO 3166-1 alpha-2"`
		VATID      string   `json:"vat_id" maxLength:"400" doc:"empty for none, or where it is not known; in the European Union and Great Britain in the form of the country"`
		NoVATID    bool     `json:"no_vat_id,omitempty" doc:"there is no VAT ID; not together with one"`
		PONumber   string   `json:"po_number,omitempty" maxLength:"400" doc:"of the buyer's own order, which every invoice names"`
		Recipients []string `json:"recipients,omitempty" maxItems:"100" doc:"up to 10 addresses that are sent every invoice beside email"`
	}
}

func (s *server) setDetails(ctx context.Context, in *setDetailsInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	return answered(s.Engine.ChangeDetails(ctx, who.person, who.account, in.Key, previewjson.Details(in.Body).To()))
}

// answered is what became of an act.
func answered(out billing.Outcome, err error) (*answer[outcome], error) {
	if err != nil {
		return nil, fmt.Errorf("act: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}
