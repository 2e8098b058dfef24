package palette

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes a text as it is compared: small letters without accents, as people type
// what they remember of a name.
func fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(plainer(r)))
		}
	}
	return b.String()
}

// plainer is a letter that is typed without its stroke and is not written with an
// accent.
func plainer(r rune) rune {
	switch r {
	case 'ø', 'Ø':
		return 'o'
	case 'ł', 'Ł':
		return 'l'
	case 'đ', 'Đ':
		return 'd'
	case 'ı':
		return 'i'
	}
	return r
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// rank is how well something matches; the least is the best.
type rank int

// The ranks: the name is what is typed, begins with it, a word of it does, it is in it,
// or all of the words are somewhere in what is known.
const (
	rankIs rank = iota
	rankBegins
	rankWord
	rankInside
	rankKnown
	rankNone
	ranks = int(rankNone)
)

// query is what is typed, folded once for everything that is compared with it.
type query struct {
	whole string
	words []string
}

func newQuery(typed string) query {
	words := strings.Fields(fold(typed))
	return query{whole: strings.Join(words, " "), words: words}
}

// rank compares with a folded name and with everything else that is known, folded
// too.
func (q query) rank(name, known string) rank {
	switch at := strings.Index(name, q.whole); {
	case name == q.whole:
		return rankIs
	case at == 0:
		return rankBegins
	case at > 0 && beginsWord(name, at):
		return rankWord
	case at > 0 && strings.Contains(name, " "+q.whole):
		return rankWord
	case at > 0:
		return rankInside
	}
	for _, word := range q.words {
		if !strings.Contains(name, word) && !strings.Contains(known, word) {
			return rankNone
		}
	}
	return rankKnown
}

// beginsWord tells whether a word begins at a place in a text.
func beginsWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// names tells whether the best of a group is called what is typed.
func (q query) names(g foundGroup) bool {
	return q.whole != "" && fold(g.entries[0].Title) == q.whole
}
