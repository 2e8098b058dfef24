package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"billfold/billing"
)

// How many there are of each sort: 46 who take a seat, as in Facts, six of them idle.
const (
	crowdGuests      = 99_871
	crowdDeactivated = 264
)

// Members are an account's people by name: those who take a seat, three who are invited,
// and a few guests and deactivated ones.
func Members() []billing.Member { return byName(assemble(12, 8)) }

// Crowd is People with 100,184 people, most of them guests.
func Crowd() []billing.Member { return byName(assemble(crowdGuests, crowdDeactivated)) }

// Newcomers are seven who joined lately: with them there are more people than seats.
func Newcomers() []billing.Member {
	all := []billing.Member{
		somebody("Ravi Patel", at(11, 21, 10, 20)), somebody("Lucía Romero", at(11, 21, 9, 47)), somebody("Sam Whitaker", at(11, 20, 17, 5)),
	}
	for i := range 4 {
		all = append(all, somebody(crowdName(40+i), at(11, 20, 9+i, 0)))
	}
	for i := range all {
		all[i].ID = fmt.Sprintf("mem_nwt_9%02d", i)
	}
	return all
}

// assemble makes everybody, in the order in which they joined.
func assemble(guests, deactivated int) []billing.Member {
	all := named()
	for i := range 34 {
		all = append(all, somebody(crowdName(i), at(11, 3+i%15, 8+i%10, i)))
	}
	for _, name := range []string{"Sofia Marchetti", "Omar Haddad", "Ines Carvalho"} {
		invited := somebody(name, nil)
		invited.Status = billing.MemberInvited
		all = append(all, invited)
	}
	hassan := somebody("Hassan Ali", at(11, 21, 8, 12))
	hassan.Guest, hassan.Email = true, "hassan@contoso.example"
	all = append(all, hassan)
	for i := 1; i < guests; i++ {
		guest := somebody(crowdName(100+i), at(11, 1+i%20, i%24, i%60))
		guest.Guest, guest.Email = true, strings.Replace(guest.Email, "@northwind", fmt.Sprintf("%d@partner", i), 1)
		all = append(all, guest)
	}
	for i := range deactivated {
		gone := somebody(crowdName(7+3*i), at(3+i%4, 1+i%28, 9, i%60))
		gone.Status, gone.Email = billing.MemberDeactivated, strings.Replace(gone.Email, "@", fmt.Sprintf(".%d@", i), 1)
		all = append(all, gone)
	}
	for i := range all {
		all[i].ID = fmt.Sprintf("mem_nwt_%06d", i)
	}
	return all
}

// named are those whom the pictures show.
func named() []billing.Member {
	maya, jonas := somebody("Maya Okafor", at(11, 21, 10, 42)), somebody("Jonas Weber", at(11, 21, 10, 38))
	maya.Role, jonas.Role = billing.RoleBillingAdmin, billing.RoleAdmin
	return []billing.Member{
		maya, jonas,
		somebody("Priya Raman", at(11, 21, 9, 55)), somebody("Elena Petrova", at(11, 20, 15, 30)),
		somebody("Kenji Watanabe", at(11, 20, 11, 4)), somebody("Anna Seaton", at(11, 18, 9, 0)),
		somebody("Tomás Álvarez", at(9, 12, 14, 20)), somebody("Grace Lindqvist", at(9, 4, 10, 0)),
		somebody("Ibrahim Diallo", at(8, 29, 16, 45)), somebody("Bea Nowak", at(8, 27, 8, 15)),
		somebody("Luis Ferreira", at(8, 21, 12, 0)), somebody("Noor Haddad", at(8, 9, 9, 40)),
	}
}

// plainLetters are how names are written in addresses.
var plainLetters = strings.NewReplacer("á", "a", "í", "i", "Á", "A")

func somebody(name string, lastActive *time.Time) billing.Member {
	return billing.Member{
		Name: name, Email: strings.ToLower(strings.ReplaceAll(plainLetters.Replace(name), " ", ".")) + "@northwind.example",
		Role: billing.RoleMember, Status: billing.MemberActive, LastActive: lastActive,
	}
}

var (
	crowdFirst = strings.Fields("Ada Bruno Chloe Dmitri Elif Farid Greta Hugo Iris Jamal Kaya Lena Marek Nadia Owen Paula Quentin Rosa Samir Tove Uma Viktor Wanda Ximena Yusuf Zora")
	crowdLast  = strings.Fields("Abara Berg Castell Dahl Engel Ferro Grant Haas Ivers Jansen Kovac Larsen Moreau Nakata Ortega Petrov Quist Rossi Tanaka Ueda Vance Xu Yilmaz Zeller Novak")
)

// crowdName crosses the lists, whose lengths have no common divisor; after all pairs
// were used the names have an initial.
func crowdName(i int) string {
	first, last := crowdFirst[i%len(crowdFirst)], crowdLast[i%len(crowdLast)]
	if round := i / (len(crowdFirst) * len(crowdLast)); round > 0 {
		return fmt.Sprintf("%s %c. %s", first, 'A'+rune(round%26), last)
	}
	return first + " " + last
}

func at(month, d, hour, minute int) *time.Time {
	t := time.Date(2026, time.Month(month), d, hour, minute, 0, 0, time.UTC)
	return &t
}

// byName puts people into the order in which a copy lists them.
func byName(all []billing.Member) []billing.Member {
	slices.SortFunc(all, func(a, b billing.Member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return all
}
