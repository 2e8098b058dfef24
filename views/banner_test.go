package views

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/words"
)

// standing is the sample account after something happened to it.
func standing(set ...func(*glance)) glance {
	g := glance{facts: sample.Facts(), freshness: sample.Fresh(billing.Fresh)}
	for _, do := range set {
		do(&g)
	}
	return g
}

func overSeats(over int) func(*glance) {
	return func(g *glance) { g.facts.Usage.ActiveMembers = g.facts.Subscription.Terms.Seats + over }
}

func stored(gigabytes string) func(*glance) {
	return func(g *glance) { g.facts.Usage.StorageUsedGB = decimal.RequireFromString(gigabytes) }
}

func trialEnds(in time.Duration) func(*glance) {
	return func(g *glance) {
		ends := sample.Now().Add(in)
		g.facts.Subscription.Status, g.facts.Subscription.TrialEnds = billing.StatusTrialing, &ends
	}
}

func openNumber(g *glance) { g.facts.Subscription.OpenInvoice = "NWT-0013" }

func pastDue(g *glance) { g.facts.Subscription.Status = billing.StatusPastDue }

// openInvoice is an invoice of the first of November over 866.40 that was declined on
// the 18th, and on as many days after it as there are further tries.
func openInvoice(tries int) func(*glance) {
	return func(g *glance) {
		openNumber(g)
		for _, i := range sample.Invoices() {
			if i.Number == "NWT-0011" {
				i.Number, i.Status, i.Attempts = "NWT-0013", billing.InvoiceOpen, nil
				g.open = &i
			}
		}
		for n := range tries {
			g.open.Attempts = append(g.open.Attempts, billing.PaymentAttempt{
				At: time.Date(2026, time.November, 18+n, 0, 0, 0, 0, time.UTC), Method: "Visa 4242", Result: billing.PaymentRefused,
			})
		}
	}
}

func as(role billing.Role) func(*glance) {
	return func(g *glance) { g.facts.Account.Role = role }
}

func TestBannerShowsTheFirstThingToSeeTo(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   []func(*glance)
		title string
		leads nav.Route
	}{
		{"nothing", nil, "", nav.Route{}},
		{"an open invoice", []func(*glance){openInvoice(0)}, "Invoice NWT-0013 over $854.40 is open.", nav.Route{Page: nav.PagePayments}},
		{"one that was not read", []func(*glance){openNumber}, "Invoice NWT-0013 is open.", nav.Route{Page: nav.PagePayments}},
		{"a declined one", []func(*glance){pastDue, openInvoice(1)}, "$854.40 was declined.", nav.Route{Page: nav.PagePayments}},
		{"past due without a number", []func(*glance){pastDue}, "A payment is past due.", nav.Route{Page: nav.PagePayments}},
		{"one seat too few", []func(*glance){overSeats(1)}, "1 member is over your 50 seats.", nav.Route{Page: nav.PageSeats, Arg: "over"}},
		{"three seats too few", []func(*glance){overSeats(3)}, "3 members are over your 50 seats.", nav.Route{Page: nav.PageSeats, Arg: "over"}},
		{"exactly full", []func(*glance){overSeats(0)}, "", nav.Route{}},
		{"storage", []func(*glance){stored("712.5")}, "Files are 12.5 GB over your 700 GB of storage.", nav.Route{Page: nav.PageStorage}},
		{"storage that is full", []func(*glance){stored("700")}, "Storage is 100% full.", nav.Route{Page: nav.PageStorage}},
		{"storage that is nearly full", []func(*glance){stored("692.9")}, "Storage is 98% full.", nav.Route{Page: nav.PageStorage}},
		{"storage with some room", []func(*glance){stored("685.9")}, "", nav.Route{}},
		{"a trial that ends", []func(*glance){trialEnds(50 * time.Hour)}, "The trial ends in 3 days.", nav.Route{Page: nav.PagePlans}},
		{"a trial that ends today", []func(*glance){trialEnds(2 * time.Hour)}, "The trial ends at 12:42.", nav.Route{Page: nav.PagePlans}},
		{"a trial that ends later", []func(*glance){trialEnds(8 * 24 * time.Hour)}, "", nav.Route{}},
		{"payment before seats", []func(*glance){overSeats(3), openNumber}, "Invoice NWT-0013 is open.", nav.Route{Page: nav.PagePayments}},
		{"seats before storage", []func(*glance){stored("712.5"), overSeats(3)}, "3 members are over your 50 seats.", nav.Route{Page: nav.PageSeats, Arg: "over"}},
		{"storage before trial", []func(*glance){trialEnds(time.Hour), stored("712.5")}, "Files are 12.5 GB over your 700 GB of storage.", nav.Route{Page: nav.PageStorage}},
	} {
		got := banner(standing(c.set...), sample.Now(), words.Printer{})
		if got.notice.Title != c.title || got.leads != c.leads {
			t.Errorf("%s: %q to %v, want %q to %v", c.name, got.notice.Title, got.leads, c.title, c.leads)
		}
	}
	if got := banner(glance{}, sample.Now(), words.Printer{}); !got.empty() {
		t.Errorf("nothing read: %q", got.notice.Title)
	}
}

