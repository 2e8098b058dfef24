package plans

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"

	"github.com/shopspring/decimal"
)

// messageType is how a type of message is written; brands have no translation.
func messageType(kind string) string {
	switch kind {
	case "sms":
		return "SMS"
	case "whatsapp":
		return "WhatsApp"
	case "mms", "rcs":
		return strings.ToUpper(kind)
	}
	name := strings.ReplaceAll(kind, "_", " ")
	if rest, ok := strings.CutPrefix(name, "whatsapp "); ok {
		return "WhatsApp " + rest
	}
	return upperFirst(name)
}

// messageTypes are those of the catalog in one phrase, or empty: "SMS and
// WhatsApp".
func messageTypes(c *billing.Catalog) string {
	var names []string
	for _, kind := range c.MessageTypes("") {
		names = append(names, messageType(kind))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return words.T("{some} and {last}", "some", strings.Join(names[:last], ", "), "last", names[last])
}

// estimate is how many messages a number of credits sends.
type estimate struct{ messages, how string }

func estimateOf(rate billing.MessageRate, credits int64, w words.Printer) estimate {
	n := rate.Messages(credits)
	e := estimate{messages: words.N(int(n), "{n} message", "{n} messages", "n", w.Count(n))}
	if !rate.Credits.IsPositive() {
		return estimate{messages: "–", how: words.T("There is no price for these messages.")}
	}
	values := []string{
		"rate", w.Number(rate.Credits), "type", messageType(rate.Type), "country", words.Country(rate.Country),
		"credits", w.Count(credits), "quotient", w.Number(decimal.NewFromInt(credits).DivRound(rate.Credits, 2)),
	}
	if rate.Credits.Equal(decimal.NewFromInt(1)) {
		e.how = words.T("1 message credit for each {type} to {country}.", values...)
		return e
	}
	e.how = words.T("{rate} message credits for each {type} to {country}: {credits} ÷ {rate} = {quotient}, whole messages only.", values...)
	return e
}

// calculator says what the chosen message credits send to a country.
type calculator struct {
	catalog  *billing.Catalog
	words    words.Printer
	credits  int64
	country  string
	kind     string
	messages *widgets.Text
	how      *widgets.Paragraph
	types    *fyne.Container // the choice of type, which a country decides on
	content  *widgets.Card
}

const choiceOfMessage float32 = 192

// newCalculator begins with the account's own country where messages are sold to it.
func newCalculator(f billing.Facts, credits int64, w words.Printer) *calculator {
	c := &calculator{
		catalog: f.Catalog, words: w, credits: credits,
		messages: widgets.NewCardTitle(""), how: widgets.NewMutedParagraph(""), types: widgets.VStack(0),
	}
	codes := f.Catalog.MessageCountries()
	first := max(slices.Index(codes, f.Account.Details.Country), 0)
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = words.Country(code)
	}
	c.country = codes[first]
	countries := widgets.NewSelect(names, first, func(i int) {
		c.country = codes[i]
		c.offerTypes()
		c.show()
	})
	label := func(text string, below fyne.CanvasObject, width float32) fyne.CanvasObject {
		return widgets.Fixed(widgets.VStack(theme.Gap4, widgets.NewCaption(text), widgets.Fixed(below, 0, theme.ControlHeight)), width, 0)
	}
	row := widgets.HStack(theme.Gap12, label(words.T("Country"), countries, choiceOfMessage),
		label(words.T("Message type"), c.types, choiceOfMessage), widgets.Grow(label(words.T("About"), c.messages, 0)))
	c.content = widgets.NewCard(widgets.CardOptions{Title: words.T("Message calculator")},
		widgets.VStack(theme.Gap12, row, c.how))
	c.offerTypes()
	c.show()
	return c
}

// offerTypes keeps the chosen type where the country has it.
func (c *calculator) offerTypes() {
	kinds := c.catalog.MessageTypes(c.country)
	chosen := max(slices.Index(kinds, c.kind), 0)
	c.kind = kinds[chosen]
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = messageType(kind)
	}
	c.types.Objects = []fyne.CanvasObject{widgets.NewSelect(names, chosen, func(i int) {
		c.kind = kinds[i]
		c.show()
	})}
	c.types.Refresh()
}

func (c *calculator) set(credits int64) {
	c.credits = credits
	c.show()
}

func (c *calculator) show() {
	rate, _ := c.catalog.MessageRate(c.country, c.kind)
	e := estimateOf(rate, c.credits, c.words)
	c.content.SetNote(words.T("what {n} message credits send", "n", c.words.Count(c.credits)))
	c.messages.SetText(e.messages)
	c.how.SetText(e.how)
}
