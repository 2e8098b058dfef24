package billing

import "billfold/billing/money"

// Monthly is what terms cost a month, before tax and discounts: a year's price
// is a twelfth.
func (c *Catalog) Monthly(t Terms) money.Money { return c.monthly(t).rounded(c) }

// MonthlyDifference is what other terms cost more a month, before tax and
// discounts; less is negative. It is rounded once.
func (c *Catalog) MonthlyDifference(from, to Terms) money.Money {
	return c.monthly(to).plus(c.monthly(from).negated()).rounded(c)
}

func (c *Catalog) monthly(t Terms) fraction {
	sum := whole(0)
	for _, p := range c.price(t) {
		sum = sum.plus(p.full.value)
	}
	return sum.times(whole(int64(t.Interval.Months())).inverse())
}
