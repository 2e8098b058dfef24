package billing

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Messages is how many whole messages of the rate's type and country a number of
// message credits sends; what is left does not send another one. A rate without
// a price sends none, as nothing says how many.
func (r MessageRate) Messages(credits int64) int64 {
	if !r.Credits.IsPositive() || credits <= 0 {
		return 0
	}
	whole, _ := decimal.NewFromInt(credits).QuoRem(r.Credits, 0)
	return whole.IntPart()
}

// MessageRate finds what a message of a type to a country takes.
func (c *Catalog) MessageRate(country, kind string) (MessageRate, bool) {
	for _, r := range c.Messages {
		if r.Country == country && r.Type == kind {
			return r, true
		}
	}
	return MessageRate{}, false
}

// MessageCountries are those that messages are sold to, in the catalog's order.
func (c *Catalog) MessageCountries() []string {
	var all []string
	for _, r := range c.Messages {
		if !slices.Contains(all, r.Country) {
			all = append(all, r.Country)
		}
	}
	return all
}

// MessageTypes are those that are sold to a country, in the catalog's order; an
// empty country is all of them.
func (c *Catalog) MessageTypes(country string) []string {
	var all []string
	for _, r := range c.Messages {
		if (country == "" || r.Country == country) && !slices.Contains(all, r.Type) {
			all = append(all, r.Type)
		}
	}
	return all
}
