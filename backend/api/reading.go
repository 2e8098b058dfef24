package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"billfold/billing"
	"billfold/billing/previewjson"

	"github.com/danielgtaylor/huma/v2"
)

// InAccount is the account of a path. The guard has read it already and found
// the caller's role in it; operations take it from there. It is exported only
// because huma looks into no embedded struct that is not.
type InAccount struct {
	Account string `path:"account"`
}

type nothing struct{}

// answer is a response that is all body.
type answer[T any] struct {
	Body T
}

// registerReading puts the operations that change nothing on the surface.
func (s *server) registerReading(surface huma.API) {
	get := func(need billing.Permission, path, id, summary string) huma.Operation {
		return operation(need, http.MethodGet, path, id, summary)
	}
	handle(s, surface, get(own, "/v1/me", "getMe", "Who is signed in"), s.me)
	handle(s, surface, get(own, "/v1/accounts", "listAccounts", "Accounts that the person is a member of"), s.accounts)
	handle(s, surface, get(billing.SeePlan, "/v1/accounts/{account}", "getAccount", "An account"), s.account)
	handle(s, surface, get(billing.SeePlan, "/v1/accounts/{account}/changes", "getChanges", "What changed after a revision"), s.changes)
	handle(s, surface, get(billing.SeePlan, "/v1/accounts/{account}/catalog", "getCatalog", "What is sold to the account"), s.catalog)
	handle(s, surface, get(billing.SeePlan, "/v1/accounts/{account}/subscription", "getSubscription", "What the account has agreed to"), s.subscription)
	handle(s, surface, get(billing.SeePlan, "/v1/accounts/{account}/usage", "getUsage", "How much is in use"), s.usage)
	handle(s, surface, get(billing.SeeBilling, "/v1/accounts/{account}/invoices", "listInvoices", "Invoices, newest first"), s.invoices)
	handle(s, surface, get(billing.SeeBilling, "/v1/accounts/{account}/invoices/{invoice}", "getInvoice", "An invoice"), s.invoice)
	handle(s, surface, get(billing.SeePeople, "/v1/accounts/{account}/members", "listMembers", "Members and guests"), s.members)
	handle(s, surface, get(billing.SeeBilling, "/v1/accounts/{account}/previews/{preview}", "getPreview", "A preview as it was made"), s.preview)
	handle(s, surface, get(billing.SeeBilling, "/v1/accounts/{account}/subscription-changes/{id}", "getSubscriptionChange", "What became of a change"), s.outcome)
}

func (s *server) me(ctx context.Context, _ *nothing) (*answer[person], error) {
	return &answer[person]{fromPerson(callerOf(ctx).person)}, nil
}

func (s *server) accounts(ctx context.Context, _ *nothing) (*answer[accountList], error) {
	all, err := s.Books.Accounts(ctx, callerOf(ctx).person.ID)
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return &answer[accountList]{accountList{Accounts: each(all, fromSummary)}}, nil
}

func (s *server) account(ctx context.Context, _ *InAccount) (*answer[account], error) {
	who := callerOf(ctx)
	a, err := s.Books.Account(ctx, who.account, who.role)
	if err != nil {
		return nil, fmt.Errorf("read account: %w", err)
	}
	return &answer[account]{fromAccount(a)}, nil
}

func (s *server) catalog(ctx context.Context, _ *InAccount) (*answer[catalogDocument], error) {
	c, err := s.Books.Catalog(ctx, callerOf(ctx).account)
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	document, err := fromCatalog(c)
	if err != nil {
		return nil, err
	}
	return &answer[catalogDocument]{document}, nil
}

func (s *server) subscription(ctx context.Context, _ *InAccount) (*answer[subscription], error) {
	who := callerOf(ctx)
	sub, err := s.Books.Subscription(ctx, who.account, who.role)
	if err != nil {
		return nil, fmt.Errorf("read subscription: %w", err)
	}
	return &answer[subscription]{fromSubscription(sub)}, nil
}

