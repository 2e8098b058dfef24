//go:build screenshots

package views_test

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
)

// folderVariable names the folder that the pictures go to.
const folderVariable = "BILLFOLD_SCREENSHOTS"

// state is how the source stands when a picture is taken.
type state struct {
	name    string
	set     func(*fake)
	loading bool // taken before anything was read
}

var states = []state{
	{name: "normal", set: func(*fake) {}},
	{name: "loading", set: func(*fake) {}, loading: true},
	{name: "empty", set: func(f *fake) { f.changes, f.invoices = nil, nil }},
	{name: "error", set: func(f *fake) { f.factsErr = billing.NewProblem(billing.CacheUnusable, "path", "cache/northwind.db") }},
	{name: "offline", set: func(f *fake) { f.fresh = sample.Fresh(billing.Away) }},
}

// extra are states of one page only.
var extra = map[nav.Page][]state{
	nav.PageOverview: {
		{name: "stale", set: func(f *fake) { f.fresh = sample.Fresh(billing.Stale) }},
		{name: "over", set: func(f *fake) { f.facts.Usage.ActiveMembers = 53 }},
		{name: "unpaid", set: func(f *fake) { f.facts.Subscription.OpenInvoice = "NWT-0013" }},
		{name: "member", set: func(f *fake) { f.facts.Account.Role = billing.RoleMember }},
	},
	nav.PageSignIn: {
		{name: "places", set: func(f *fake) { f.place.Demo = false }},
		{name: "keychain", set: func(f *fake) { f.keychain = billing.NewProblem(billing.KeychainMissing) }},
	},
}

var routes = []nav.Route{
	{Page: nav.PageOverview},
	{Page: nav.PagePlans},
	{Page: nav.PageInvoices},
	{Page: nav.PageInvoices, Arg: "inv_NWT-0011"},
	{Page: nav.PageSignIn},
	{Page: nav.PageCheckout, Arg: "plan=business&volume.email_credits=60000&volume.message_credits=8000"},
}

func TestScreenshots(t *testing.T) {
	folder := os.Getenv(folderVariable)
	if folder == "" {
		t.Fatal(folderVariable + " names no folder")
	}
	for _, route := range routes {
		page := string(route.Page)
		if route.Arg != "" && route.Page == nav.PageInvoices {
			page = "invoice"
		}
		for _, s := range append(append([]state(nil), states...), extra[route.Page]...) {
			for _, choice := range []theme.Choice{theme.ChoiceLight, theme.ChoiceDark, theme.ChoiceContrast} {
				if choice != theme.ChoiceLight && s.name != "normal" {
					continue
				}
				name := fmt.Sprintf("%s-%s-%s.png", page, s.name, choice)
				t.Run(name, func(t *testing.T) {
					shoot(t, route, s, shot{choice, fyne.NewSize(1280, 800), filepath.Join(folder, name)})
				})
			}
		}
		t.Run(page+"-narrow", func(t *testing.T) {
			shoot(t, route, states[0], shot{theme.ChoiceLight, fyne.NewSize(1024, 700), filepath.Join(folder, page+"-narrow-light.png")})
		})
	}
}

// shot is how a picture is taken and where it goes.
type shot struct {
	choice theme.Choice
	size   fyne.Size
	path   string
}

func shoot(t *testing.T, route nav.Route, s state, how shot) {
	t.Helper()
	source := newFake()
	source.choice = how.choice
	if route.Page == nav.PageSignIn {
		source.person, source.selected, source.accounts = billing.Person{}, "", nil
		switch s.name {
		case "empty":
			source.people = nil
		case "error":
			source.peopleEr = billing.NewProblem(billing.Offline)
		}
	}
	s.set(source)
	stage := raise(t, source, route, how.size)
	if !s.loading {
		stage.queue.Drain()
	}
	stage.window.Resize(how.size)
	file, err := os.Create(how.path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, stage.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
