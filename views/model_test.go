package views

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/words"
)

func TestOfflineBarSaysWhatIsWrong(t *testing.T) {
	away := sample.Fresh(billing.Away)
	never := billing.Freshness{Since: sample.Now(), Problem: billing.NewProblem(billing.Offline)}
	expired, foreign, forgotten := away, away, away
	forgotten.Problem = billing.NewProblem(billing.KeychainNotFound)
	expired.Problem = billing.NewProblem(billing.Unauthenticated)
	foreign.Problem = billing.NewProblem(billing.BackendForeign)
	for _, c := range []struct {
		name   string
		given  billing.Freshness
		title  string
		action string
	}{
		{"live", sample.Fresh(billing.Live), "", ""},
		{"stale", sample.Fresh(billing.Stale), "", ""},
		{"away", away, "Offline since 09:18.", "Try now"},
		{"never read", never, "Offline since 10:42.", "Try now"},
		{"signed out", expired, "Your sign-in is no longer valid.", "Sign in"},
		{"nothing in the keychain", forgotten, "Nothing is saved in the keychain for this sign-in.", "Sign in"},
		{"something else answers", foreign, "What answers is not Billfold's billing.", "Try now"},
	} {
		got := offlineBar(c.given, sample.Now(), words.Printer{})
		if got.notice.Title != c.title || got.action != c.action {
			t.Errorf("%s: %q with %q, want %q with %q", c.name, got.notice.Title, got.action, c.title, c.action)
		}
	}
}

func TestNextTryCountsDown(t *testing.T) {
	f := sample.Fresh(billing.Away)
	for left, want := range map[time.Duration]string{
		24 * time.Second: "Next try in 24 s", 200 * time.Millisecond: "Trying now", -time.Minute: "Trying now",
		90 * time.Second: "Next try in 2 min", 10 * time.Minute: "Next try in 10 min",
	} {
		f.NextTry = sample.Now().Add(left)
		if got := nextTry(f, sample.Now()); got != want {
			t.Errorf("%v: %q, want %q", left, got, want)
		}
	}
	expired := f
	expired.Problem = billing.NewProblem(billing.KeychainNotFound)
	if got := nextTry(expired, sample.Now()); got != "" {
		t.Errorf("of no use: %q", got)
	}
	f.NextTry = time.Time{}
	if got := nextTry(f, sample.Now()); got != "" {
		t.Errorf("none planned: %q", got)
	}
}

func TestMenuHasOnlyPagesThatExist(t *testing.T) {
	groups := menuOf(func(p nav.Page) bool { return p == nav.PageOverview || p == nav.PageInvoices })
	if len(groups) != 2 || len(groups[0]) != 1 || groups[0][0].page != nav.PageOverview || groups[1][0].page != nav.PageInvoices {
		t.Errorf("%+v", groups)
	}
}

func TestTheSidebarMarksThePageThatARouteBelongsTo(t *testing.T) {
	for want, routes := range map[nav.Page][]nav.Route{
		nav.PagePlans: {
			{Page: nav.PagePlans, Arg: "seats=51"}, {Page: nav.PageCheckout, Arg: "seats=51"}, {Page: nav.PageCheckout, Arg: "order=none"},
		},
		nav.PageCredits: {
			{Page: nav.PageCheckout, Arg: "order=buy&pack=ai_1000&quantity=1"}, {Page: nav.PageCheckout, Arg: "order=auto_reload"},
		},
		nav.PagePayments: {
			{Page: nav.PageCheckout, Arg: "amount=50.00&currency=USD&order=top_up"}, {Page: nav.PageCheckout, Arg: "order=pay"},
		},
		nav.PageOverview: {{Page: nav.PageOverview}, {Page: nav.PageCheckout, Arg: "order=resume"}},
	} {
		for _, route := range routes {
			if got := home(route); got != want {
				t.Errorf("%v belongs to %s, want %s", route, got, want)
			}
		}
	}
}
