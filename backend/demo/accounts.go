package demo

import (
	"fmt"
	"slices"

	"billfold/backend/engine"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// catalogRecord is a catalog in the books.
type catalogRecord struct {
	id       string
	currency money.Currency
}

// stories makes everybody and everything that the demo begins with, and puts
// its year on the timeline.
func (s *seeder) stories() ([]*story, error) {
	catalogs, err := s.catalogs()
	if err != nil {
		return nil, err
	}
	var all []*story
	for _, part := range []func(map[string]catalogRecord) ([]*story, error){s.northwind, s.fabrikam, s.contoso, s.litware} {
		stories, err := part(catalogs)
		if err != nil {
			return nil, err
		}
		all = append(all, stories...)
	}
	return all, nil
}

// contractCatalog is what was agreed with a customer who buys by contract: the
// seats catalog, with a price on the custom plan.
const contractCatalog = "contract"

func (s *seeder) catalogs() (map[string]catalogRecord, error) {
	files, err := Catalogs()
	if err != nil {
		return nil, err
	}
	contract := *files[seatsCatalog]
	contract.Plans = slices.Clone(contract.Plans)
	custom, ok := contract.Plan("custom")
	if !ok {
		return nil, fmt.Errorf("catalog %s: no custom plan", seatsCatalog)
	}
	custom.Prices = []billing.Price{{Interval: billing.Monthly, PerSeat: decimal.RequireFromString("14.50")}}
	files[contractCatalog] = &contract
	records := map[string]catalogRecord{}
	for _, name := range []string{seatsCatalog, messagesCatalog, callsCatalog, contractCatalog} {
		id, err := s.engine.CreateCatalog(s.ctx, files[name])
		if err != nil {
			return nil, fmt.Errorf("catalog %s: %w", name, err)
		}
		records[name] = catalogRecord{id: id, currency: files[name].Currency}
	}
	return records, nil
}

func newAccount(st *story, c catalogRecord) engine.NewAccount {
	return engine.NewAccount{
		Name: st.name, Timezone: st.timezone, Details: st.details, CatalogID: c.id, InvoicePrefix: st.prefix, Currency: c.currency,
	}
}

// person adds somebody who can sign in.
func (s *seeder) person(name, email string) (billing.Person, error) {
	id, err := s.engine.CreatePerson(s.ctx, name, email)
	return billing.Person{ID: id, Name: name, Email: email}, err
}

// northwind is the account that most is tried on: paid, monthly, with room to
// grow, nothing open and nothing scheduled.
func (s *seeder) northwind(catalogs map[string]catalogRecord) ([]*story, error) {
	maya, err := s.person("Maya Okafor", "admin@northwind.example")
	if err != nil {
		return nil, err
	}
	priya, err := s.person("Priya Raman", "member@northwind.example")
	if err != nil {
		return nil, err
	}
	st := &story{
		name: "Northwind Traders", prefix: "NWT", catalog: seatsCatalog, timezone: "Europe/London", workspace: "Northwind HQ",
		details: northwindDetails(),
		daysAgo: 9, card: s.visa("4242", sandbox.CardOK), domain: "northwind.example",
		terms: billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 30},
		people: []billing.Member{
			{Name: maya.Name, Email: maya.Email, Role: billing.RoleAdmin},
			{Name: priya.Name, Email: priya.Email, Role: billing.RoleMember},
			{Name: "Jonas Weber", Email: "jonas.weber@northwind.example", Role: billing.RoleBillingAdmin},
			{Name: "Anna Seaton", Email: "anna.seaton@northwind.example", Role: billing.RoleMember},
			{Name: "Kenji Watanabe", Email: "kenji.watanabe@northwind.example", Role: billing.RoleMember},
		},
		count: headcount{active: 41, invited: 3, deactivated: 4, guests: 6}, storage: decimal.RequireFromString("548.2"),
		archive: archive{split: [5]int64{2314, 1489, 846, 617, 216}, items: northwindItems}, credits: 3180,
	}
	if err := s.begin(st, catalogs, maya); err != nil {
		return nil, err
	}
	if err := s.engine.Grant(s.ctx, priya.ID, st.account, billing.RoleMember); err != nil {
		return nil, err
	}
	if _, err := s.engine.AddMethod(s.ctx, st.account, s.mastercard("5100")); err != nil {
		return nil, err
	}
	st.usualTroubles(dollars("94.80"), "")
	st.changes(st.at(1, 11), seats(36), "The warehouse team joins", billing.Strategic)
	st.changes(st.at(4, 3), addons(map[string]int{"storage_100": 1}), "Trade fair footage", billing.Strategic)
	st.changes(st.at(6, 2), seats(34), "Two seats are idle", billing.Corrective)
	st.then(st.at(6, 4), func() error {
		_, err := s.engine.UndoScheduled(s.ctx, maya, st.account, s.ids.intent(s.now), billing.Signature{})
		return err
	})
	st.changes(st.at(7, 9), seats(44), "Season staff", billing.Temporary)
	st.changes(st.at(10, 5), addons(map[string]int{"storage_100": 0, "storage_200": 1}), "Call recordings are kept longer", billing.Strategic)
	st.changes(st.at(11, 12), seats(50), "A second sales team", billing.Strategic)
	st.then(st.at(11, 20), func() error {
		return s.engine.Deposit(s.ctx, st.account, dollars("240.00"), "bank transfer")
	})
	st.buys(st.at(periods, 4), "ai_1000")
	st.spends(st.day(periods, 0))
	return []*story{st}, nil
}

// litware buys by contract: it began on Business, and sales moved it.
func (s *seeder) litware(catalogs map[string]catalogRecord) ([]*story, error) {
	sam, err := s.person("Samir Haddad", "sales@litware.example")
	if err != nil {
		return nil, err
	}
	st := &story{
		name: "Litware Institute", prefix: "LTW", catalog: contractCatalog, timezone: "America/Chicago", workspace: "Litware Campus",
		details: litwareDetails(),
		daysAgo: 5, card: s.visa("1881", sandbox.CardOK), domain: "litware.example",
		terms:  billing.Terms{Plan: "business", Interval: billing.Monthly, Seats: 80},
		people: []billing.Member{{Name: sam.Name, Email: sam.Email, Role: billing.RoleAdmin}},
		count:  headcount{active: 211, invited: 9, deactivated: 14, guests: 32}, firstName: 400,
		storage: decimal.RequireFromString("3120.4"), credits: 21730, archive: archive{split: [5]int64{56, 31, 5, 6, 2}, topics: []string{
			"Linear algebra lectures", "Chemistry practicals", "Open day", "Library digitisation", "Graduation ceremony",
			"Exam archive", "Guest lectures", "Language lab",
		}},
	}
	if err := s.begin(st, catalogs, sam); err != nil {
		return nil, err
	}
	st.usualTroubles(dollars("250.00"), "")
	st.changes(st.at(1, 8), seats(120), "The faculty joins", billing.Strategic)
	st.changes(st.at(4, 8), addons(map[string]int{"storage_1000": 1}), "Lecture recordings", billing.Strategic)
	st.spends(st.day(periods, 0))
	st.then(st.at(6, 1), func() error { return s.signContract(st, 240) })
	return []*story{st}, nil
}

func dollars(amount string) money.Money { return money.New(decimal.RequireFromString(amount), "USD") }
