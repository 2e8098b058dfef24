//go:build screenshots

package views_test

import (
	"cmp"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/signin"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// folderVariable names the folder that the pictures go to.
const folderVariable = "BILLFOLD_SCREENSHOTS"

// state is how the source stands when a picture is taken, and what is done then.
type state struct {
	name    string
	set     func(*fake)
	arg     string // of the route, where it is another
	then    func(*testing.T, *stage)
	loading bool // taken before anything was read
	// language is what everything is said in; English where it is empty.
	language words.Language
}

var states = []state{
	{name: "normal"},
	{name: "loading", loading: true},
	{name: "empty", set: func(f *fake) { f.changes, f.invoices, f.bare = nil, nil, true }},
	{name: "error", set: func(f *fake) { f.factsErr = billing.NewProblem(billing.CacheUnusable, "path", "cache/northwind.db") }},
	{name: "offline", set: func(f *fake) { f.fresh = sample.Fresh(billing.Away) }},
}

// extra are states of one page only.
var extra = map[nav.Page][]state{
	nav.PageOverview: {
		{name: "stale", set: func(f *fake) { f.fresh = sample.Fresh(billing.Stale) }},
		{name: "over", set: func(f *fake) { f.facts.Usage.ActiveMembers = 53 }},
		{name: "unpaid", set: unpaid},
		{name: "storage", set: func(f *fake) { f.facts.Usage.StorageUsedGB = decimal.RequireFromString("690") }},
		{name: "member", set: func(f *fake) {
			member(f)
			f.facts.Usage.ActiveMembers = 53
		}},
		{name: "toasts", then: func(_ *testing.T, s *stage) {
			s.shell.Offer(words.Told{What: "This is Northwind Traders now."}, "Back to Contoso", func() {})
			s.shell.Say(words.Printer{}.Error(billing.NewProblem(billing.Offline)))
		}},
		{name: "canceling", set: canceling},
		{name: "canceled", set: canceled},
		{name: "trial", set: trying},
		{name: "free", set: onFree},
		{name: "restricted", set: restricted},
		{name: "contract", set: underContract},
		{name: "menu", then: opensMenu},
		{name: "cancel", then: asksToCancel},
	},
	nav.PagePlans: {
		{name: "drafts", set: func(f *fake) { f.drafts = kept() }},
		{name: "sales", arg: "plan=custom"},
		{name: "member", set: member},
		{name: "fits", set: suits},
		{name: "outgrown", set: outgrown},
		{name: "figures", then: showsFigures},
		{name: "yearly", then: comparesYears},
		{name: "canceling", set: canceling},
		{name: "trial", set: trying},
		{name: "free", set: onFree},
		{name: "contract", set: underContract},
		{name: "calculator", arg: "plan=team", then: calculates},
	},
	nav.PageCheckout: {
		{name: "applied", then: pays},
		{name: "waiting", set: func(f *fake) { f.behind = true }, then: pays},
		{name: "late", set: func(f *fake) { f.behind = true }, then: func(t *testing.T, s *stage) {
			pays(t, s)
			s.queue.Drain()
			s.now = s.now.Add(40 * time.Second)
			s.shell.Tick(s.now)
		}},
		{name: "scheduled", arg: "seats=47", set: ends(billing.ChangeScheduled, nil), then: func(t *testing.T, s *stage) { s.press(t, "Schedule for 1 Dec 2026") }},
		{name: "declined", set: ends(billing.ChangeRejected, billing.NewProblem(billing.PaymentDeclined, "reason", "insufficient_funds")), then: pays},
		{name: "changed", set: repriced, then: pays},
		{name: "unknown", set: ends(billing.ChangeUnknown, nil), then: pays},
		{name: "expired", then: func(_ *testing.T, s *stage) {
			s.now = s.now.Add(16 * time.Minute)
			s.source.now = func() time.Time { return s.now }
			s.shell.Tick(s.now)
		}},
		{name: "blocked", arg: "plan=free"},
		{name: "bank", set: ends(billing.ChangeRequiresAction, nil), then: pays},
		{name: "unenrolled", set: ends(billing.ChangeRejected, billing.NewProblem(billing.DeviceNotEnrolled)), then: pays},
	},
	nav.PageStorage: {
		{name: "over", set: tooMuch},
		{name: "items", arg: "items"},
		{name: "change", then: func(t *testing.T, s *stage) { s.press(t, "Change add-on") }},
		{name: "member", set: member},
	},
	nav.PageCredits: {
		{name: "reload", set: reloads, arg: "reload"},
		{name: "member", set: member},
	},
	nav.PageInvoices: inspecting,
	nav.PageSeats: {
		{name: "over", set: crowded, arg: "over"},
		{name: "idle", arg: "idle"},
		{name: "member", set: member},
		{name: "operations", set: func(f *fake) { f.facts.Account.Role = billing.RoleOperations }},
		{name: "invite", arg: "invite"},
		{name: "add", then: func(t *testing.T, s *stage) { s.press(t, "Add seats") }},
		{name: "remove", then: func(t *testing.T, s *stage) { s.press(t, "Remove seats at renewal") }},
		{name: "deactivate", set: crowded, arg: "over", then: func(t *testing.T, s *stage) { s.press(t, "Deactivate 3 selected") }},
		{name: "nobody", set: func(f *fake) { f.members = []billing.Member{} }},
	},
	nav.PageSettings: {
		{name: "member", set: member},
		{name: "unenrolled", set: func(f *fake) { f.unenrolled = true }},
		{name: "keychain", set: func(f *fake) { f.keychain = billing.NewProblem(billing.KeychainLocked) }},
	},
	nav.PageSignIn: {
		{name: "places", set: func(f *fake) { f.place.Demo = false }},
		{name: "browser", set: func(f *fake) {
			f.place, f.peopleEr = signin.Place{Server: "https://billing.northwind.example"}, billing.NewProblem(billing.NotFound)
			f.stays = []billing.Person{{ID: "per_1", Name: "Maya Okafor", Email: "maya.okafor@northwind.example"}}
		}},
		{name: "keychain", set: func(f *fake) { f.keychain = billing.NewProblem(billing.KeychainMissing) }},
	},
}

// crowd are a hundred thousand people, made once: making them takes a while.
var crowd = sync.OnceValue(sample.Crowd)

// crowded has more people than seats.
func crowded(f *fake) { f.joined, f.facts.Usage.ActiveMembers = sample.Newcomers(), 53 }

func member(f *fake) { f.facts.Account.Role = billing.RoleMember }

// tooMuch stores more than there is room for.
func tooMuch(f *fake) {
	more := decimal.NewFromInt(195)
	u := f.facts.Usage
	u.StorageUsedGB, u.StorageByKind[billing.StoredVideo] = u.StorageUsedGB.Add(more), u.StorageByKind[billing.StoredVideo].Add(more)
}

// reloads buys packs by itself.
func reloads(f *fake) {
	f.facts.Account.AutoReload = &billing.AutoReload{
		Addon: "ai_5000", Below: decimal.NewFromInt(1000), MonthlyCap: money.New(decimal.NewFromInt(250), "USD"),
	}
}

func pays(t *testing.T, s *stage) { s.press(t, "Pay $37.42") }

// ends makes a confirm end in a state.
func ends(in billing.ChangeState, problem *billing.Problem) func(*fake) {
	return func(f *fake) {
		f.outcome = func(intent billing.Intent) billing.Outcome {
			return billing.Outcome{ID: "chg_9", State: in, PreviewID: intent.PreviewID, Problem: problem}
		}
	}
}

// repriced makes billing refuse a confirm for a price that is no longer right.
func repriced(f *fake) {
	f.outcome = func(intent billing.Intent) billing.Outcome {
		f.now = func() time.Time { return sample.Now().Add(5 * time.Minute) }
		patch := f.facts.Subscription.Terms.PatchTo(intent.Target)
		patch.Addons = nil // scheduled before
		fresh, err := billing.NewPreview(f.facts, patch, f.now())
		if err != nil {
			panic(err)
		}
		fresh = fresh.Locked("prv_0199e1a5")
		problem := billing.NewProblem(billing.PriceChanged)
		problem.Fresh = &fresh
		return billing.Outcome{ID: "chg_9", State: billing.ChangeRejected, Problem: problem}
	}
}

func kept() []billing.Draft {
	terms := sample.Facts().Subscription.Scheduled.After
	return []billing.Draft{
		{ID: "d2", Target: terms.With(billing.Patch{Plan: new("business"), Seats: new(60)}), Reason: "Support joins in December", At: sample.Now().Add(-18 * time.Hour)},
		{ID: "d1", Target: terms.With(billing.Patch{Seats: new(47)}), At: sample.Now().AddDate(0, 0, -18)},
	}
}

// trial ends in three days.
func trial(f *fake) {
	s, ends := *f.facts.Subscription, sample.Now().Add(60*time.Hour)
	s.Status, s.TrialEnds = billing.StatusTrialing, &ends
	f.facts.Subscription = &s
}

// layers are what lies over a page, photographed over the overview.
var layers = []struct {
	name string
	open func(*testing.T, *stage)
}{
	{"palette-open", func(t *testing.T, s *stage) {
		s.keys(fyne.KeyK, fyne.KeyModifierShortcutDefault)
		s.types("seat")
	}},
	{"palette-commands", func(t *testing.T, s *stage) { s.keys(fyne.KeyK, fyne.KeyModifierShortcutDefault) }},
	{"palette-nothing", func(t *testing.T, s *stage) {
		s.keys(fyne.KeyK, fyne.KeyModifierShortcutDefault)
		s.types("zebra")
	}},
	{"panel-normal", func(t *testing.T, s *stage) { s.pressBadge() }},
	{"shortcuts-normal", func(t *testing.T, s *stage) { s.key(fyne.KeyF1) }},
	{"choose-normal", func(_ *testing.T, s *stage) { s.shell.Tools().ChooseFile("NWT-0011.pdf", func(string) {}) }},
	{"choose-taken", func(t *testing.T, s *stage) {
		s.shell.Tools().ChooseFile("NWT-0011.pdf", func(string) {})
		path := filepath.Join(t.TempDir(), "NWT-0011.pdf")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		s.window.Canvas().Focused().(*widgets.Entry).SetText(path)
		s.key(fyne.KeyReturn)
	}},
	{"signout-normal", func(_ *testing.T, s *stage) { s.shell.Tools().SignOut() }},
	{"signout-unsaved", func(t *testing.T, s *stage) {
		s.shell.Go(nav.Route{Page: nav.PageSupport})
		s.queue.Drain()
		widgets.Walk(s.shell.Page(), func(o fyne.CanvasObject) {
			if own, ok := o.(*widgets.TextArea); ok {
				own.SetText("It was charged twice.")
			}
		})
		s.shell.Tools().SignOut()
	}},
	{"about-normal", func(t *testing.T, s *stage) {
		s.press(t, "Maya Okafor")
		s.choose(t, "About Billfold")
	}},
}

// places are what is photographed, by the name that its pictures begin with.
var places = []struct {
	name  string
	route nav.Route
}{
	{"overview", nav.Route{Page: nav.PageOverview}},
	{"plans", nav.Route{Page: nav.PagePlans}},
	{"customize", nav.Route{Page: nav.PagePlans, Arg: upgrade}},
	{"checkout", nav.Route{Page: nav.PageCheckout, Arg: upgrade}},
	{"storage", nav.Route{Page: nav.PageStorage}},
	{"credits", nav.Route{Page: nav.PageCredits}},
	{"invoices", nav.Route{Page: nav.PageInvoices}},
	{"invoice", nav.Route{Page: nav.PageInvoices, Arg: "inv_NWT-0011"}},
	{"seats", nav.Route{Page: nav.PageSeats}},
	{"settings", nav.Route{Page: nav.PageSettings}},
	{"signin", nav.Route{Page: nav.PageSignIn}},
}

const upgrade = "plan=business&volume.email_credits=60000&volume.message_credits=8000"

func TestScreenshots(t *testing.T) {
	folder := os.Getenv(folderVariable)
	if folder == "" {
		t.Fatal(folderVariable + " names no folder")
	}
	large, small := fyne.NewSize(1280, 800), fyne.NewSize(1024, 700)
	doubled := fyne.NewSize(640, 400) // as the first one is at twice the size of text and controls
	for _, place := range places {
		take := func(s state, choice theme.Choice, size fyne.Size, name string) {
			t.Run(name, func(t *testing.T) {
				shoot(t, place.route, s, shot{choice, size, filepath.Join(folder, name+".png")})
			})
		}
		for _, s := range states {
			take(s, theme.ChoiceLight, large, place.name+"-"+s.name+"-light")
		}
		take(states[0], theme.ChoiceDark, large, place.name+"-normal-dark")
		take(states[0], theme.ChoiceContrast, large, place.name+"-normal-contrast")
		take(states[0], theme.ChoiceLight, small, place.name+"-narrow-light")
		take(states[0], theme.ChoiceLight, doubled, place.name+"-doubled-light")
		take(state{name: "german", language: words.German}, theme.ChoiceLight, large, place.name+"-german-light")
		if place.name != string(place.route.Page) {
			continue
		}
		for _, s := range extra[place.route.Page] {
			take(s, theme.ChoiceLight, large, place.name+"-"+s.name+"-light")
		}
	}
	for _, l := range layers {
		for _, how := range []struct {
			choice theme.Choice
			size   fyne.Size
			suffix string
		}{
			{theme.ChoiceLight, large, "light"},
			{theme.ChoiceDark, large, "dark"},
			{theme.ChoiceContrast, large, "contrast"},
			{theme.ChoiceLight, small, "narrow-light"},
		} {
			name := l.name + "-" + how.suffix
			t.Run(name, func(t *testing.T) {
				shoot(t, nav.Route{Page: nav.PageOverview}, state{then: l.open}, shot{how.choice, how.size, filepath.Join(folder, name+".png")})
			})
		}
	}
	take := func(name string, set func(*fake)) {
		t.Run(name, func(t *testing.T) {
			shoot(t, nav.Route{Page: nav.PageOverview}, state{set: set, then: func(_ *testing.T, s *stage) { s.pressBadge() }},
				shot{theme.ChoiceLight, large, filepath.Join(folder, name+".png")})
		})
	}
	take("panel-offline-light", func(f *fake) { f.fresh = sample.Fresh(billing.Away) })
	take("panel-member-light", member)
	take("panel-over-light", func(f *fake) { f.facts.Usage.ActiveMembers = 53 })
}

// shot is how a picture is taken and where it goes.
type shot struct {
	choice theme.Choice
	size   fyne.Size
	path   string
}

// create makes the picture's file. Pictures of another size than the window has at its
// first start lie apart, in extra.
func (s shot) create(t *testing.T) *os.File {
	t.Helper()
	path := s.path
	if s.size.Width != 1280 {
		path = filepath.Join(filepath.Dir(path), "extra", filepath.Base(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func shoot(t *testing.T, route nav.Route, s state, how shot) {
	t.Helper()
	speak(t, cmp.Or(s.language, words.English))
	source := newFake()
	source.choice = how.choice
	if route.Page == nav.PageSeats {
		source.members = crowd()
	}
	if route.Page == nav.PageHistory {
		eventful(source)
	}
	if route.Page == nav.PageSignIn {
		source.person, source.selected, source.accounts = billing.Person{}, "", nil
		switch s.name {
		case "empty":
			source.people = nil
		case "error":
			source.peopleEr = billing.NewProblem(billing.Offline)
		}
	}
	if s.set != nil {
		s.set(source)
	}
	if s.arg != "" {
		route.Arg = s.arg
	}
	stage := raise(t, source, route, how.size)
	if !s.loading {
		stage.queue.Drain()
	}
	if s.then != nil {
		s.then(t, stage)
		stage.queue.Drain()
	}
	stage.window.Resize(how.size)
	stage.window.Content().Refresh() // a real window looks anew in every frame at what became smaller
	file := how.create(t)
	defer file.Close()
	if err := png.Encode(file, stage.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
