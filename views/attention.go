package views

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// attention is what the sidebar marks: the pages on which something has to be seen
// to.
func attention(f billing.Facts, print words.Printer) map[nav.Page]widgets.NavMark {
	marks := map[nav.Page]widgets.NavMark{}
	if f.Subscription == nil || f.Usage == nil || f.Catalog == nil {
		return marks
	}
	if over := membersOver(f); over > 0 {
		n := print.Count(int64(over))
		marks[nav.PageSeats] = widgets.NavMark{
			Role: theme.RoleBad, Text: n,
			Words: words.N(over, "{n} member is over the limit", "{n} members are over the limit", "n", n),
		}
	}
	if storage, limited := f.Limit(billing.StorageGB); limited {
		share := print.Percent(percent(storage))
		switch {
		case storage.Over().IsPositive():
			marks[nav.PageStorage] = widgets.NavMark{
				Role: theme.RoleBad, Icon: resources.IconAlert, Text: words.T("Over"), Words: words.T("over the limit"),
			}
		case storage.Share().GreaterThanOrEqual(nearlyFull):
			marks[nav.PageStorage] = widgets.NavMark{
				Role: theme.RoleWarn, Icon: resources.IconWarning, Text: share, Words: words.T("{percent} full", "percent", share),
			}
		}
	}
	if f.Subscription.OpenInvoice != "" {
		marks[nav.PagePayments] = widgets.NavMark{
			Role: theme.RoleBad, Icon: resources.IconAlert, Text: words.T("Open"),
			Words: words.T("invoice {invoice} is open", "invoice", f.Subscription.OpenInvoice),
		}
	}
	return marks
}
