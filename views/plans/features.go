package plans

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"billfold/billing"
	"billfold/views/words"
)

// A catalog's features are the vendor's own words. They become rows as far as they
// say one thing about several plans: with the same beginning ("Version history 14
// days", "Version history 1 year"), the same end ("Email channel", "Email and SMS
// channels"), or in the same words ("Single sign-on"). What a plan does not list is
// said to be missing only where no smaller plan lists it: a bigger one's list may
// take it for granted. What makes no row is listed as it is written.

// pattern is what the features of a row have in common.
type pattern struct {
	label string
	value func(feature string) (string, bool) // what is left of a feature that has it
}

// subject is a row of features: by plan, the feature as written and what it says.
type subject struct {
	label string
	texts map[string]string
	said  map[string]string // empty is a tick
}

// featureRows lists features side by side; rest is nil where none is left over.
func featureRows(shown []*billing.Plan) (rows []row, rest []cell) {
	left := map[string][]string{}
	for _, p := range shown {
		left[p.ID] = slices.Clone(p.Features)
	}
	var subjects []subject
	for _, p := range patterns(shown) {
		s, ok := take(p, left, shown)
		if !ok {
			continue
		}
		subjects = append(subjects, s)
		for id, text := range s.texts {
			left[id] = slices.DeleteFunc(left[id], func(f string) bool { return f == text })
		}
	}
	slices.SortStableFunc(subjects, func(a, b subject) int { return cmp.Compare(a.place(shown), b.place(shown)) })
	for _, s := range subjects {
		rows = append(rows, s.row(shown))
	}
	return rows, leftOver(left, shown)
}

// patterns are those that any two features of different plans share, the closest
// ones first, and then the features themselves.
func patterns(shown []*billing.Plan) []pattern {
	var starts, ends, wholes []pattern
	add := func(all []pattern, p pattern) []pattern {
		if p.label == "" || slices.ContainsFunc(all, func(o pattern) bool { return o.label == p.label }) {
			return all
		}
		return append(all, p)
	}
	for i, p := range shown {
		for _, a := range p.Features {
			wholes = add(wholes, pattern{a, func(f string) (string, bool) { return "", f == a }})
			for _, other := range shown[i+1:] {
				for _, b := range other.Features {
					starts, ends = add(starts, sameStart(a, b)), add(ends, sameEnd(a, b))
				}
			}
		}
	}
	slices.SortStableFunc(starts, func(a, b pattern) int { return cmp.Compare(len(b.label), len(a.label)) })
	return slices.Concat(starts, ends, wholes)
}

// sameStart is of two words at least; a small one at its end ("for") belongs to
// what follows.
func sameStart(a, b string) pattern {
	one, two := strings.Fields(a), strings.Fields(b)
	n := 0
	for n < min(len(one), len(two)) && one[n] == two[n] {
		n++
	}
	for n > 0 && isSmall(one[n-1]) {
		n--
	}
	if a == b || n < 2 {
		return pattern{}
	}
	start := strings.Join(one[:n], " ")
	return pattern{start, func(f string) (string, bool) {
		rest, ok := strings.CutPrefix(f, start+" ")
		return rest, ok
	}}
}

// sameEnd is of one word, in one of it or several.
func sameEnd(a, b string) pattern {
	one, two := strings.Fields(a), strings.Fields(b)
	if a == b || len(one) < 2 || len(two) < 2 || singular(one[len(one)-1]) != singular(two[len(two)-1]) {
		return pattern{}
	}
	last := max(one[len(one)-1], two[len(two)-1]) // "channels" rather than "channel"
	return pattern{upperFirst(last), func(f string) (string, bool) {
		at := strings.LastIndexByte(f, ' ')
		return f[:max(at, 0)], at > 0 && singular(f[at+1:]) == singular(last)
	}}
}

func isSmall(word string) bool {
	return len([]rune(word)) <= 3 && strings.IndexFunc(word, unicode.IsUpper) < 0
}

func singular(word string) string { return strings.TrimSuffix(word, "s") }

func upperFirst(word string) string {
	r := []rune(word)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// take finds the features of a pattern; false where they make no row.
func take(p pattern, left map[string][]string, shown []*billing.Plan) (subject, bool) {
	s := subject{label: p.label, texts: map[string]string{}, said: map[string]string{}}
	for _, plan := range shown {
		for _, feature := range left[plan.ID] {
			value, ok := p.value(feature)
			if !ok {
				continue
			}
			if _, twice := s.texts[plan.ID]; twice {
				return subject{}, false
			}
			s.texts[plan.ID], s.said[plan.ID] = feature, value
		}
	}
	return s, s.grows(shown)
}

// grows tells whether some plan lists the subject, and every plan that is bigger
// does too. A trial is no size, and a contract says the rest by itself.
func (s subject) grows(shown []*billing.Plan) bool {
	listed := func(p *billing.Plan) bool { _, ok := s.texts[p.ID]; return ok }
	for _, small := range shown {
		for _, big := range shown {
			if listed(small) && small.Kind != billing.PlanTrial && !listed(big) && sized(big) && big.Rank > small.Rank {
				return false
			}
		}
	}
	return slices.ContainsFunc(shown, func(p *billing.Plan) bool { return listed(p) && p.Kind != billing.PlanTrial })
}

func sized(p *billing.Plan) bool { return p.Kind == billing.PlanFree || p.Kind == billing.PlanPaid }

// place is where the longest list of a size that has the subject has it; what only
// a contract lists comes last.
func (s subject) place(shown []*billing.Plan) int {
	at, longest := 0, -1
	for _, p := range shown {
		if text, ok := s.texts[p.ID]; ok && sized(p) && len(p.Features) > longest {
			at, longest = slices.Index(p.Features, text), len(p.Features)
		}
	}
	if longest < 0 {
		return math.MaxInt
	}
	return at
}

func (s subject) row(shown []*billing.Plan) row {
	r := row{label: s.label}
	for _, p := range shown {
		said, listed := s.said[p.ID]
		switch {
		case listed && said == "":
			r.cells = append(r.cells, cell{lines: []string{words.T("Included")}, included: true})
		case listed:
			r.cells = append(r.cells, plain(upperFirst(said)))
		case p.Kind == billing.PlanCustom:
			r.cells = append(r.cells, plain(words.T("As agreed")))
		case p.Kind == billing.PlanTrial:
			r.cells = append(r.cells, cell{lines: []string{words.T("Not stated")}, muted: true})
		default:
			r.cells = append(r.cells, notIncluded())
		}
	}
	return r
}

func leftOver(left map[string][]string, shown []*billing.Plan) []cell {
	some := false
	cells := make([]cell, len(shown))
	for i, p := range shown {
		cells[i] = cell{lines: []string{words.T("Nothing more")}, muted: true}
		if lines := left[p.ID]; len(lines) > 0 {
			some, cells[i] = true, cell{lines: lines, included: true}
		}
	}
	if !some {
		return nil
	}
	return cells
}
