package app

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"billfold/app/session"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/views/words"
)

// newsstand has news ready for whoever looks, once.
type newsstand struct {
	news   []session.News
	err    error
	looked int
	sent   []string
	deaf   bool // nobody is there to show anything
	room   int  // for how many, where it is not 0
	again  []string
	log    bytes.Buffer
}

func (n *newsstand) notifier() *notifier {
	return newNotifier(notifierDeps{
		News: func(context.Context) ([]session.News, error) {
			n.looked++
			news := n.news
			n.news = nil
			return news, n.err
		},
		Ready: func() bool { return !n.deaf },
		Send: func(title, body string, dropped func()) {
			if n.room > 0 && len(n.sent) == n.room {
				dropped()
				return
			}
			n.sent = append(n.sent, title+" | "+body)
		},
		Words: func() words.Printer { return words.Printer{} }, Log: slog.New(slog.NewTextHandler(&n.log, nil)),
	})
}

func device(name string) billing.Alert {
	return billing.Alert{ID: name, Kind: billing.AlertNewDevice, Params: billing.Params("device", name)}
}

func storageFull() billing.Alert {
	return billing.Alert{Kind: billing.AlertLimitReached, Params: billing.Params("grant", billing.StorageGB, "used", "12", "limit", "10")}
}

func newsOf(name string, alerts ...billing.Alert) session.News {
	return session.News{Account: billing.AccountSummary{ID: name, Name: name}, Alerts: alerts}
}

const revokes = ". If that is not right, have its owner revoke it in the settings."

func TestNewsIsTold(t *testing.T) {
	full := "Storage is full. | 12 GB of 10 GB are in use. Nothing is deleted; new files wait until there is room."
	cases := map[string]struct {
		news []session.News
		want []string
	}{
		"nothing":     {[]session.News{newsOf("Northwind")}, nil},
		"one account": {[]session.News{newsOf("Northwind", device("Phone"))}, []string{"A new device can pay. | Phone" + revokes}},
		"the gravest first, and whose it is": {
			[]session.News{newsOf("Northwind", device("Phone")), newsOf("Contoso", storageFull())},
			[]string{"Contoso: " + full, "Northwind: A new device can pay. | Phone" + revokes},
		},
		"no flood": {
			[]session.News{newsOf("N", device("1"), device("2"), device("3"), device("4"), device("5"), device("6"), device("7"))},
			[]string{"A new device can pay. | 1" + revokes, "A new device can pay. | 2" + revokes, "A new device can pay. | 3" + revokes, "And 4 more | Open Billfold to read it all."},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			stand := &newsstand{news: c.news}
			stand.notifier().look(t.Context())
			if !slices.Equal(stand.sent, c.want) {
				t.Errorf("sent %q\nwant %q", stand.sent, c.want)
			}
		})
	}
}

// Where nobody could show it, nothing is looked for, since what is found counts as told; and
// what finds no room comes again, all of it.
func TestNewsWaitsUntilItCanBeShown(t *testing.T) {
	stand := &newsstand{deaf: true, room: 2}
	of := newsOf("N", device("1"), device("2"), device("3"), device("4"), device("5"))
	of.Untell = func(_ context.Context, ids ...string) error { stand.again = append(stand.again, ids...); return nil }
	stand.news = []session.News{of}
	n := stand.notifier()
	n.look(t.Context())
	if stand.looked != 0 || len(stand.sent) > 0 {
		t.Errorf("looked %d times, sent %q", stand.looked, stand.sent)
	}
	stand.deaf = false
	n.look(t.Context())
	if want := []string{"3", "4", "5"}; len(stand.sent) != 2 || !slices.Equal(stand.again, want) {
		t.Errorf("sent %q; %v come again, want %v", stand.sent, stand.again, want)
	}
}

