//go:build unix

package main

import "slices"

// The people and places of the demo that the journeys name.
const (
	admin      = "admin@northwind.example"
	fabrikam   = "billing@fabrikam.example" // one of their accounts is over its seats
	contoso    = "owner@contoso.example"    // a card of theirs is declined, and an invoice open
	deadServer = "http://127.0.0.1:1"       // nothing listens on port 1
)

// journeys are all there are.
var journeys = slices.Concat(planJourneys, moneyJourneys)

// planJourneys are the main job, once by pointer and once by keyboard alone, and what else
// there is about plans.
var planJourneys = []journey{
	{"pointer", []step{
		{"sign-in", []move{start("--demo"), see(pattern("^(Open the demo|" + admin + ")$")), clickIfThere(exact("Open the demo")), see(exact(admin))}},
		{"overview", []move{click(exact(admin)), see(exact("Next invoice")), see(exact("Team"))}},
		{"plans", []move{click(exact("Plan")), see(exact("Current plan")), seeOff(exact("Current plan"))}},
		{"customize", []move{click(exact("Choose Business")), see(prefix("Confirmed"))}},
		{"checkout", []move{click(exact("Continue to checkout")), see(prefix("Confirmed")), see(prefix("Pay $"))}},
		{"paid", []move{pay(click)}},
		{"badge", []move{click(exact("Overview")), see(exact("Next invoice")), see(exact("Business")), gone(exact("Team"))}},
		{"invoices", []move{click(exact("Invoices")), click(pattern(invoiceNumber)), see(prefix("Business"))}},
		{"offline", []move{closeWindow, start("--server", deadServer), see(literally("Offline")), click(exact("Overview")), see(exact("Business"))}},
		{"offline-invoices", []move{click(exact("Invoices")), click(pattern(invoiceNumber)), see(prefix("Business"))}},
		{"offline-refused", []move{
			click(exact("Plan")), click(exact("Choose Team")), see(exact("Estimate")),
			click(exact("Continue to checkout")), seeOff(pattern("^(Pay|Schedule) ")), see(literally("cannot be")),
		}},
		{"offline-preview", []move{
			click(exact("Plan")), click(prefix("Yearly")), click(exact("Switch to yearly")), see(exact("Estimate")),
			click(exact("Continue to checkout")), see(literally("cannot be")), click(exact("How computed")), see(pattern("[0-9] × [0-9]")),
		}},
	}},
	{"keyboard", []step{
		{"sign-in", []move{start("--demo"), takeKeyboard(pattern("^(Open the demo|" + admin + ")$")), enterIfThere(exact("Open the demo")), see(exact(admin))}},
		{"overview", []move{enter(exact(admin)), see(exact("Next invoice"))}},
		{"plans", []move{keys("ctrl+2"), see(exact("Current plan"))}},
		{"customize", []move{enter(exact("Choose Business")), see(prefix("Confirmed"))}},
		{"checkout", []move{enter(exact("Continue to checkout")), see(prefix("Pay $"))}},
		{"paid", []move{pay(enter)}},
		{"badge", []move{keys("ctrl+1"), see(exact("Next invoice")), see(exact("Business")), gone(exact("Team"))}},
	}},
	{"downgrade", []step{
		{"upgraded", append(signIn(admin), click(exact("Plan")), click(exact("Choose Business")), see(prefix("Confirmed")), click(exact("Continue to checkout")), pay(click))},
		{"less", []move{click(exact("Plan")), click(exact("Choose Team")), see(prefix("Confirmed")), click(exact("Continue to checkout")), see(prefix("Schedule Team"))}},
		{"scheduled", []move{click(prefix("Schedule Team")), see(literally("scheduled"))}},
		{"card", []move{click(exact("Overview")), see(prefix("Scheduled for")), see(exact("Business"))}},
		{"undone", []move{click(exact("Undo this change")), gone(exact("Undo this change")), see(exact("Business"))}},
	}},
	{"seats", []step{
		{"over", append(signIn(fabrikam), openAccount("Fabrikam Campaigns"), see(literally("over your 6 seats")))},
		{"who", []move{click(exact("Show who is over")), see(exact("Over the limit"))}},
		{"checkout", []move{enter(exact("Add 3 seats")), see(prefix("Confirmed")), see(prefix("Pay $"))}},
		{"fits", []move{pay(click), gone(literally("over your 6 seats"))}},
	}},
	{"bank", []step{
		{"card", append(signIn(admin), click(exact("Payments")), click(exact("Add a card")), typeCard(provingCard), see(literally("was added")), gone(literally("was added")))},
		{"checkout", []move{
			click(exact("Plan")), click(exact("Choose Business")), see(prefix("Confirmed")), click(exact("Continue to checkout")),
			click(exact("Visa ending 3184")), see(prefix("Pay $")),
		}},
		{"asked", []move{click(prefix("Pay $")), see(exact("Open your bank's page"))}},
		{"proven", []move{click(exact("Open your bank's page")), proveCharge(), see(literally("was paid"))}},
	}},
	{"balance", []step{
		{"amount", append(signIn(admin), click(exact("Top up")), see(exact("Account balance")))},
		{"paid", []move{click(exact("$60.00")), click(prefix("Continue with")), see(prefix("Confirmed")), pay(click)}},
		{"by-balance", []move{
			click(exact("Plan")), click(exact("Choose Business")), see(prefix("Confirmed")), click(exact("Continue to checkout")),
			click(exact("Account balance")), pay(click),
		}},
	}},
}

// signIn starts the demo and signs somebody in.
func signIn(person string) []move {
	return []move{
		start("--demo"), see(pattern("^(Open the demo|" + person + ")$")), clickIfThere(exact("Open the demo")),
		click(exact(person)), see(exact("Next invoice")),
	}
}

// invoiceNumber is how the demo numbers the invoices of its accounts.
const invoiceNumber = `^[A-Z]{2,4}-\d{4}`
