package views

import (
	"strings"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// appeal is what somebody who may not see to something tells those who may.
type appeal struct {
	what  string
	since string // empty where nobody knows
	todo  string
}

// text is the appeal as it is sent: what, since when, which account, who decides and
// what to do. Beyond names it says nothing of anybody.
func (a appeal) text(account *billing.Account, seen time.Time, print words.Printer) string {
	since := words.T("Since: {since}", "since", a.since)
	if a.since == "" {
		since = words.T("Seen: {at}", "at", print.Instant(seen))
	}
	return strings.Join([]string{
		words.T("Billfold: {account} needs somebody who may change its billing.", "account", account.Name),
		"",
		words.T("What: {what}", "what", a.what),
		since,
		words.T("Account: {account}", "account", account.Name),
		words.T("Who decides: {names}", "names", decidersOf(account)),
		words.T("What to do: {todo}", "todo", a.todo),
	}, "\n")
}

// decidersOf names who may change billing.
func decidersOf(account *billing.Account) string {
	names := make([]string, len(account.Deciders))
	for i, p := range account.Deciders {
		names[i] = p.Name
	}
	if len(names) == 0 {
		return words.T("an owner or a billing admin of the account")
	}
	return strings.Join(names, ", ")
}

// forward copies an appeal, and says so.
func (s *Shell) forward(a appeal) {
	account := s.last.facts.Account
	if account == nil {
		return
	}
	s.deps.Copy(a.text(account, s.last.freshness.AsOf, s.deps.Words))
	s.Say(words.Told{What: words.T("Copied. Send it to {names}.", "names", decidersOf(account))})
}