func (s *server) usage(ctx context.Context, _ *InAccount) (*answer[usage], error) {
	u, err := s.Books.Usage(ctx, callerOf(ctx).account)
	if err != nil {
		return nil, fmt.Errorf("read usage: %w", err)
	}
	return &answer[usage]{fromUsage(u)}, nil
}

type changesInput struct {
	InAccount
	Since       int64    `query:"since" minimum:"0" doc:"the revision of the last page; 0 for everything"`
	Begun       int64    `query:"begun" minimum:"0" doc:"the begun of the last page: given while everything is read, in pages"`
	Limit       int      `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	IfNoneMatch []string `header:"If-None-Match"`
}

type changesOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   *feedPage
}

// changes is a page of the feed. Its tag names the newest revision and the
// role: with it, a client that has everything is told so without a body.
func (s *server) changes(ctx context.Context, in *changesInput) (*changesOutput, error) {
	who := callerOf(ctx)
	delta, err := s.Books.Feed(ctx, who.person.ID, who.account, billing.Cursor{Revision: in.Since, Begun: in.Begun}, in.Limit)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	tag := fmt.Sprintf(`"%d-%s"`, delta.Latest, who.role)
	if len(delta.Resources) == 0 && slices.Contains(in.IfNoneMatch, tag) {
		return &changesOutput{Status: http.StatusNotModified, ETag: tag}, nil
	}
	page, err := fromDelta(&delta)
	if err != nil {
		return nil, err
	}
	return &changesOutput{Status: http.StatusOK, ETag: tag, Body: &page}, nil
}

type invoicesInput struct {
	InAccount
	Before string `query:"before" maxLength:"200" doc:"the cursor of the last page; empty for the newest"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *server) invoices(ctx context.Context, in *invoicesInput) (*answer[invoicePage], error) {
	who := callerOf(ctx)
	all, next, err := s.Books.Invoices(ctx, who.account, in.Before, in.Limit)
	if err != nil {
		return nil, fmt.Errorf("list invoices: %w", err)
	}
	page := invoicePage{Invoices: make([]invoice, 0, len(all)), Next: next}
	for i := range all {
		page.Invoices = append(page.Invoices, fromInvoice(&all[i]))
	}
	return &answer[invoicePage]{page}, nil
}

type invoiceInput struct {
	InAccount
	Invoice string `path:"invoice"`
}

func (s *server) invoice(ctx context.Context, in *invoiceInput) (*answer[invoice], error) {
	who := callerOf(ctx)
	i, err := s.Books.Invoice(ctx, who.account, in.Invoice)
	if err != nil {
		return nil, fmt.Errorf("read invoice: %w", err)
	}
	return &answer[invoice]{fromInvoice(i)}, nil
}

type membersInput struct {
	InAccount
	After string `query:"after" maxLength:"200" doc:"the cursor of the last page; empty for the first"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

func (s *server) members(ctx context.Context, in *membersInput) (*answer[memberPage], error) {
	all, next, err := s.Books.Members(ctx, callerOf(ctx).account, in.After, in.Limit)
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	page := memberPage{Members: make([]member, 0, len(all)), Next: next}
	for i := range all {
		page.Members = append(page.Members, fromMember(&all[i]))
	}
	return &answer[memberPage]{page}, nil
}

type previewInput struct {
	InAccount
	Preview string `path:"preview"`
}

func (s *server) preview(ctx context.Context, in *previewInput) (*answer[previewjson.Preview], error) {
	who := callerOf(ctx)
	p, err := s.Engine.StoredPreview(ctx, who.account, in.Preview)
	if err != nil {
		return nil, fmt.Errorf("read preview: %w", err)
	}
	return &answer[previewjson.Preview]{previewjson.From(&p)}, nil
}

type changeInput struct {
	InAccount
	ID string `path:"id"`
}

func (s *server) outcome(ctx context.Context, in *changeInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	out, err := s.Engine.Outcome(ctx, who.account, in.ID)
	if err != nil {
		return nil, fmt.Errorf("read change: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}
