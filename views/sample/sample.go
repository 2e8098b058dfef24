// Package sample is one account as it could be, for the tests and the pictures
// of the pages: Northwind Traders on Team, 50 seats, ten days before its
// renewal. Its figures add up. Programs do not link it; pages import it in
// their external tests (package overview_test).
package sample

import (
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
)

// Now is the instant at which everything here is seen.
func Now() time.Time { return time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC) }

// Person is who is signed in.
func Person() billing.Person {
	return billing.Person{ID: "per_maya", Name: "Maya Okafor", Email: "maya.okafor@northwind.example"}
}

// Accounts are what the person may open.
func Accounts() []billing.AccountSummary {
	return []billing.AccountSummary{
		{
			ID: "acc_northwind", Name: "Northwind Traders", Role: billing.RoleBillingAdmin, Plan: "team", PlanName: "Team",
			Workspaces: []billing.Workspace{{ID: "ws_hq", Name: "Northwind HQ"}, {ID: "ws_labs", Name: "Northwind Labs"}},
		},
		{
			ID: "acc_fabrikam", Name: "Fabrikam Europe", Role: billing.RoleAdmin, Plan: "business", PlanName: "Business",
			Workspaces: []billing.Workspace{{ID: "ws_fab", Name: "Fabrikam"}},
		},
		{
			ID: "acc_contoso", Name: "Contoso", Role: billing.RoleMember, Plan: "free", PlanName: "Free",
			Workspaces: []billing.Workspace{{ID: "ws_con", Name: "Contoso"}},
		},
	}
}

// Facts are a paid account with volumes, a storage add-on, billing credit and a
// scheduled reduction. Every call returns a copy of its own.
func Facts() billing.Facts {
	return billing.Facts{Catalog: Catalog(), Account: account(), Subscription: subscription(), Usage: usage()}
}

// Fresh is the account's freshness in a state, as seen at Now. Away began 84
// minutes ago and tries again in 24 seconds.
func Fresh(state billing.FreshnessState) billing.Freshness {
	now := Now()
	switch state {
	case billing.Live:
		return billing.Freshness{AsOf: now.Add(-4 * time.Second), Revision: 412, Connected: true}
	case billing.Stale:
		return billing.Freshness{AsOf: now.Add(-47 * time.Minute), Revision: 405}
	case billing.Away:
		since := time.Date(2026, 11, 21, 9, 18, 0, 0, time.UTC)
		return billing.Freshness{
			AsOf: since, Revision: 398, Since: since,
			Problem: billing.NewProblem(billing.Offline), NextTry: now.Add(24 * time.Second),
		}
	default:
		return billing.Freshness{AsOf: now.Add(-2 * time.Minute), Revision: 411}
	}
}

// Preview prices a change of Facts at Now as the backend would, under an id.
// It panics on what is not on sale, which a test would have meant to see.
func Preview(patch billing.Patch) billing.Preview {
	preview, err := billing.NewPreview(Facts(), patch, Now())
	if err != nil {
		panic(err)
	}
	return preview.Locked("prv_0199e1a4")
}

// Devices are the person's, and the id of this one.
func Devices() (all []billing.Device, here string) {
	at := func(month time.Month, d, hour int) *time.Time {
		t := time.Date(2026, month, d, hour, 12, 0, 0, time.UTC)
		return &t
	}
	return []billing.Device{
		{ID: "dev_3", Name: "Billfold on MacBook Air", Added: day(2026, time.August, 30), LastUsed: at(time.October, 2, 9)},
		{ID: "dev_2", Name: "Billfold on Office desktop", Added: day(2026, time.May, 12)},
		{ID: "dev_1", Name: "Billfold on ThinkPad X1", Added: day(2026, time.February, 4), LastUsed: at(time.November, 21, 8)},
		{ID: "dev_0", Name: "Billfold on an old one", Added: day(2025, time.February, 4), Revoked: at(time.March, 1, 8)},
	}, "dev_1"
}

