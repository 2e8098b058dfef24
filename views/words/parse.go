package words

import (
	"fmt"
	"strings"

	"billfold/billing/money"
)

// ParseAmount reads an amount as a person types it, by the pattern of their locale:
// "1,234.50", "$50", "50,00 EUR". What separates thousands has three digits behind it;
// with another number of them it can only be meant to separate decimals.
func (p Printer) ParseAmount(text string, c money.Currency) (money.Money, error) {
	style := p.pattern()
	plain := strings.NewReplacer(noBreak, "", " ", "", string(c), "", "’", "'").Replace(text)
	if symbol := symbols[c]; symbol != "" {
		plain = strings.Replace(plain, symbol, "", 1)
	}
	group, point := strings.ReplaceAll(style.group, "’", "'"), style.decimal
	whole, decimals, split := strings.Cut(plain, point)
	if !split && group != noBreak {
		if at := strings.LastIndex(whole, group); at >= 0 && len(whole)-at-len(group) != 3 {
			whole, decimals, split = whole[:at], whole[at+len(group):], true
		}
	}
	if group != noBreak {
		parts := strings.Split(whole, group)
		for _, part := range parts[1:] {
			if len(part) != 3 && !style.indian {
				return money.Money{}, fmt.Errorf("parse amount: %q groups digits in another way", text)
			}
		}
		whole = strings.Join(parts, "")
	}
	if split {
		whole += "." + decimals
	}
	return money.Parse(whole, c)
}
