package sample

import (
	"fmt"
	"strings"
	"time"

	"billfold/billing"
)

// Members are those of Facts, by name within their kind: 46 who take a seat, 6 of
// them idle, 3 who are invited, 4 guests and 3 who were deactivated.
func Members() []billing.Member {
	var all []billing.Member
	add := func(names []string, set func(m *billing.Member, i int)) {
		for i, name := range names {
			m := billing.Member{
				ID: fmt.Sprintf("mem_%02d", len(all)+1), Name: name, Role: billing.RoleMember, Status: billing.MemberActive,
				Email: strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@northwind.example",
			}
			set(&m, i)
			all = append(all, m)
		}
	}
	seen := func(at time.Time) *time.Time { return &at }
	add([]string{"Maya Okafor", "Jonas Weber"}, func(m *billing.Member, i int) {
		m.Role = []billing.Role{billing.RoleBillingAdmin, billing.RoleAdmin}[i]
		m.LastActive = seen(Now().Add(-time.Duration(i*4) * time.Minute))
	})
	add(busy, func(m *billing.Member, i int) { m.LastActive = seen(Now().Add(-time.Duration(i*17) * time.Hour)) })
	add(idle, func(m *billing.Member, i int) { m.LastActive = seen(day(2026, 9, 12).AddDate(0, 0, -9*i)) })
	add([]string{"Sofia Marchetti", "Noah Fischer", "Aiko Tanaka"}, func(m *billing.Member, _ int) { m.Status = billing.MemberInvited })
	add([]string{"Hassan Ali", "Rosa Jimenez", "Paul Durand", "Mei Lin"}, func(m *billing.Member, i int) {
		m.Guest, m.LastActive = true, seen(Now().AddDate(0, 0, -i))
		m.Email = strings.Replace(m.Email, "northwind", "contoso", 1)
	})
	add([]string{"Olga Ivanova", "Peter Novak", "Zoe Martin"}, func(m *billing.Member, i int) {
		m.Status, m.LastActive = billing.MemberDeactivated, seen(day(2026, 6, 2+i))
	})
	return all
}

var busy = []string{
	"Priya Raman", "Elena Petrova", "Kenji Watanabe", "Anna Seaton", "Ada Byron", "Amara Nwosu", "Ben Carter", "Carla Rossi",
	"Chen Wei", "Clara Hoffmann", "Daniel Moreau", "Dina Haddad", "Emil Larsen", "Eva Novotna", "Farah Khan", "Felix Braun",
	"Gina Torres", "Hana Sato", "Hugo Bernard", "Ines Costa", "Ivan Horvat", "Jack Turner", "Jana Kovac", "Joao Silva",
	"Karin Olsson", "Kofi Mensah", "Laura Klein", "Leo Virtanen", "Lina Aziz", "Marco Bianchi", "Marta Zielinska", "Nadia Popescu",
	"Omar Farouk", "Petra Schmid", "Ravi Patel", "Sara Lindberg", "Theo Laurent", "Yuki Mori",
}

var idle = []string{"Tomas Alvarez", "Grace Lindqvist", "Ibrahim Diallo", "Nora Jensen", "Samir Nasser", "Wanda Krol"}
