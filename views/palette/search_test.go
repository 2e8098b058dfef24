package palette

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

func TestFoldIsHowPeopleType(t *testing.T) {
	for given, want := range map[string]string{
		"Add seats": "add seats", "Tomás Álvarez": "tomas alvarez", "Straße": "strasse",
		"Søren Łukasz": "soren lukasz", "NWT-0011": "nwt-0011", "": "",
	} {
		if got := fold(given); got != want {
			t.Errorf("%q is folded to %q, want %q", given, got, want)
		}
	}
}

func TestWhatBeginsIsBetterThanWhatContains(t *testing.T) {
	for _, c := range []struct {
		typed, name, known string
		want               rank
	}{
		{"seat", "Seats", "", rankBegins},
		{"seat", "Add seats", "", rankWord},
		{"seat", "Unseated, seats", "", rankWord},
		{"seat", "Unseated", "", rankInside},
		{"seat", "Customize plan", "seats, volumes", rankKnown},
		{"plan seat", "Customize plan", "seats, volumes", rankKnown},
		{"plan seat", "Customize plan", "volumes", rankNone},
		{"alvarez tomas", "Tomás Álvarez", "tomas@x.example", rankKnown},
		{"  ", "anything", "", rankBegins},
		{"zebra", "Seats", "46 of 50", rankNone},
	} {
		if got := newQuery(c.typed).rank(fold(c.name), fold(c.known)); got != c.want {
			t.Errorf("%q in %q: %d, want %d", c.typed, c.name, got, c.want)
		}
	}
}

// crowd is so many members, of whom every thousandth is a Seaton.
func crowd(n int) []billing.Member {
	all := make([]billing.Member, n)
	for i := range all {
		name := fmt.Sprintf("Person Number %d", i)
		if i%1000 == 0 {
			name = fmt.Sprintf("Ána Seaton %d", i)
		}
		all[i] = billing.Member{
			ID: fmt.Sprintf("mem_%d", i), Name: name, Email: strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@northwind.example",
			Role: billing.RoleMember, Status: billing.MemberActive,
		}
	}
	return all
}

func TestAHundredThousandMembersAreCountedAndAFewShown(t *testing.T) {
	x := &index{archive: newArchive(nil, crowd(100_000), time.Now(), words.Printer{})}
	got := x.search(t.Context(), "ana seaton")
	if len(got.groups) != 1 || got.groups[0].of != 100 || len(got.groups[0].entries) != many || got.shown != many || got.of != 100 {
		t.Errorf("found %d, shows %d of %d", len(got.groups), got.shown, got.of)
	}
	if first := got.groups[0].entries[0]; first.Title != "Ána Seaton 0" || first.Right != "Member" {
		t.Errorf("the first is %+v", first)
	}
}

func BenchmarkSearch(b *testing.B) {
	x := &index{archive: newArchive(nil, crowd(100_000), time.Now(), words.Printer{})}
	for _, typed := range []string{"person", "seaton", "number 99999", "northwind.example", "zebra"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				x.search(b.Context(), typed)
			}
		})
	}
}

func BenchmarkFold(b *testing.B) {
	members := crowd(100_000)
	for b.Loop() {
		newArchive(nil, members, time.Time{}, words.Printer{})
	}
}
