package payments

import (
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// suggestions are how many times the least top-up the amounts offered are.
var suggestions = []int64{1, 2, 5, 10}

// offered are amounts that can be topped up; none where the catalog has no least.
func offered(c *billing.Catalog) []money.Money {
	least := c.LeastTopUp()
	if least.Sign() <= 0 {
		return nil
	}
	var all []money.Money
	for _, times := range suggestions {
		all = append(all, money.New(least.Amount().Mul(decimal.NewFromInt(times)), c.Currency))
	}
	return all
}

// amountTyped reads an amount to top up, or says why it is none; both are empty where
// nothing was typed.
func amountTyped(text string, c *billing.Catalog, w words.Printer) (amount money.Money, why string) {
	if strings.TrimSpace(text) == "" {
		return money.Money{}, ""
	}
	amount, err := w.ParseAmount(text, c.Currency)
	if err != nil {
		return money.Money{}, words.T("This is no amount of {currency}. Write it like {example}.",
			"currency", string(c.Currency), "example", w.Amount(c.LeastTopUp()))
	}
	switch least := c.LeastTopUp(); {
	case c.CheckTopUp(amount) == nil:
		return amount, ""
	case amount.Cmp(least) < 0:
		return money.Money{}, words.T("The least is {amount}.", "amount", w.Standing(least))
	default:
		return money.Money{}, words.T("This is more than can be put on it.")
	}
}
