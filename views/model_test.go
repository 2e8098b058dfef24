package views

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/words"
)

func TestBannerShowsTheFirstThingToSeeTo(t *testing.T) {
	payment := func(f billing.Facts) { f.Subscription.OpenInvoice = "NWT-0013" }
	pastDue := func(f billing.Facts) { f.Subscription.Status = billing.StatusPastDue }
	seats := func(over int) func(billing.Facts) {
		return func(f billing.Facts) { f.Usage.ActiveMembers = f.Subscription.Terms.Seats + over }
	}
	storage := func(f billing.Facts) { f.Usage.StorageUsedGB = decimal.RequireFromString("712.5") }
	trial := func(left time.Duration) func(billing.Facts) {
		return func(f billing.Facts) {
			ends := sample.Now().Add(left)
			f.Subscription.Status, f.Subscription.TrialEnds = billing.StatusTrialing, &ends
		}
	}
	for _, c := range []struct {
		name  string
		set   []func(billing.Facts)
		title string
		leads nav.Page
	}{
		{"nothing", nil, "", ""},
		{"an open invoice", []func(billing.Facts){payment}, "Invoice NWT-0013 is open.", nav.PageInvoices},
		{"past due without a number", []func(billing.Facts){pastDue}, "A payment is past due.", nav.PageInvoices},
		{"one seat too few", []func(billing.Facts){seats(1)}, "1 member is over your 50 seats.", nav.PagePlans},
		{"three seats too few", []func(billing.Facts){seats(3)}, "3 members are over your 50 seats.", nav.PagePlans},
		{"exactly full", []func(billing.Facts){seats(0)}, "", ""},
		{"storage", []func(billing.Facts){storage}, "Files are 12.5 GB over your 700 GB of storage.", nav.PagePlans},
		{"a trial that ends", []func(billing.Facts){trial(50 * time.Hour)}, "The trial ends on 23 Nov 2026.", nav.PagePlans},
		{"a trial that ends later", []func(billing.Facts){trial(8 * 24 * time.Hour)}, "", ""},
		{"payment before seats", []func(billing.Facts){seats(3), payment}, "Invoice NWT-0013 is open.", nav.PageInvoices},
		{"seats before storage", []func(billing.Facts){storage, seats(3)}, "3 members are over your 50 seats.", nav.PagePlans},
		{"storage before trial", []func(billing.Facts){trial(time.Hour), storage}, "Files are 12.5 GB over your 700 GB of storage.", nav.PagePlans},
	} {
		f := sample.Facts()
		for _, set := range c.set {
			set(f)
		}
		got := banner(f, sample.Now(), words.Printer{})
		if got.notice.Title != c.title || got.leads.Page != c.leads {
			t.Errorf("%s: %q to %q, want %q to %q", c.name, got.notice.Title, got.leads.Page, c.title, c.leads)
		}
	}
	if got := banner(billing.Facts{}, sample.Now(), words.Printer{}); !got.empty() {
		t.Errorf("nothing read: %q", got.notice.Title)
	}
}

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
