//go:build unix

package main

// moneyJourneys are what an admin of billing comes for besides plans: what was not paid,
// papers, and who and what may pay here.
var moneyJourneys = []journey{
	{"declined", []step{
		{"banner", append(signIn(contoso), openAccount("Contoso Retail"), see(literally("was declined")))},
		{"payments", []move{click(exact("Change card")), see(exact("Unpaid invoice"))}},
		{"card", []move{click(exact("Change card")), enter(exact("Add a card")), typeCard(goodCard), see(exact("Visa ending 4242"))}},
		{"checkout", []move{click(payButton), see(prefix("Pay invoice")), see(prefix("Confirmed")), click(exact("Visa ending 4242"))}},
		{"paid", []move{pay(click), gone(literally("was declined"))}},
		{"history", []move{click(exact("History")), click(exact("Payment of CTR-0014")), see(exact("Paid with")), see(exact("Visa 4242"))}},
	}},
	{"export", []step{
		{"what", append(signIn(admin), makeFolder("papers"), click(exact("Invoices")), click(exact("Export")),
			click(exact("All documents")), click(exact("CSV")), see(exact("Export 20 documents")))},
		{"where", []move{click(exact("Export 20 documents")), see(exact("Choose a folder")), write("~/papers")}},
		{"done", []move{keys("Return"), see(exact("20 documents were exported")), findPapers("papers", 20)}},
	}},
	{"support", []step{
		{"statement", append(signIn(admin), click(exact("Invoices")), noteCharge("Team renewal"))},
		{"charge", []move{click(exact("Support")), click(exact("An unknown charge")), typeCharge}},
		{"matches", []move{click(exact("Check")), see(exact("Matches")), see(prefix("This charge is yours"))}},
		{"words", []move{fill("Your words, optional", "Is it on my card 4242 4242 4242 4242?"), see(prefix("Masked."))}},
		{"where", []move{click(exact("Save")), see(exact("Save as")), write("~/case.txt")}},
		{"saved", []move{keys("Return"), see(prefix("The case is saved as")), findCase("case.txt", "Northwind Traders", "Maya Okafor")}},
	}},
	{"revoked", []step{
		{"set-up", append(signIn(admin), click(exact("Settings")), click(exact("Set up this computer")), agree(admin), see(exact("This device")))},
		{"theirs", []move{elsewhere(step{"revoked", []move{
			click(exact(admin)), see(exact("Next invoice")), click(exact("Settings")), click(exact("Revoke")), click(exact("Revoke it")),
			see(literally("The device is revoked")), see(exact("Not set up on this computer")),
		}})}},
		{"checkout", []move{click(exact("Plan")), click(exact("Choose Business")), see(prefix("Confirmed")), click(exact("Continue to checkout")), see(prefix("Pay $"))}},
		{"refused", []move{click(payButton), see(literally("This computer was revoked")), see(literally("Nothing was charged")), see(exact("Set up this computer"))}},
		{"uncharged", []move{click(exact("Invoices")), see(exact("All 18")), see(exact("Team")), gone(exact("Business"))}},
	}},
	{"settings", []step{
		{"light", append(signIn(admin), click(exact("Settings")), click(exact("Light")))},
		{"german", []move{click(exact("As the system")), click(exact("Deutsch")), see(exact("Übersicht")), see(exact("Einstellungen"))}},
		{"dark", []move{click(exact("Dunkel")), refill("100", "150"), keys("Return"), see(prefix("Jetzt 150"))}},
		// At that size there is no room for the sidebar.
		{"overview", []move{gone(exact("Zahlungen")), keys("ctrl+1"), see(exact("Übersicht")), see(exact("Tarif anpassen"))}},
		{"again", []move{closeWindow, start("--demo"), see(exact("Übersicht")), see(exact("Tarif anpassen"))}},
		{"english", []move{keys("ctrl+comma"), click(exact("Deutsch")), click(exact("English")), see(exact("Settings")), keys("ctrl+0"), see(prefix("Now 100")), see(exact("Overview"))}},
	}},
}
