//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"billfold/app/browsertest"
)

// Published test cards of the sandbox gateway.
const (
	goodCard    = "4242424242424242"
	provingCard = "4000002760003184" // its bank asks for a proof of every charge
)

// inBrowser waits for the page that the program shows in the browser, and does
// something there.
func inBrowser(do func(context.Context, browsertest.Page) error) move {
	return func(ctx context.Context, s *sitting) error {
		address, err := s.Desk.Page(ctx)
		if err != nil {
			return err
		}
		page, err := browsertest.Open(ctx, address)
		if err != nil {
			return err
		}
		at, err := url.Parse(page.Address)
		if err != nil {
			return fmt.Errorf("read address: %w", err)
		}
		s.server = at.Scheme + "://" + at.Host
		return do(ctx, page)
	}
}

// typeCard fills in the gateway's page for a card, and answers the bank where it asks.
func typeCard(number string) move {
	return inBrowser(func(ctx context.Context, page browsertest.Page) error {
		saved, err := page.Submit(ctx, url.Values{
			"number": {number}, "expiry": {"12/34"}, "cvc": {"123"}, "name": {"Ruth Castell"}, "line1": {"1 Quay"},
			"postal_code": {"2000"}, "city": {"Sydney"}, "country": {"AU"}, "action": {"save"},
		})
		if _, asked := saved.Button(bankYes); err == nil && asked == nil {
			saved, err = saved.Press(ctx, bankYes)
		}
		return errors.Join(err, saved.Well())
	})
}

// bankYes is the button of the bank's page that agrees.
const bankYes = "Complete"

// agree presses a button of the page.
func agree(reads string) move {
	return inBrowser(func(ctx context.Context, page browsertest.Page) error {
		shown, err := page.Press(ctx, reads)
		if err != nil {
			return err
		}
		return shown.Well()
	})
}

// proveCharge answers the bank's question on its page.
func proveCharge() move {
	return inBrowser(func(ctx context.Context, page browsertest.Page) error {
		shown, err := page.Press(ctx, bankYes)
		if err != nil {
			return fmt.Errorf("answer the bank: %w", err)
		}
		return shown.Well()
	})
}