// The sample's policy tries again 1, 3, 5 and 7 days after the first failure and lets
// 14 days pass.
func TestADeclinedInvoiceSaysWhatComesNext(t *testing.T) {
	broken := func(g *glance) { g.facts.Account.Methods[0].Status = billing.MethodExpired }
	restricted := func(g *glance) { g.facts.Subscription.Status = billing.StatusRestricted }
	for _, c := range []struct {
		name           string
		set            []func(*glance)
		detail, action string
	}{
		{"after the second try", []func(*glance){pastDue, openInvoice(3)}, "Invoice NWT-0013. It is tried again on 23 Nov 2026. The grace period ends on 2 Dec 2026.", "Pay $854.40"},
		{"after the last", []func(*glance){pastDue, openInvoice(5)}, "Invoice NWT-0013. The grace period ends on 2 Dec 2026.", "Pay $854.40"},
		{"with a card that has expired", []func(*glance){pastDue, openInvoice(3), broken}, "Invoice NWT-0013. It is tried again on 23 Nov 2026. The grace period ends on 2 Dec 2026.", "Change card"},
		{"after the grace period", []func(*glance){openInvoice(5), restricted}, "What the plan gives is withheld until invoice NWT-0013 is paid.", "Pay $854.40"},
		{"of a plan that was changed since", []func(*glance){openInvoice(0)}, "Changing the plan does not pay it. Until it is paid, increases and packs wait.", "Pay $854.40"},
	} {
		got := banner(standing(c.set...), sample.Now(), words.Printer{})
		if got.notice.Detail != c.detail || got.action != c.action {
			t.Errorf("%s: %q with %q, want %q with %q", c.name, got.notice.Detail, got.action, c.detail, c.action)
		}
	}
}

func TestWhoMayNotActTellsWhoMay(t *testing.T) {
	for _, role := range billing.Roles {
		for name, set := range map[string]func(*glance){"payment": pastDue, "seats": overSeats(3), "storage": stored("712.5"), "trial": trialEnds(50 * time.Hour)} {
			got := banner(standing(set, as(role)), sample.Now(), words.Printer{})
			if got.forwards == role.May(billing.ChangeBilling) || got.action == "" {
				t.Errorf("%s as %s: forwards %t with %q", name, role, got.forwards, got.action)
			}
		}
	}
}

func TestAnAppealNamesWhatMattersAndNothingElse(t *testing.T) {
	g := standing(pastDue, openInvoice(3), as(billing.RoleFinanceApprover))
	got := banner(g, sample.Now(), words.Printer{}).appeal.text(g.facts.Account, g.freshness.AsOf, words.Printer{})
	want := strings.Join([]string{
		"Billfold: Northwind Traders needs somebody who may change its billing.",
		"",
		"What: $854.40 was declined. Invoice NWT-0013. It is tried again on 23 Nov 2026. The grace period ends on 2 Dec 2026.",
		"Since: 18 Nov 2026 00:00",
		"Account: Northwind Traders",
		"Who decides: Maya Okafor",
		"What to do: Open Payments in Billfold and pay the invoice, or change the card. Nobody should add a card of their own.",
	}, "\n")
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	g = standing(overSeats(3), as(billing.RoleMember))
	g.facts.Account.Deciders = nil
	got = banner(g, sample.Now(), words.Printer{}).appeal.text(g.facts.Account, g.freshness.AsOf, words.Printer{})
	for _, part := range []string{"Seen: 21 Nov 2026 10:40", "Who decides: an owner or a billing admin of the account"} {
		if !slices.Contains(strings.Split(got, "\n"), part) {
			t.Errorf("%q is not a line of %s", part, got)
		}
	}
}

func TestTheSidebarMarksWhatNeedsAttention(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   []func(*glance)
		page  nav.Page
		text  string
		words string
	}{
		{"seats", []func(*glance){overSeats(3)}, nav.PageSeats, "3", "3 members are over the limit"},
		{"storage", []func(*glance){stored("712.5")}, nav.PageStorage, "Over", "over the limit"},
		{"full storage", []func(*glance){stored("700")}, nav.PageStorage, "100%", "100% full"},
		{"nearly full storage", []func(*glance){stored("686")}, nav.PageStorage, "98%", "98% full"},
		{"an open invoice", []func(*glance){openNumber}, nav.PagePayments, "Open", "invoice NWT-0013 is open"},
	} {
		marks := attention(standing(c.set...).facts, words.Printer{})
		if mark := marks[c.page]; len(marks) != 1 || mark.Text != c.text || mark.Words != c.words {
			t.Errorf("%s: %+v", c.name, marks)
		}
	}
	if marks := attention(standing().facts, words.Printer{}); len(marks) != 0 {
		t.Errorf("nothing to see to: %+v", marks)
	}
	if marks := attention(billing.Facts{}, words.Printer{}); len(marks) != 0 {
		t.Errorf("nothing read: %+v", marks)
	}
}
