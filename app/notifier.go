package app

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"billfold/app/session"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/views/words"
)

const (
	// lookEvery is how often is looked for what comes with time alone, such as a trial's
	// last day.
	lookEvery = time.Hour
	// lookAfter is how long after a change is looked: a sync comes in many pages.
	lookAfter = 2 * time.Second
	// toldAtOnce is how many notifications come one by one; the rest come as one.
	toldAtOnce = 3
)

// newsworthy is what an alert can come from.
const newsworthy = billing.KindAccounts | billing.KindAccount | billing.KindCatalog | billing.KindSubscription |
	billing.KindUsage | billing.KindInvoices | billing.KindCredits

// notifierDeps are what a notifier works with. News is what was never told; what it
// returns counts as told, unless it is taken back. Ready tells whether there is somebody to
// show anything. Send never waits, and calls dropped, on any goroutine, for what cannot be
// shown.
type notifierDeps struct {
	News  func(ctx context.Context) ([]session.News, error)
	Ready func() bool
	Send  func(title, body string, dropped func())
	Words func() words.Printer
	Log   *slog.Logger
}

// notifier has the system tell the person what is new of their accounts, whichever is
// open.
type notifier struct {
	notifierDeps
	nudged chan struct{} // holds a token when there is something to look at
}

func newNotifier(d notifierDeps) *notifier {
	return &notifier{notifierDeps: d, nudged: make(chan struct{}, 1)}
}

// changed has what changed looked at, if anything can come of it.
func (n *notifier) changed(c billingsync.Changed) {
	if c.Kinds.Has(newsworthy) {
		n.nudge()
	}
}

// nudge has everything looked at soon.
func (n *notifier) nudge() {
	select {
	case n.nudged <- struct{}{}:
	default:
	}
}

// Serve tells what is new until the context ends.
func (n *notifier) Serve(ctx context.Context) {
	hour := time.NewTicker(lookEvery)
	defer hour.Stop()
	calm := time.NewTimer(lookAfter)
	defer calm.Stop()
	waits := true // not put off by what changes meanwhile
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.nudged:
			if !waits {
				waits = true
				calm.Reset(lookAfter)
			}
		case <-calm.C:
			waits = false
			n.look(ctx)
		case <-hour.C:
			n.look(ctx)
		}
	}
}

// telling is an alert in words, and whose it is.
type telling struct {
	kind        billing.AlertKind
	title, body string
	takeBack    func(ctx context.Context) error
}

// look tells what is new, the gravest first, if it can be shown: else it is news still when
// it can.
func (n *notifier) look(ctx context.Context) {
	if !n.Ready() {
		return
	}
	all, err := n.News(ctx)
	if err != nil {
		if ctx.Err() == nil && billing.CodeOf(err) != billing.SignedOut {
			n.Log.WarnContext(ctx, "nothing looked through for news", "error", err)
		}
		return
	}
	print := n.Words()
	var news []telling
	for _, of := range all {
		for _, a := range of.Alerts {
			title, body := print.Alert(of.Catalog, a)
			if len(all) > 1 {
				title = words.AlertOf(of.Account.Name, title)
			}
			news = append(news, telling{a.Kind, title, body, func(ctx context.Context) error { return of.Untell(ctx, a.ID) }})
		}
	}
	slices.SortStableFunc(news, func(a, b telling) int {
		return slices.Index(billing.AlertKinds, a.kind) - slices.Index(billing.AlertKinds, b.kind)
	})
	single := min(len(news), toldAtOnce)
	for at, t := range news[:single] {
		n.send(ctx, t.title, t.body, news[at:at+1])
	}
	if rest := news[single:]; len(rest) > 0 {
		title, body := print.MoreAlerts(len(rest))
		n.send(ctx, title, body, rest)
	}
}

// send shows what says some news, which comes again where it cannot be.
func (n *notifier) send(ctx context.Context, title, body string, news []telling) {
	n.Send(title, body, func() {
		for _, t := range news {
			if err := t.takeBack(context.WithoutCancel(ctx)); err != nil {
				n.Log.WarnContext(ctx, "what could not be shown is not shown later", "error", err)
			}
		}
	})
}
