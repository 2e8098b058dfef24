package api

import (
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/catalogjson"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

func fromPerson(p billing.Person) person { return person{ID: p.ID, Name: p.Name, Email: p.Email} }

func fromWorkspaces(all []billing.Workspace) []workspace {
	return each(all, func(w billing.Workspace) workspace { return workspace(w) })
}

func fromSummary(a billing.AccountSummary) accountSummary {
	return accountSummary{
		ID: a.ID, Name: a.Name, Role: string(a.Role), Plan: a.Plan, PlanName: a.PlanName,
		Workspaces: fromWorkspaces(a.Workspaces),
	}
}

func fromAccount(a *billing.Account) account {
	return account{
		ID: a.ID, Name: a.Name, Role: string(a.Role), Currency: string(a.Currency), Timezone: a.Timezone,
		AccountBalance: amount(a.AccountBalance), BillingCredit: amount(a.BillingCredit),
		AutoReload: previewjson.FromAutoReload(a.AutoReload),
		Details:    previewjson.FromDetails(a.Details), Workspaces: fromWorkspaces(a.Workspaces), Deciders: each(a.Deciders, fromPerson),
		Methods: each(a.Methods, fromMethod), Notices: each(a.Notices, fromNotification),
	}
}

func fromNotification(n billing.Notification) notification {
	return notification{At: n.At.UTC(), Code: string(n.Code), Params: n.Params, Message: billing.English(n.Code, n.Params), Fix: n.Fix}
}

func fromMethod(m billing.PaymentMethod) paymentMethod {
	return paymentMethod{
		ID: m.ID, Brand: m.Brand, Last4: m.Last4, ExpMonth: m.ExpMonth, ExpYear: m.ExpYear, Status: string(m.Status),
	}
}

func fromCatalog(c *billing.Catalog) (catalogDocument, error) {
	document, err := catalogjson.Marshal(c)
	return catalogDocument(document), err
}

func fromSubscription(s *billing.Subscription) subscription {
	return subscription{
		Revision: s.Revision, Status: string(s.Status), Terms: previewjson.FromTerms(s.Terms), Anchor: s.Anchor,
		Period: previewjson.FromPeriod(s.Period), TrialEnds: s.TrialEnds, CancelAtPeriodEnd: s.CancelAtPeriodEnd,
		Scheduled: previewjson.FromScheduled(s.Scheduled), OpenInvoice: s.OpenInvoice, InFlight: s.InFlight,
		Discount: previewjson.FromDiscount(s.Discount), Billed: previewjson.FromBilled(s.Billed),
	}
}

func fromUsage(u *billing.Usage) usage {
	meters := make(map[string]string, len(u.Meters))
	for name, used := range u.Meters {
		meters[name] = used.String()
	}
	byKind := make(map[string]string, len(u.StorageByKind))
	for kind, size := range u.StorageByKind {
		byKind[string(kind)] = size.String()
	}
	return usage{
		ActiveMembers: u.ActiveMembers, StorageUsedGB: u.StorageUsedGB.String(), StorageByKind: byKind, Meters: meters,
		Cycle: previewjson.FromPeriod(u.Cycle),
	}
}

func fromInvoice(i *billing.Invoice) invoice {
	return invoice{
		ID: i.ID, Number: i.Number, At: i.At, Status: string(i.Status), Period: previewjson.FromPeriod(i.Period),
		Currency: string(i.Currency), Lines: previewjson.FromLines(i.Lines), Totals: previewjson.FromTotals(i.Totals),
		BillingCreditAfter: amount(i.BillingCreditAfter), AmountPaid: amount(i.AmountPaid), ChangeID: i.ChangeID,
		Attempts: each(i.Attempts, func(a billing.PaymentAttempt) attempt {
			return attempt{At: a.At, Method: a.Method, Result: string(a.Result), Reason: a.Reason}
		}),
		Seller: previewjson.Seller(i.Seller), BilledTo: previewjson.FromDetails(i.BilledTo),
	}
}

func fromMember(m *billing.Member) member {
	return member{
		ID: m.ID, Name: m.Name, Email: m.Email, Role: string(m.Role), Status: string(m.Status),
		Guest: m.Guest, LastActive: m.LastActive,
	}
}

func fromChange(c *billing.Change) change {
	return change{
		ID: c.ID, Kind: string(c.Kind), At: c.At, Actor: c.Actor, Device: c.Device, State: string(c.State), PreviewID: c.PreviewID,
		Before: previewjson.FromTerms(c.Before), After: previewjson.FromTerms(c.After), EffectiveAt: c.EffectiveAt,
		AmountCharged: amount(c.AmountCharged), InvoiceID: c.InvoiceID, Reason: c.Reason,
		Category: string(c.Category), Problem: string(c.Problem), Params: nonNil(c.Params),
	}
}

func fromStored(i *billing.StoredItem) storedItem {
	return storedItem{
		ID: i.ID, Name: i.Name, Kind: string(i.Kind), Workspace: i.Workspace, SizeGB: i.SizeGB.String(),
		AddedAt: i.AddedAt, LastOpened: i.LastOpened,
	}
}

func fromGrant(g *billing.CreditGrant) creditGrant {
	return creditGrant{
		ID: g.ID, Kind: g.Kind, Source: string(g.Source), Granted: g.Granted.String(), Spent: g.Spent.String(),
		At: g.At, LapsesAt: g.LapsesAt, Reference: g.Reference,
	}
}

func fromSpend(s *billing.CreditSpend) creditSpend {
	return creditSpend{
		ID: s.ID, Kind: s.Kind, At: s.At, Actor: s.Actor, Action: s.Action, Workspace: s.Workspace, Quantity: s.Quantity.String(),
	}
}

func fromOutcome(o billing.Outcome) outcome {
	wire := outcome{
		ID: o.ID, State: string(o.State), PreviewID: o.PreviewID,
		AmountCharged: amount(o.AmountCharged), InvoiceID: o.InvoiceID, ProofPage: o.ProofPage,
	}
	if o.Problem == nil {
		return wire
	}
	wire.Problem = &refusal{Code: string(o.Problem.Code), Params: nonNil(o.Problem.Params)}
	if o.Problem.Fresh != nil {
		fresh := previewjson.From(o.Problem.Fresh)
		wire.Problem.Preview = &fresh
	}
	return wire
}

func fromDelta(d *billing.Delta) (feedPage, error) {
	page := feedPage{
		Revision: d.Next.Revision, Begun: d.Next.Begun, Latest: d.Latest, More: d.More, Resources: make([]resource, 0, len(d.Resources)),
	}
	for _, r := range d.Resources {
		wire := resource{Kind: kindNames[r.Kind], ID: r.ID, Revision: r.Revision, Deleted: r.Noun == nil}
		data, err := fromNoun(r.Noun)
		if err != nil {
			return feedPage{}, fmt.Errorf("write resource %s: %w", r.ID, err)
		}
		wire.Data = data
		page.Resources = append(page.Resources, wire)
	}
	return page, nil
}

var kindNames = map[billing.Kinds]string{
	billing.KindAccount: "account", billing.KindCatalog: "catalog", billing.KindSubscription: "subscription",
	billing.KindUsage: "usage", billing.KindUsageDays: "usage_day", billing.KindInvoices: "invoice", billing.KindMembers: "member", billing.KindChanges: "change",
	billing.KindStored: "stored_item", billing.KindCredits: "credit_grant", billing.KindSpends: "credit_spend",
}

func fromNoun(n billing.Noun) (any, error) {
	switch noun := n.(type) {
	case nil:
		return nil, nil
	case *billing.Account:
		return fromAccount(noun), nil
	case *billing.Catalog:
		return fromCatalog(noun)
	case *billing.Subscription:
		return fromSubscription(noun), nil
	case *billing.Usage:
		return fromUsage(noun), nil
	case *billing.UsageDay:
		return usageDay{Meter: noun.Meter, Day: noun.Day.Format(time.DateOnly), Quantity: noun.Quantity.String()}, nil
	case *billing.Invoice:
		return fromInvoice(noun), nil
	case *billing.Member:
		return fromMember(noun), nil
	case *billing.Change:
		return fromChange(noun), nil
	case *billing.StoredItem:
		return fromStored(noun), nil
	case *billing.CreditGrant:
		return fromGrant(noun), nil
	case *billing.CreditSpend:
		return fromSpend(noun), nil
	}
	return nil, fmt.Errorf("no wire form of %T", n)
}

// amount is an amount as text; one that the reader may not see, or that does
// not exist, is empty.
func amount(m money.Money) string {
	if m.IsUnset() {
		return ""
	}
	return m.String()
}

// each converts a list; of none it is an empty list, never null.
func each[A, B any](all []A, convert func(A) B) []B {
	out := make([]B, 0, len(all))
	for _, a := range all {
		out = append(out, convert(a))
	}
	return out
}

func (s Signed) to() billing.Signature {
	return billing.Signature{Origin: s.Origin, Device: s.Device, Bytes: s.Signature}
}
