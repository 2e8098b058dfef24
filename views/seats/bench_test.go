package seats

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/sample"
	"billfold/views/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var crowd = sync.OnceValue(sample.Crowd)

// plainly is a search as it would be without preparation.
func plainly(members []billing.Member, text string) int {
	n := 0
	for i := range members {
		if strings.Contains(strings.ToLower(members[i].Name), text) || strings.Contains(strings.ToLower(members[i].Email), text) {
			n++
		}
	}
	return n
}

// BenchmarkSearchesMembers looks for a text in 100,184 members.
func BenchmarkSearchesMembers(b *testing.B) {
	members := crowd()
	r := newRoster(members, 50, sample.Now())
	q := query{sort: columnRole, text: "petrov"}
	want := plainly(members, "petrov")
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			if l, err := r.list(b.Context(), q); err != nil || len(l.rows) != want {
				b.Fatalf("%d, want %d, %v", len(l.rows), want, err)
			}
		}
	})
	b.Run("baseline=unprepared", func(b *testing.B) {
		for b.Loop() {
			plainly(members, "petrov")
		}
	})
}

// BenchmarkSortsMembers lists 100,184 members in an order that they were in before.
func BenchmarkSortsMembers(b *testing.B) {
	members := crowd()
	r := newRoster(members, 50, sample.Now())
	orders := []query{{sort: columnName, ascending: true}, {sort: columnName}, {sort: columnActive}, {sort: columnRole}}
	for _, q := range orders {
		if _, err := r.list(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("figure", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			if _, err := r.list(b.Context(), orders[n%len(orders)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline=one_sort_by_name", func(b *testing.B) {
		for b.Loop() {
			slices.SortFunc(slices.Clone(members), func(x, y billing.Member) int {
				return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
			})
		}
	})
}

// BenchmarkPreparesMembers is what happens elsewhere whenever 100,184 members were read,
// their first order included.
func BenchmarkPreparesMembers(b *testing.B) {
	members := crowd()
	for b.Loop() {
		if _, err := newRoster(members, 50, sample.Now()).list(b.Context(), query{sort: columnRole}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWindowTakesMembers is what the window waits for after 100,184 members were
// sorted elsewhere; a frame has 16 ms.
func BenchmarkWindowTakesMembers(b *testing.B) {
	source := normal()
	source.members = crowd()
	queue := load.NewManual()
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.ChoiceLight))
	p := New(Deps{Context: b.Context(), Source: source, Scheduler: queue, Now: sample.Now})
	window := test.NewWindow(p.Content())
	defer window.Close()
	window.Resize(fyne.NewSize(1072, 744))
	p.Show("")
	queue.Drain()
	orders := []listing{p.list.listing, {}}
	var err error
	if orders[1], err = p.data.roster.list(b.Context(), query{sort: columnName, ascending: true}); err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		p.list.put(orders[n%len(orders)])
		p.list.table.ScrollToTop()
	}
}
