package settings

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

type fake struct {
	facts     billing.Facts
	err       error
	freshness billing.Freshness
	limit     time.Duration
	devices   []billing.Device
	here      string
	deviceErr error
	did       []string
	keychain  *billing.Problem
}

func (f *fake) Facts(context.Context) (billing.Facts, error) { return f.facts, f.err }
func (f *fake) Freshness() billing.Freshness {
	f.freshness.Limit = f.limit
	return f.freshness
}
func (f *fake) StaleAfter() time.Duration                            { return f.limit }
func (f *fake) SetStaleAfter(_ context.Context, limit time.Duration) { f.limit = limit }

func (f *fake) Person() billing.Person     { return sample.Person() }
func (f *fake) Keychain() *billing.Problem { return f.keychain }
func (f *fake) KeepSecrets(context.Context) error {
	f.did = append(f.did, "keep")
	f.keychain = nil
	return nil
}

func (f *fake) Devices(context.Context) ([]billing.Device, string, error) {
	return f.devices, f.here, f.deviceErr
}

func (f *fake) EnrolDevice(ctx context.Context, told func(string)) error {
	f.did = append(f.did, "enrol")
	told("https://id.example/authorize")
	f.devices, f.here = sample.Devices()
	return ctx.Err()
}

func (f *fake) RevokeDevice(_ context.Context, id string) error {
	f.did = append(f.did, "revoke "+id)
	return nil
}

func (f *fake) SignOutEverywhere(context.Context) error {
	f.did = append(f.did, "sign out everywhere")
	return nil
}

type bench struct {
	*viewtest.Bench
	page      *Page
	source    *fake
	refreshed int
	left      []string
}

func normal() *fake {
	f := &fake{facts: sample.Facts(), freshness: sample.Fresh(billing.Fresh), limit: billing.StaleAfter}
	f.devices, f.here = sample.Devices()
	return f
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Now: b.Now, Refresh: func() { b.refreshed++ },
			SignOut: func() { b.left = append(b.left, "sign out") }, Switch: func() { b.left = append(b.left, "switch") }, Say: b.Say, Copy: b.Copy,
		})
		return b.page
	}, theme.ChoiceLight, width)
	b.Show("")
	return b
}

func TestSaysHowCurrentTheCopyIs(t *testing.T) {
	unread := func(f *fake) { f.freshness, f.err = billing.Freshness{}, billing.NewProblem(billing.NotFound) }
	for name, tt := range map[string]struct {
		set  func(*fake)
		want string
	}{
		"normal":  {func(*fake) {}, "Revision 411, caught up at 10:40:07"},
		"live":    {func(f *fake) { f.freshness = sample.Fresh(billing.Live) }, "Live: revision 412, nothing newer at 10:42:03"},
		"loading": {unread, "Not read yet"},
		"empty":   {unread, "Saved copy"},
		"offline": {func(f *fake) {
			f.freshness, f.deviceErr = sample.Fresh(billing.Away), billing.NewProblem(billing.Offline)
		}, "Billing cannot be reached. Money and plan are not affected. Check the connection and try again."},
		"error": {
			func(f *fake) { f.err = billing.NewProblem(billing.CacheUnusable, "path", "cache.db") },
			"The saved copy in cache.db cannot be opened. Money and plan are not affected. Check the folder's permissions and free space.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			source := normal()
			tt.set(source)
			b := open(t, source, viewtest.Wide)
			if all := strings.Join(b.Texts(), " "); !strings.Contains(all, tt.want) {
				t.Errorf("%q is not in %q", tt.want, all)
			}
			b.Golden(name)
		})
	}
}

func TestTheLimitIsKept(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("10 minutes")
	b.page.stale.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.Scheduler.Drain()
	b.Sees("30 minutes")
	if b.source.limit != 30*time.Minute {
		t.Errorf("limit %v", b.source.limit)
	}
	if state := b.source.Freshness().State(b.Time.Add(15 * time.Minute)); state != billing.Fresh {
		t.Errorf("a quarter of an hour is %s", state)
	}
}

func TestALimitFromElsewhereIsNoneOfTheChoices(t *testing.T) {
	source := normal()
	source.limit = 7 * time.Minute
	open(t, source, viewtest.Wide).SeesNot("10 minutes")
}

func TestRefreshIsOneRound(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Press("Refresh")
	if b.refreshed != 1 {
		t.Errorf("refreshed %d times", b.refreshed)
	}
	b.source.freshness.Revision = 420
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	b.Sees("Revision 420, caught up at 10:40:07")
}

func TestKeyboardReachesEverything(t *testing.T) {
	walked := viewtest.Labels(open(t, normal(), viewtest.Wide).Walk())
	if want := []string{"*widgets.Select", "Refresh", "Revoke", "Revoke", "Revoke", "Switch person", "Sign out everywhere", "Sign out"}; !slices.Equal(walked, want) {
		t.Errorf("walked %v", walked)
	}
	first := open(t, normal(), viewtest.Wide).page.FirstFocus()
	if _, ok := first.(*widgets.Select); !ok {
		t.Errorf("begins at %T", first)
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	open(t, normal(), viewtest.Wide).Fits("settings-wide")
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	open(t, source, viewtest.Narrow).Fits("settings-narrow")
}
