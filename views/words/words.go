// Package words is the one place that makes words for people, on the screen and
// in the terminal: problems, notices, invoice lines and their arithmetic, terms,
// money, numbers, dates and ages. Everything is a pure function of its
// arguments; time is passed in.
package words

import (
	"regexp"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
)

// Printer makes words for one reader. The zero value writes English patterns of
// numbers, and times in UTC.
type Printer struct {
	Locale Locale
	Zone   *time.Location // nil is UTC
}

// translated holds the languages that resources/translations has. Of any other
// language the toolkit would log a failure for every single sentence, so that
// those are not looked up at all.
var translated = map[string]bool{"en": true}

var lookUp = func() bool {
	language, _, _ := strings.Cut(string(lang.SystemLocale()), "-")
	return translated[language]
}()

// say is a sentence in the reader's language with its params, which come in
// pairs of name and value. The English sentence is its own key.
func say(english string, params ...string) string {
	values := make(map[string]string, len(params)/2)
	for i := 0; i+1 < len(params); i += 2 {
		values[params[i]] = params[i+1]
	}
	return sayWith(english, values)
}

func sayWith(english string, values map[string]string) string {
	if english == "" {
		return ""
	}
	if lookUp {
		return fill(lang.L(english), values)
	}
	return fill(english, values)
}

// plural picks between the sentence for one and that for any other number.
func plural(n int, one, other string, params ...string) string {
	if n == 1 {
		return say(one, params...)
	}
	return say(other, params...)
}

var (
	optional    = regexp.MustCompile(`\[[^\]]*\]`)
	placeholder = regexp.MustCompile(`\{[a-z_]+\}`)
)

// fill puts values into {name} and drops a part in [brackets] that misses one,
// because a problem from elsewhere may know less than the sentence could say.
func fill(sentence string, values map[string]string) string {
	sentence = optional.ReplaceAllStringFunc(sentence, func(part string) string {
		for _, name := range placeholder.FindAllString(part, -1) {
			if values[strings.Trim(name, "{}")] == "" {
				return ""
			}
		}
		return part[1 : len(part)-1]
	})
	return placeholder.ReplaceAllStringFunc(sentence, func(name string) string {
		return values[strings.Trim(name, "{}")]
	})
}
