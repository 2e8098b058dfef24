package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"billfold/backend/engine"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/catalogjson"
)

// OwnEmail is the address of whoever tries a catalog of their own.
const OwnEmail = "vendor@billfold.example"

var errContractsOnly = errors.New("no plan in it is sold at a checkout")

// CheckCatalog refuses a catalog that a demo cannot subscribe anybody to.
func CheckCatalog(c *billing.Catalog) error {
	if _, ok := firstTerms(c); !ok {
		return errContractsOnly
	}
	return nil
}

// TryCatalog makes sure that a demo has an account that buys from a vendor's
// own catalog, subscribed to the first plan that a checkout sells, and somebody
// who runs it. A catalog that was tried before keeps its account.
func TryCatalog(ctx context.Context, e *engine.Engine, books *store.Store, c *billing.Catalog) error {
	terms, ok := firstTerms(c)
	if !ok {
		return errContractsOnly
	}
	vendor, err := vendorOf(ctx, e, books)
	if err != nil {
		return err
	}
	tried, err := hasTried(ctx, books, vendor, c)
	if err != nil || tried {
		return err
	}
	catalog, err := e.CreateCatalog(ctx, c)
	if err != nil {
		return fmt.Errorf("keep own catalog: %w", err)
	}
	account, err := e.CreateAccount(ctx, engine.NewAccount{
		Name: "Your catalog", Timezone: "UTC", Details: ownDetails(),
		CatalogID: catalog, InvoicePrefix: "OWN", Currency: c.Currency,
	})
	if err != nil {
		return fmt.Errorf("make account for own catalog: %w", err)
	}
	if err := furnish(ctx, e, account, vendor); err != nil {
		return fmt.Errorf("furnish account for own catalog: %w", err)
	}
	if err := e.Subscribe(ctx, account, terms, nil); err != nil {
		return fmt.Errorf("subscribe to own catalog: %w", err)
	}
	// Last of all: an account without its vendor was interrupted, and is made anew.
	return e.Grant(ctx, vendor.ID, account, billing.RoleAdmin)
}

func vendorOf(ctx context.Context, e *engine.Engine, books *store.Store) (billing.Person, error) {
	vendor, err := books.PersonByEmail(ctx, OwnEmail)
	if billing.CodeOf(err) != billing.NotFound {
		return vendor, err
	}
	vendor = billing.Person{Name: "Vera Lindqvist", Email: OwnEmail}
	vendor.ID, err = e.CreatePerson(ctx, vendor.Name, vendor.Email)
	return vendor, err
}

// hasTried tells whether one of the vendor's accounts buys from the catalog.
func hasTried(ctx context.Context, books *store.Store, vendor billing.Person, c *billing.Catalog) (bool, error) {
	want, err := catalogjson.Marshal(c)
	if err != nil {
		return false, err
	}
	accounts, err := books.Accounts(ctx, vendor.ID)
	if err != nil {
		return false, err
	}
	for _, a := range accounts {
		bought, err := books.Catalog(ctx, a.ID)
		if err != nil {
			return false, err
		}
		if have, err := catalogjson.Marshal(bought); err != nil || bytes.Equal(have, want) {
			return err == nil, err
		}
	}
	return false, nil
}

// furnish gives an account a workspace, a card and its vendor as a member.
func furnish(ctx context.Context, e *engine.Engine, account string, vendor billing.Person) error {
	if _, err := e.AddWorkspace(ctx, account, "Your workspace"); err != nil {
		return err
	}
	card := billing.PaymentMethod{Brand: "Visa", Last4: "4242", ExpMonth: 12, ExpYear: 2099, Status: billing.MethodWorks}
	if _, err := e.AddMethod(ctx, account, store.Method{Token: sandbox.CardOK, PaymentMethod: card}); err != nil {
		return err
	}
	return e.PutMembers(ctx, account, []billing.Member{{
		Name: vendor.Name, Email: vendor.Email, Role: billing.RoleAdmin, Status: billing.MemberActive,
	}})
}

// firstTerms are the least terms of the first plan that a checkout sells.
func firstTerms(c *billing.Catalog) (billing.Terms, bool) {
	for i := range c.Plans {
		plan := &c.Plans[i]
		if plan.Kind == billing.PlanCustom {
			continue
		}
		terms := billing.Terms{Plan: plan.ID, Interval: billing.Monthly, Seats: max(1, plan.Seats.Min)}
		if len(plan.Prices) > 0 {
			terms.Interval = plan.Prices[0].Interval
		}
		for _, v := range plan.Volumes {
			if v.Min == 0 {
				continue
			}
			if terms.Volumes == nil {
				terms.Volumes = map[string]int64{}
			}
			terms.Volumes[v.Meter] = v.Min
		}
		return terms, true
	}
	return billing.Terms{}, false
}