func account() *billing.Account {
	return &billing.Account{
		ID: "acc_northwind", Name: "Northwind Traders", Role: billing.RoleBillingAdmin,
		Currency: "USD", Timezone: "UTC",
		AccountBalance: usd("240.00"), BillingCredit: usd("94.80"),
		Details: Details(),
		Methods: []billing.PaymentMethod{
			{ID: "pm_visa", Brand: "Visa", Last4: "4242", ExpMonth: 8, ExpYear: 2028, Status: billing.MethodWorks},
			{ID: "pm_master", Brand: "Mastercard", Last4: "5100", ExpMonth: 12, ExpYear: 2026, Status: billing.MethodWorks},
		},
		Workspaces: Accounts()[0].Workspaces,
		Deciders:   []billing.Person{Person()},
		Notices: []billing.Notification{{
			At: time.Date(2026, time.November, 20, 16, 5, 0, 0, time.UTC),
			Notice: billing.Notice{
				Code: billing.DeviceAdded, Params: billing.Params("device", "Billfold on MacBook Air", "person", "Ada Byron"), Fix: "settings",
			},
		}},
	}
}

// Details are who Northwind's invoices are made out to.
func Details() billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Maya", LastName: "Okafor", Company: "Northwind Traders Ltd", Email: "maya.okafor@northwind.example",
		Phone: "+44 20 7946 0018", Address: "14 Canal Street", PostalCode: "E2 8PJ", City: "London", Country: "GB",
		VATID: "GB 123 4567 82", PONumber: "PO-7731", Recipients: []string{"ap@northwind.example", "cfo@northwind.example"},
	}
}

// Vendor is who sells to Northwind.
func Vendor() billing.Vendor {
	return billing.Vendor{
		Seller: billing.Seller{
			Name: "Halden Software GmbH", Address: "Lindenstraße 8", PostalCode: "10969", City: "Berlin", Country: "DE",
			VATID: "DE123456789", Email: "billing@halden.example",
		},
		SupportEmail: "support@halden.example", SupportHours: "working days, 9 to 17 UTC", SalesEmail: "sales@halden.example",
	}
}

func terms() billing.Terms {
	return billing.Terms{
		Plan: "team", Interval: billing.Monthly, Seats: 50,
		Addons:  map[string]int{"storage_200": 1},
		Volumes: map[string]int64{billing.EmailCredits: 40_000, billing.MessageCredits: 5_000},
	}
}

func subscription() *billing.Subscription {
	vat := []billing.Tax{{Name: "VAT", Rate: dec("0.20")}}
	later := terms()
	later.Addons = map[string]int{"storage_100": 1}
	return &billing.Subscription{
		Revision: 31, Status: billing.StatusActive, Terms: terms(),
		Anchor: day(2025, 12, 1), Period: november(),
		Scheduled: &billing.Scheduled{At: november().End, After: later},
		Billed: []billing.Billed{
			{Item: billing.ItemSeats, Net: usd("600.00"), Taxes: vat},
			{Item: billing.VolumeItem(billing.EmailCredits), Net: usd("34.00"), Taxes: vat},
			{Item: billing.VolumeItem(billing.MessageCredits), Net: usd("60.00"), Taxes: vat},
			{Item: billing.AddonItem("storage_200"), Net: usd("18.00"), Taxes: vat},
		},
	}
}

func usage() *billing.Usage {
	return &billing.Usage{
		ActiveMembers: 46, StorageUsedGB: dec("548.2"), Cycle: november(),
		StorageByKind: map[billing.StoredKind]decimal.Decimal{
			billing.StoredRecording: dec("231.4"), billing.StoredVideo: dec("148.9"), billing.StoredImage: dec("84.6"),
			billing.StoredDocument: dec("61.7"), billing.StoredAttachment: dec("21.6"),
		},
		Meters: map[string]decimal.Decimal{
			billing.AICredits: dec("3180"), billing.EmailCredits: dec("27350"), billing.MessageCredits: dec("3912"),
		},
	}
}

func november() billing.Period {
	return billing.Period{Start: day(2026, 11, 1), End: day(2026, 12, 1)}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func usd(s string) money.Money { return money.New(dec(s), "USD") }
