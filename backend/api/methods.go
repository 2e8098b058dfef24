package api

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"billfold/billing"

	"github.com/danielgtaylor/huma/v2"
)

// registerMethods puts the adding of cards on the surface, where all that passes here is
// where the page is and what came of it, and what is done with those that were added.
func (s *server) registerMethods(surface huma.API) {
	const setups = "/v1/accounts/{account}/payment-methods/setups"
	begin := operation(billing.ManageMethods, http.MethodPost, setups, "beginMethodSetup",
		"Open a page of the payment gateway for adding a card")
	begin.DefaultStatus = http.StatusOK
	begin.Middlewares = append(begin.Middlewares, s.settingUp, keyed)
	handle(s, surface, begin, s.beginMethodSetup)

	handle(s, surface, operation(billing.ManageMethods, http.MethodGet, setups+"/{setup}", "getMethodSetup",
		"What became of the adding of a card"), s.methodSetup)

	cancel := operation(billing.ManageMethods, http.MethodPost, setups+"/{setup}/cancel", "cancelMethodSetup", "Give up the adding of a card")
	cancel.DefaultStatus = http.StatusOK
	handle(s, surface, cancel, s.cancelMethodSetup)

	const method = "/v1/accounts/{account}/payment-methods/{method}"
	once := func(verb, path, id, summary string) huma.Operation {
		op := operation(billing.ManageMethods, verb, path, id, summary)
		op.DefaultStatus = http.StatusOK
		op.Middlewares = append(op.Middlewares, s.managing, keyed)
		return op
	}
	handle(s, surface, once(http.MethodPut, method+"/default", "setDefaultMethod",
		"Have renewals and auto-reload collected with a payment method"), s.setDefaultMethod)
	handle(s, surface, once(http.MethodDelete, method, "removeMethod",
		"Remove a payment method; where none is left that can be charged, auto-reload is turned off"), s.removeMethod)
}

type methodInput struct {
	Keyed
	Method string `path:"method" maxLength:"64"`
}

func (s *server) setDefaultMethod(ctx context.Context, in *methodInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	return answered(s.Engine.ChangeDefault(ctx, who.person, who.account, in.Key, in.Method))
}

func (s *server) removeMethod(ctx context.Context, in *methodInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	return answered(s.Engine.RemoveCard(ctx, who.person, who.account, in.Key, in.Method))
}

// settingUp lets a person open only so many pages.
func (s *server) settingUp(ctx huma.Context, next func(huma.Context)) { limitedBy(s.setups, ctx, next) }

type methodSetup struct {
	ID        string         `json:"id"`
	Status    string         `json:"status" enum:"open,added,canceled,expired"`
	Page      string         `json:"page" doc:"where the card is typed; empty when it is over"`
	ExpiresAt time.Time      `json:"expires_at"`
	Method    *paymentMethod `json:"method" doc:"what came of it; null where nothing has"`
}

func fromMethodSetup(m billing.MethodSetup) *answer[methodSetup] {
	w := methodSetup{ID: m.ID, Status: string(m.Status), Page: m.Page, ExpiresAt: m.Expires.UTC()}
	if m.Method != nil {
		one := fromMethod(*m.Method)
		w.Method = &one
	}
	return &answer[methodSetup]{w}
}

type beginSetupInput struct {
	InAccount
	Key  string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"a UUIDv7, the id of the setup"`
	Body struct {
		ReturnURL string `json:"return_url,omitempty" maxLength:"200" doc:"of the person's own machine: http://127.0.0.1:PORT/PATH"`
	}
}

func (s *server) beginMethodSetup(ctx context.Context, in *beginSetupInput) (*answer[methodSetup], error) {
	if !returnsHome(in.Body.ReturnURL) {
		return nil, billing.NewProblem(billing.InvalidRequest, "field", "return_url", "value", short(in.Body.ReturnURL))
	}
	who := callerOf(ctx)
	m, err := s.Engine.BeginMethodSetup(ctx, who.person, who.account, in.Key, in.Body.ReturnURL)
	if err != nil {
		return nil, fmt.Errorf("begin method setup: %w", err)
	}
	return fromMethodSetup(m), nil
}

// returnsHome tells whether an address is nowhere, or a port of whoever's machine
// the browser runs on: a page that sends people elsewhere would be of use to those
// who fish for them.
func returnsHome(address string) bool {
	if address == "" {
		return true
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.String() != address || strings.ContainsAny(address, "?#@") {
		return false
	}
	at, err := netip.ParseAddrPort(u.Host)
	return err == nil && at.String() == u.Host && at.Port() != 0 && (at.Addr() == netip.IPv6Loopback() || u.Hostname() == "127.0.0.1")
}

type setupInput struct {
	InAccount
	Setup string `path:"setup" format:"uuid"`
}

func (s *server) methodSetup(ctx context.Context, in *setupInput) (*answer[methodSetup], error) {
	m, err := s.Engine.MethodSetup(ctx, callerOf(ctx).account, in.Setup)
	if err != nil {
		return nil, fmt.Errorf("read method setup: %w", err)
	}
	return fromMethodSetup(m), nil
}

func (s *server) cancelMethodSetup(ctx context.Context, in *setupInput) (*answer[methodSetup], error) {
	m, err := s.Engine.CancelMethodSetup(ctx, callerOf(ctx).account, in.Setup)
	if err != nil {
		return nil, fmt.Errorf("cancel method setup: %w", err)
	}
	return fromMethodSetup(m), nil
}
