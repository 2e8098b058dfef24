package settings

import (
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// limits are the ages that can be chosen.
var limits = []time.Duration{time.Minute, 5 * time.Minute, billing.StaleAfter, 30 * time.Minute, time.Hour}

// limitNames are what the choices say.
func limitNames() []string {
	names := make([]string, len(limits))
	for i, limit := range limits {
		names[i] = words.Span(limit)
	}
	return names
}

// chosen is the choice for a limit; -1 where it is none of them.
func chosen(limit time.Duration) int {
	for i, l := range limits {
		if l == limit {
			return i
		}
	}
	return -1
}

// model is what the page shows.
type model struct {
	subtitle string
	title    string // of the saved copy
	detail   string // how current it is
	trouble  string // what went wrong since, and what to do; empty where nothing did
}

func show(account string, f billing.Freshness, now time.Time, w words.Printer) model {
	m := model{
		subtitle: words.T("Nothing here changes what anybody pays."),
		title:    words.T("Saved copy[ of {account}]", "account", account), detail: w.Copy(f, now),
	}
	if account != "" {
		m.subtitle = words.T("Nothing here changes what {account} pays.", "account", account)
	}
	if f.Problem != nil {
		m.trouble = w.Problem(f.Problem).String()
	}
	return m
}
