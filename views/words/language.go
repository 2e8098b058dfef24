package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"fyne.io/fyne/v2/lang"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"billfold/resources/translations"
)

// Language is a language that Billfold speaks.
type Language string

// The languages. Pseudo is English with accents, longer by a third and between
// ‹ and ›: whatever is on the screen without them cannot be translated, and what is
// cut off by it would be by a translation.
const (
	English Language = "en"
	German  Language = "de"
	Pseudo  Language = "en-XA"
)

// Languages are those that a person can choose.
func Languages() []Language { return []Language{English, German} }

// SystemLanguage is that of the system, English where Billfold does not speak it.
func SystemLanguage() Language { return spokenFor(string(lang.SystemLocale())) }

func spokenFor(locale string) Language {
	name, _, _ := strings.Cut(locale, "-")
	if locale == string(Pseudo) {
		return Pseudo
	}
	for _, l := range Languages() {
		if string(l) == name {
			return l
		}
	}
	return English
}

// SystemLocale is how numbers are written among words of the language that is spoken,
// in the system's region.
func SystemLocale() Locale { return localeFor(Spoken(), string(lang.SystemLocale())) }

func localeFor(l Language, system string) Locale {
	if _, region, found := strings.Cut(system, "-"); found && l != Pseudo {
		region, _, _ = strings.Cut(region, "-") // a script may follow
		return Locale(string(l) + "-" + region)
	}
	return Locale(l)
}

// speech is one language as it is spoken. Sentences are looked up once: pages are
// made anew every second. English reads no translations, which takes milliseconds of
// every start.
type speech struct {
	language  Language
	localizer func() *i18n.Localizer
	known     sync.Map // of English sentences
}

var current atomic.Pointer[speech]

func init() { Speak(English) }

// Speak has everything said in a language from now on. What is on the screen stays
// as it is until it is made anew.
func Speak(l Language) {
	current.Store(&speech{language: l, localizer: sync.OnceValue(func() *i18n.Localizer {
		return i18n.NewLocalizer(bundle(), string(l))
	})})
}

// Spoken is the language that everything is said in.
func Spoken() Language { return current.Load().language }

// bundle reads the translations, once. It panics where one of the embedded files
// cannot be read, which only a broken build has.
var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(translations.Files, "*.json")
	if err != nil {
		panic(fmt.Errorf("list translations: %w", err))
	}
	for _, name := range names {
		if _, err := b.LoadMessageFileFS(translations.Files, name); err != nil {
			panic(fmt.Errorf("read translations %s: %w", name, err))
		}
	}
	return b
})

// translate is an English sentence in the language, its placeholders still empty.
func (s *speech) translate(english string) string {
	switch s.language {
	case English:
		return english
	case Pseudo:
		return pseudo(english)
	default:
	}
	if found, ok := s.known.Load(english); ok {
		return found.(string)
	}
	// Where there is no translation the English comes back, beside an error.
	said, _ := s.localizer().Localize(&i18n.LocalizeConfig{DefaultMessage: &i18n.Message{ID: english, Other: english}})
	s.known.Store(english, said)
	return said
}

// number is the one of a sentence's forms that goes with a number.
func (s *speech) number(n int, one, other string) string {
	english := other
	if n == 1 {
		english = one
	}
	switch s.language {
	case English:
		return english
	case Pseudo:
		return pseudo(english)
	default:
	}
	said, _ := s.localizer().Localize(&i18n.LocalizeConfig{
		DefaultMessage: &i18n.Message{ID: other, One: one, Other: other}, PluralCount: n,
	})
	return said
}

var accents = strings.NewReplacer(
	"a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "n", "ñ", "c", "ç", "s", "š", "z", "ž", "y", "ý",
	"A", "Á", "E", "É", "I", "Í", "O", "Ó", "U", "Ú", "C", "Ç", "S", "Š",
)

// pseudo leaves the names of placeholders alone, and a sentence that is nothing but
// placeholders as it is: it says nothing by itself.
func pseudo(english string) string {
	var b strings.Builder
	letters := 0
	rest := english
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(accents.Replace(before))
		letters += len(before)
		if !found {
			break
		}
		name, behind, _ := strings.Cut(after, "}")
		b.WriteString("{" + name + "}")
		rest = behind
	}
	if !strings.ContainsFunc(placeholder.ReplaceAllString(english, ""), unicode.IsLetter) {
		return english
	}
	return "‹" + b.String() + longer(letters/3) + "›"
}

// longer is some signs, in words that a line can be broken between as it can between
// those of a translation.
func longer(signs int) string {
	const word = 5
	var b strings.Builder
	for ; signs > word; signs -= word {
		b.WriteString(strings.Repeat("~", word-1) + " ")
	}
	return b.String() + strings.Repeat("~", signs)
}
