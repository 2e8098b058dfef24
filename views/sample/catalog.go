package sample

import "billfold/billing"

// Catalog is what Northwind's vendor sells: Free, Team, Business and Custom, a
// year at ten months' price, email and message credits by tiers.
func Catalog() *billing.Catalog {
	return &billing.Catalog{
		Vendor: Vendor(), Currency: "USD", Policy: billing.DefaultPolicy(),
		Plans: []billing.Plan{
			{
				ID: "free", Name: "Free", Rank: 10, Kind: billing.PlanFree,
				Prices:   []billing.Price{{Interval: billing.Monthly}, {Interval: billing.Yearly}},
				Seats:    billing.SeatRule{Min: 1, Max: 3},
				Includes: billing.Grants{billing.StorageGB: dec("5"), billing.AICredits: dec("100"), billing.EmailCredits: dec("1000")},
				Features: []string{"Email channel", "Version history 14 days"}, Support: "Community",
			},
			{
				ID: "team", Name: "Team", Rank: 20, Kind: billing.PlanPaid,
				Prices: seatPrices("12.00", "120.00"), Seats: billing.SeatRule{Min: 1, Max: 100},
				Includes: billing.Grants{billing.AICredits: dec("500")},
				PerSeat:  billing.Grants{billing.StorageGB: dec("10"), billing.AICredits: dec("100")},
				Volumes:  volumes(100_000, 10_000),
				Features: []string{"Email and SMS channels", "Version history 180 days"}, Support: "1 working day",
			},
			{
				ID: "business", Name: "Business", Rank: 30, Kind: billing.PlanPaid,
				Prices: seatPrices("18.00", "180.00"), Seats: billing.SeatRule{Min: 1, Max: 250},
				Includes: billing.Grants{billing.AICredits: dec("2000")},
				PerSeat:  billing.Grants{billing.StorageGB: dec("20"), billing.AICredits: dec("200")},
				Volumes:  volumes(200_000, 25_000),
				Features: []string{"Email, SMS and WhatsApp channels", "Version history 1 year", "Single sign-on"}, Support: "4 hours",
			},
			{
				ID: "custom", Name: "Custom", Rank: 40, Kind: billing.PlanCustom,
				Features: []string{"All channels", "Version history as agreed", "Single sign-on"}, Support: "Named contact",
			},
		},
		Addons: []billing.Addon{
			storage("storage_100", "100 GB storage", "10.00", "100.00", "100"),
			storage("storage_200", "200 GB storage", "18.00", "180.00", "200"),
			storage("storage_500", "500 GB storage", "40.00", "400.00", "500"),
			pack("ai_1000", "1,000 AI credits", "20.00", "1000"),
			pack("ai_5000", "5,000 AI credits", "90.00", "5000"),
			pack("ai_20000", "20,000 AI credits", "320.00", "20000"),
		},
		Messages: messages(),
		TaxRates: []billing.TaxRate{
			{Country: "GB", Name: "VAT", Rate: dec("0.20")},
			{Country: "DE", Name: "VAT", Rate: dec("0.19"), ReverseCharge: true},
		},
	}
}

func seatPrices(month, year string) []billing.Price {
	return []billing.Price{
		{Interval: billing.Monthly, PerSeat: dec(month)},
		{Interval: billing.Yearly, PerSeat: dec(year)},
	}
}

func storage(id, name, month, year, gigabytes string) billing.Addon {
	return billing.Addon{
		ID: id, Name: name, Kind: billing.AddonRecurring,
		Prices: []billing.AddonPrice{
			{Interval: billing.Monthly, Unit: dec(month)},
			{Interval: billing.Yearly, Unit: dec(year)},
		},
		Grants: billing.Grants{billing.StorageGB: dec(gigabytes)},
	}
}

func pack(id, name, unit, credits string) billing.Addon {
	return billing.Addon{
		ID: id, Name: name, Kind: billing.AddonOneTime, Unit: dec(unit),
		Grants: billing.Grants{billing.AICredits: dec(credits)},
	}
}

func volumes(emails, messages int64) []billing.Volume {
	return []billing.Volume{
		{
			Meter: billing.EmailCredits, Max: emails, Step: 1000, Mode: billing.Graduated,
			Tiers: []billing.Tier{{UpTo: 10_000, Unit: dec("0.0010")}, {Unit: dec("0.0008")}},
		},
		{
			Meter: billing.MessageCredits, Max: messages, Step: 500, Mode: billing.Graduated,
			Tiers: []billing.Tier{{UpTo: 5_000, Unit: dec("0.0120")}, {Unit: dec("0.0100")}},
		},
	}
}
