package plans

import (
	"slices"

	"billfold/billing"
)

// renew takes in that the account is another by now. What can be set, and is set without
// having been named, follows it; where nothing of that changed the rows stay, and the
// keyboard in them.
func (c *customizer) renew(f billing.Facts) {
	limits, choices := limitsOf(c.facts, c.target(), c.deps.Words), choicesOf(c.facts, c.target(), c.deps.Words)
	c.facts = f
	target := c.target()
	alike := slices.EqualFunc(limits, limitsOf(f, target, c.deps.Words), limit.sets) &&
		slices.EqualFunc(choices, choicesOf(f, target, c.deps.Words), choice.sets)
	if !alike {
		c.fillLimits(target)
	}
	c.ask()
}

// sets tells whether two limits let the same be set, from the same value.
func (l limit) sets(o limit) bool {
	return l.item == o.item && l.min == o.min && l.max == o.max && l.step == o.step && l.now == o.now && l.value == o.value
}

// sets tells whether two choices let the same be chosen, from the same option.
func (c choice) sets(o choice) bool {
	return slices.Equal(c.ids, o.ids) && slices.Equal(c.options, o.options) && c.value == o.value
}
