package demo

import (
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// fabrikam has one account of each shape of product.
func (s *seeder) fabrikam(catalogs map[string]catalogRecord) ([]*story, error) {
	ines, err := s.person("Ines Duarte", "billing@fabrikam.example")
	if err != nil {
		return nil, err
	}
	her := []billing.Member{{Name: ines.Name, Email: ines.Email, Role: billing.RoleBillingAdmin}}
	studio := &story{
		name: "Fabrikam Studio", prefix: "FBS", catalog: seatsCatalog, timezone: "America/New_York", workspace: "Studio",
		details: fabrikamDetails(),
		daysAgo: 3, card: s.visa("1117", sandbox.CardOK), domain: "fabrikam.example",
		terms:  billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 12},
		people: her, count: headcount{active: 17, invited: 2, deactivated: 3, guests: 9}, firstName: 60,
		storage: decimal.RequireFromString("711.9"), credits: 4410, archive: archive{split: [5]int64{12, 58, 21, 5, 4}, topics: []string{
			"Harbour campaign", "Autumn lookbook", "Founder interviews", "Trailer", "Showroom opening", "Winter catalogue",
			"Street casting", "Colour tests",
		}},
	}
	campaigns := &story{
		name: "Fabrikam Campaigns", prefix: "FBC", catalog: messagesCatalog, timezone: "America/New_York", workspace: "Campaigns",
		details: fabrikamDetails(),
		daysAgo: 14, card: s.visa("1117", sandbox.CardOK), domain: "fabrikam.example",
		terms: billing.Terms{
			Plan: "growth", Interval: billing.Monthly, Seats: 5,
			Volumes: map[string]int64{billing.EmailCredits: 20000, billing.MessageCredits: 2000},
		},
		people: her, count: headcount{active: 8, invited: 1, deactivated: 1, guests: 2}, firstName: 110, // three more than there are seats
		storage: decimal.Zero, meters: map[string]int64{billing.EmailCredits: 18350, billing.MessageCredits: 3912},
	}
	voice := &story{
		name: "Fabrikam Voice", prefix: "FBV", catalog: callsCatalog, timezone: "Europe/Berlin", workspace: "Voice",
		details: fabrikamGermanDetails(),
		daysAgo: 12, card: s.visa("3220", sandbox.CardOK), domain: "fabrikam.example",
		terms:  billing.Terms{Plan: "dial", Interval: billing.Monthly, Seats: 8},
		people: her, count: headcount{active: 21, invited: 1, deactivated: 2, guests: 1}, firstName: 140,
		storage: decimal.Zero, meters: map[string]int64{billing.CallMinutes: 6240},
	}
	all := []*story{studio, campaigns, voice}
	for _, st := range all {
		if err := s.begin(st, catalogs, ines); err != nil {
			return nil, err
		}
		st.usualTroubles(money.New(decimal.RequireFromString("25.00"), catalogs[st.catalog].currency), "")
	}
	studio.changes(studio.at(2, 4), plan("business"), "Single sign-on is required", billing.Strategic)
	studio.changes(studio.at(4, 7), addons(map[string]int{"storage_500": 1}), "Raw footage", billing.Strategic)
	studio.changes(studio.at(9, 15), seats(20), "The new office", billing.Strategic)
	studio.spends(studio.day(periods, 0))
	campaigns.changes(campaigns.at(2, 5), volumes(map[string]int64{billing.EmailCredits: 40000, billing.MessageCredits: 5000}), "Spring campaign", billing.Temporary)
	campaigns.changes(campaigns.at(6, 3), volumes(map[string]int64{billing.EmailCredits: 30000}), "Spring is over", billing.Corrective)
	campaigns.changes(campaigns.at(10, 6), seats(6), "One more editor", billing.Strategic)
	voice.talks(3120, 3480, 2950, 4410, 4980, 5230, 6105, 11840, 12960, 10420, 9870, 13305)
	voice.changes(voice.at(2, 9), seats(14), "Second shift", billing.Strategic)
	voice.changes(voice.at(7, 3), plan("switchboard"), "Calls are routed now", billing.Strategic)
	voice.changes(voice.at(10, 2), seats(25), "The Hamburg office", billing.Strategic)
	return all, nil
}

// contoso has an account on trial, and one whose card was declined and whose
// last invoice is open.
func (s *seeder) contoso(catalogs map[string]catalogRecord) ([]*story, error) {
	ruth, err := s.person("Ruth Castell", "owner@contoso.example")
	if err != nil {
		return nil, err
	}
	her := []billing.Member{{Name: ruth.Name, Email: ruth.Email, Role: billing.RoleAdmin}}
	details := contosoDetails()
	retail := &story{
		name: "Contoso Retail", prefix: "CTR", catalog: seatsCatalog, timezone: "Europe/London", workspace: "Retail", details: details,
		daysAgo: 8, card: s.visa("0002", sandbox.CardDeclined), domain: "contoso.example",
		terms:  billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 15},
		people: her, count: headcount{active: 17, invited: 1, deactivated: 2, guests: 3}, firstName: 200,
		storage: decimal.RequireFromString("96.3"), credits: 940, archive: archive{split: [5]int64{31, 22, 24, 14, 9}, topics: []string{
			"Shop floor training", "Spring windows", "Supplier visits", "Christmas campaign", "Shop openings", "Customer panel",
			"Till walk-through", "Price labels",
		}},
	}
	if err := s.begin(retail, catalogs, ruth); err != nil {
		return nil, err
	}
	// The card works for a year, and then no more.
	s.bank.answers[retail.account] = sandbox.CardOK
	retail.usualTroubles(dollars("40.00"), sandbox.CardOK)
	retail.changes(retail.at(2, 6), seats(18), "Two shops open", billing.Strategic)
	retail.bankSays(retail.day(periods, 0).Add(-time.Minute), "")
	retail.spends(retail.day(periods, 0))

	labs := &story{
		name: "Contoso Labs", prefix: "CTL", catalog: seatsCatalog, timezone: "Europe/London", workspace: "Labs", details: details,
		domain: "contoso.example", terms: billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 8}, people: her,
		count: headcount{active: 6, invited: 2, guests: 1}, firstName: 240, storage: decimal.RequireFromString("4.7"), credits: 120,
		archive: archive{split: [5]int64{38, 27, 14, 15, 6}, topics: []string{
			"Sensor prototype", "Bench tests", "Weekly demo", "Field trial", "User interviews", "Roadmap workshop", "Patent drafts", "Lab safety",
		}},
	}
	labs.seeder, labs.by, labs.start = s, ruth, s.end.AddDate(0, 0, -5)
	if err := s.open(labs, catalogs[labs.catalog]); err != nil {
		return nil, err
	}
	labs.then(labs.start, func() error { return s.engine.Subscribe(s.ctx, labs.account, labs.terms, nil) })
	labs.spends(labs.start)
	return []*story{retail, labs}, nil
}

// signContract moves an account to the custom plan, as sales does: no checkout
// offers it, and the agreed price holds from the next renewal on.
func (s *seeder) signContract(st *story, seats int) error {
	return s.books.Write(s.ctx, func(tx *store.Tx) error {
		sub, err := tx.Subscription(s.ctx, st.account)
		if err != nil {
			return err
		}
		sub.Terms = sub.Terms.Clone()
		sub.Terms.Plan, sub.Terms.Seats = "custom", seats
		return tx.PutSubscription(s.ctx, st.account, sub)
	})
}
