//go:build unix

package main

// The people and places of the demo that the journeys name.
const (
	admin      = "admin@northwind.example"
	deadServer = "http://127.0.0.1:1" // nothing listens on port 1
)

// journeys are the main job, once by pointer and once by keyboard alone.
var journeys = []journey{
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
}

// invoiceNumber is how the demo numbers the invoices of its accounts.
const invoiceNumber = `^[A-Z]{2,4}-\d{4}`