func TestNothingIsSaidWhileNobodyIsSignedIn(t *testing.T) {
	stand := &newsstand{err: billing.NewProblem(billing.SignedOut)}
	stand.notifier().look(t.Context())
	if len(stand.sent) > 0 || stand.log.Len() > 0 {
		t.Errorf("sent %q, logged %s", stand.sent, stand.log.String())
	}
	stand.err = billing.NewProblem(billing.CacheUnusable)
	stand.notifier().look(t.Context())
	if !strings.Contains(stand.log.String(), "cache_unusable") {
		t.Errorf("logged %s", stand.log.String())
	}
}

// Looking follows what changed, once for many pages and however often they come, and
// comes every hour beside that. Time is the bubble's own here, and passes at once.
func TestWhenNewsIsLookedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stand := &newsstand{}
		n := stand.notifier()
		ended := make(chan struct{})
		go func() { defer close(ended); n.Serve(ctx) }()
		looked := func(after time.Duration, want int) {
			t.Helper()
			time.Sleep(after)
			synctest.Wait()
			if stand.looked != want {
				t.Errorf("looked %d times, want %d", stand.looked, want)
			}
		}
		looked(time.Second, 0)
		looked(2*time.Second, 1) // at the start
		n.changed(billingsync.Changed{Kinds: billing.KindFreshness | billing.KindMembers})
		looked(time.Minute, 1)
		for range 10 {
			n.changed(billingsync.Changed{Account: "a", Kinds: billing.KindInvoices})
			looked(100*time.Millisecond, 1)
		}
		looked(2*time.Second, 2)
		for range 20 { // without an end
			n.changed(billingsync.Changed{Account: "a", Kinds: billing.KindUsage})
			time.Sleep(time.Second)
		}
		synctest.Wait()
		if stand.looked < 8 {
			t.Errorf("looked %d times", stand.looked)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		looked(time.Hour, stand.looked+1)
		stop()
		<-ended
	})
}

// A system that never answers keeps nobody waiting, and is complained of once.
func TestASystemThatHangsIsNotWaitedFor(t *testing.T) {
	var log bytes.Buffer
	hangs, taken := make(chan struct{}), make(chan struct{}, 100)
	n := newNotices(func(*fyne.Notification) { taken <- struct{}{}; <-hangs }, slog.New(slog.NewTextHandler(&log, nil)))
	n.reach = func() bool { return true }
	dropped := 0
	n.Send("first", "", func() { t.Error("dropped what was shown") })
	<-taken
	for range 3 * waitingNotices {
		n.Send("more", "", func() { dropped++ })
	}
	if dropped != 2*waitingNotices || n.ready() {
		t.Errorf("%d were dropped; room for more: %t", dropped, n.ready())
	}
	if got := strings.Count(log.String(), "level=WARN"); got != 1 {
		t.Errorf("complained %d times: %s", got, log.String())
	}
	close(hangs)
	n.close()
	for range waitingNotices {
		<-taken
	}
}

// A session that ends while something waits has it given back.
func TestWhatWaitsForASessionThatEndsIsGivenBack(t *testing.T) {
	n := newNotices(func(*fyne.Notification) { t.Error("shown to nobody") }, slog.New(slog.DiscardHandler))
	n.reach = func() bool { return false }
	back := make(chan struct{})
	n.Send("first", "", func() { close(back) })
	<-back
	if n.ready() {
		t.Error("ready for more")
	}
	n.close()
}

func TestNothingIsSentWhereNobodyCouldShowIt(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if hasBus() {
		t.Error("a bus was found where there is none")
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	if !hasBus() {
		t.Error("the address of the bus was not believed")
	}
}

func TestWhatIsSentMeansItself(t *testing.T) {
	for text, want := range map[string]string{
		"€12.50 was declined.":                 "€12.50 was declined.",
		`<a href="x">Phone</a>`:                "‹a href='x'›Phone‹/a›",
		"a\nb\x1b[31m\u202ec":                  "a b [31m c",
		"$5.00 of $(calc) “said” `x` \"y\" \\": "$5.00 of $(calc) 'said' 'x' 'y' /",
	} {
		if got := plainText(text, "linux"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := plainText("$5.00 of $(calc)", "windows"); got != "`$5.00 of `$(calc)" {
		t.Errorf("PowerShell is given %q", got)
	}
}
