package words

import (
	"strconv"
	"strings"
)

// ParseCount reads a whole number as a person types it, by the pattern of their locale:
// "1,500", "1500". It is false for anything else, and for what is below 0.
func (p Printer) ParseCount(text string) (int64, bool) {
	style := p.pattern()
	groups := strings.Split(strings.NewReplacer(" ", "", noBreak, "").Replace(text), style.group)
	for _, group := range groups[1:] {
		if len(group) != 3 && !style.indian {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(strings.Join(groups, ""), 10, 64)
	return n, err == nil && n >= 0
}
