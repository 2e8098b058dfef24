package sample

import (
	"billfold/billing"
	"billfold/billing/money"
)

// Abroad is the account of Facts in yen, which have no decimals, and with names
// as long as names get: a page shows it whole or not at all.
func Abroad() billing.Facts {
	f := Facts()
	f.Account.Name = "Northwind Traders & Sons International Trading Company Limited"
	f.Account.Details.Company = f.Account.Name
	f.Catalog.Plans[1].Name = "Team Contact Center"
	f.Catalog.Plans[2].Name = "Business Contact Center Plus"
	f.Catalog.Addons[0].Name = "100 GB storage in the European region"
	f.Catalog.Currency, f.Account.Currency = "JPY", "JPY"
	f.Account.BillingCredit, f.Account.AccountBalance = yen(f.Account.BillingCredit), yen(f.Account.AccountBalance)
	for i := range f.Subscription.Billed {
		f.Subscription.Billed[i].Net = yen(f.Subscription.Billed[i].Net)
	}
	return f
}

// yen is a hundredfold: as much of what it can buy.
func yen(m money.Money) money.Money { return money.New(m.Amount().Shift(2), "JPY") }
