package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"billfold/backend/gateway"

	"github.com/stretchr/testify/require"
)

func TestWordsAtEachField(t *testing.T) {
	type changes map[string]string
	for name, in := range map[string]struct {
		changes changes
		field   string // "" where all is well
		words   string
	}{
		"no number":              {changes{"number": ""}, "number", "Type the card number."},
		"letters":                {changes{"number": "4242x24242424242"}, "number", "12 to 19 digits"},
		"short number":           {changes{"number": "42424242426"}, "number", "12 to 19 digits"},
		"digits of another kind": {changes{"number": "４２４２４２４２４２４２４２４２"}, "number", "12 to 19 digits"},
		"a slip":                 {changes{"number": "4242424242424241"}, "number", "This card number is not right."},
		"not a test card":        {changes{"number": "4539578763621486"}, "number", "This sandbox takes test cards only."},
		"spaces and dashes":      {changes{"number": " 4242-4242 4242-4242 "}, "", ""},
		"no expiry":              {changes{"expiry": ""}, "expiry", "like 04/30"},
		"words for an expiry":    {changes{"expiry": "soon"}, "expiry", "like 04/30"},
		"month 13":               {changes{"expiry": "13/30"}, "expiry", "from 01 to 12"},
		"month 0":                {changes{"expiry": "00/30"}, "expiry", "from 01 to 12"},
		"three digits of a year": {changes{"expiry": "04/203"}, "expiry", "like 04/30"},
		"last month":             {changes{"expiry": "02/26"}, "expiry", "This card has expired."},
		"this month":             {changes{"expiry": "03/26"}, "", ""},
		"far away":               {changes{"expiry": "03/57"}, "expiry", "too far away"},
		"a whole year":           {changes{"expiry": "4 / 2030"}, "", ""},
		"no slash":               {changes{"expiry": "0430"}, "", ""},
		"no code":                {changes{"cvc": ""}, "cvc", "Type the security code."},
		"letters in the code":    {changes{"cvc": "12a"}, "cvc", "3 digits"},
		"four digits on a Visa":  {changes{"cvc": "1234"}, "cvc", "3 digits"},
		"three on an Amex":       {changes{"number": "378282246310005"}, "cvc", "4 digits"},
		"four on an Amex":        {changes{"number": "378282246310005", "cvc": "1234"}, "", ""},
		"no name":                {changes{"name": " "}, "name", "Type the name on the card."},
		"a long name":            {changes{"name": strings.Repeat("ü", 121)}, "name", "too long"},
		"a name in two lines":    {changes{"name": "a\nb"}, "name", "cannot be used"},
		"a name of no encoding":  {changes{"name": "\xff"}, "name", "cannot be used"},
		"no street":              {changes{"line1": ""}, "line1", "Type the street"},
		"no city":                {changes{"city": ""}, "city", "Type the city."},
		"no postal code":         {changes{"postal_code": ""}, "postal_code", "Type the postal code."},
		"a place that has none":  {changes{"postal_code": "", "country": "HK"}, "", ""},
		"no country":             {changes{"country": ""}, "country", "Choose a country."},
		"a country of nowhere":   {changes{"country": "ZZ"}, "country", "Choose a country."},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			answered := s.post(s.begin("k").URL, filled(in.changes))
			if in.field == "" {
				require.Equal(t, http.StatusSeeOther, answered.StatusCode)
				require.Equal(t, gateway.SetupSucceeded, s.setup("k").Status)
				return
			}
			require.Equal(t, http.StatusUnprocessableEntity, answered.StatusCode)
			require.Equal(t, 1, strings.Count(answered.body, `class="problem"`))
			_, words, found := strings.Cut(answered.body, `id="`+in.field+`-problem"`)
			require.True(t, found)
			words, _, _ = strings.Cut(words, "</p>")
			require.Contains(t, words, in.words)
			input := element(t, answered.body, in.field)
			require.Contains(t, input, `aria-invalid="true"`)
			require.Contains(t, input, `aria-describedby="`+in.field+`-problem`)
			require.Contains(t, input, " autofocus")
			require.Equal(t, gateway.SetupOpen, s.setup("k").Status)
		})
	}
}

// element is the tag of the field with a name.
func element(t *testing.T, page, name string) string {
	t.Helper()
	_, tag, found := strings.Cut(page, ` id="`+name+`"`)
	require.True(t, found, name)
	tag, _, _ = strings.Cut(tag, ">")
	return tag
}

func TestWhatWasTypedIsKeptExceptTheSecrets(t *testing.T) {
	s := newSite(t)
	for _, form := range []url.Values{
		filled(map[string]string{"number": "4539 5787 6362 1486", "cvc": "987", "name": `"><script>`}), // not a test card
		filled(map[string]string{"number": "4000 0000 0000 0002", "cvc": "987", "name": `"><script>`}), // declined
	} {
		page := s.post(s.begin("k").URL, form).body
		require.Contains(t, element(t, page, "expiry"), `value="04/30"`)
		require.Contains(t, element(t, page, "name"), `value="&#34;&gt;&lt;script&gt;"`)
		require.Contains(t, element(t, page, "line1"), `value="Hauptstraße 5"`)
		require.Contains(t, element(t, page, "postal_code"), `value="10115"`)
		require.Contains(t, element(t, page, "city"), `value="Berlin"`)
		require.Contains(t, page, `<option value="DE" selected>`)
		require.Contains(t, element(t, page, "number"), `value=""`)
		require.Contains(t, element(t, page, "cvc"), `value=""`)
		require.NotContains(t, page, "4539")
		require.NotContains(t, page, "987")
		require.NotContains(t, page, "<script")
	}
}

func TestTheFormBeginsEmpty(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	requireEmptyForm(t, s.get(page).body)
	s.post(page, withCard("4000000000000002"))
	requireEmptyForm(t, s.get(page).body) // loaded again, it knows nothing of what was typed
}

func requireEmptyForm(t *testing.T, page string) {
	t.Helper()
	for _, name := range []string{"number", "expiry", "cvc", "name", "line1", "postal_code", "city"} {
		require.Contains(t, element(t, page, name), `value=""`)
	}
	require.NotContains(t, page, " selected")
}

func TestTheFormCanBeFilledByABrowser(t *testing.T) {
	s := newSite(t)
	page := s.get(s.begin("k").URL).body
	for name, token := range map[string]string{
		"number": "cc-number", "expiry": "cc-exp", "cvc": "cc-csc", "name": "cc-name", "line1": "billing address-line1",
		"postal_code": "billing postal-code", "city": "billing address-level2", "country": "billing country",
	} {
		require.Contains(t, element(t, page, name), `autocomplete="`+token+`"`)
		require.Contains(t, page, `<label for="`+name+`">`)
	}
	require.Contains(t, page, "Nothing is charged now.")
	require.Contains(t, page, "Sandbox: test cards only")
	require.NotContains(t, page, "<script")
	require.NotContains(t, page, " style=")
}
