package views_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/signin"
	"billfold/views/widgets"
	"billfold/views/words"
)

// frameOf is the name of what is around every page.
const frameOf nav.Page = "shell"

// printer writes numbers as the language that is spoken does.
func printer() words.Printer { return words.Printer{Locale: words.Locale(words.Spoken())} }

// speak has a test say everything in a language.
func speak(t *testing.T, l words.Language) {
	t.Helper()
	words.Speak(l)
	t.Cleanup(func() { words.Speak(words.English) })
}

// situation is a page as somebody may come upon it.
type situation struct {
	name    string
	arg     string // of the route
	set     func(*fake)
	unread  bool
	pressed []string // by their English labels, one after another
}

var situations = []situation{
	{name: "normal"},
	{name: "loading", unread: true},
	{name: "empty", set: func(f *fake) { f.changes, f.invoices, f.people = nil, nil, nil }},
	{name: "error", set: func(f *fake) {
		f.factsErr = billing.NewProblem(billing.CacheUnusable, "path", "0.db")
		f.peopleEr = billing.NewProblem(billing.BackendBroken, "status", "503")
	}},
	{name: "offline", set: func(f *fake) { f.fresh = sample.Fresh(billing.Away) }},
	{name: "member", set: func(f *fake) { f.facts.Account.Role = billing.RoleMember }},
}

// furtherSituations are of one page only.
var furtherSituations = map[nav.Page][]situation{
	nav.PagePlans: {
		{name: "customize", arg: wanted},
		{name: "sales", arg: "plan=custom"},
	},
	nav.PageCheckout: {
		{name: "upgrade", arg: wanted},
		{name: "scheduled", arg: "seats=47"},
		{name: "blocked", arg: "plan=free"},
		{name: "pack", arg: "order=buy&pack=ai_1000&quantity=1"},
		{name: "top up", arg: "amount=50.00&currency=USD&order=top_up"},
		{name: "pay", arg: "order=pay", set: owing},
		{name: "resume", arg: "order=resume", set: ending},
		{name: "auto-reload", arg: "below=500&cap=60.00&currency=USD&order=auto_reload&pack=ai_1000"},
		{name: "no auto-reload", arg: "order=auto_reload", set: reloading},
	},
	nav.PagePayments: {
		{name: "top up", arg: "top-up"},
		{name: "details", arg: "details"},
		{name: "owing", set: owing},
		{name: "to verify", set: func(f *fake) { owing(f); f.invoices[0].Attempts[1].Result = billing.PaymentNeedsProof }},
		{name: "incomplete", set: func(f *fake) { f.facts.Account.Details = billing.BillingDetails{Company: "Northwind"} }},
		{name: "approver", set: func(f *fake) { f.facts.Account.Role = billing.RoleFinanceApprover }},
		{name: "recipient", pressed: []string{"Add"}},
		{name: "declined", set: func(f *fake) { f.facts.Account.Methods[0].Status = billing.MethodDeclined }},
	},
	nav.PageSeats: {
		{name: "over", arg: "over", set: func(f *fake) { f.facts.Subscription.Terms.Seats = 45 }},
		{name: "idle", arg: "idle"},
		{name: "invite", arg: "invite"},
	},
	nav.PageStorage: {
		{name: "items", arg: "items"},
		{name: "all items", arg: "all"},
	},
	nav.PageCredits: {
		{name: "packs", arg: "packs"},
		{name: "reload", arg: "reload", set: reloading},
		{name: "bare", set: func(f *fake) { f.bare = true }},
	},
	nav.PageInvoices: {
		{name: "one", arg: "inv_NWT-0011", pressed: []string{"How"}},
		{name: "credit note", arg: sample.Invoices()[0].ID},
		{name: "change", arg: "inv_NWT-0010"},
		{name: "open", arg: "inv_NWT-0013", set: owing},
		{name: "export", pressed: []string{"Export"}},
	},
	nav.PageHistory: {
		{name: "whole", set: eventful},
		{name: "one", arg: "chg_2"},
		{name: "declined", arg: "inv_NWT-0011"},
		{name: "unknown", arg: "chg_0"},
	},
	nav.PageSupport: {
		{name: "declined", arg: "declined", set: owing},
		{name: "blocked", arg: "blocked"},
		{name: "blocked as it is", arg: "blocked", set: func(f *fake) { f.changes, f.facts.Usage.ActiveMembers = nil, 53 }},
		{name: "charge", arg: "charge:inv_NWT-0012"},
		{name: "no charge", arg: "charge", pressed: []string{"Check"}},
		{name: "seats", arg: "seats", set: func(f *fake) { f.facts.Subscription.Terms.Seats = 45 }},
		{name: "uploads", arg: "uploads"},
		{name: "credits", arg: "credits", set: reloading},
		{name: "hidden", arg: "hidden", set: func(f *fake) { f.facts.Account.Role = billing.RoleMember }},
		{name: "other", arg: "other", set: owing},
	},
	nav.PageSettings: {
		{name: "leaving", pressed: []string{"Sign out everywhere"}},
		{name: "revoking", pressed: []string{"Revoke"}},
		{name: "explained", pressed: []string{"How this works"}},
		{name: "clearing", pressed: []string{"Clear copy"}},
		{name: "unenrolled", set: func(f *fake) { f.unenrolled = true }},
		{name: "setting up", set: func(f *fake) { f.unenrolled = true }, pressed: []string{"Set up this computer"}},
		{name: "keychain", set: func(f *fake) { f.keychain = billing.NewProblem(billing.KeychainLocked) }},
	},
	nav.PageSignIn: {
		{name: "places", set: func(f *fake) { f.place.Demo = false }},
		{name: "browser", set: atOrganization},
		{name: "code", set: atOrganization, pressed: []string{"Use a code instead"}},
		{name: "keychain", set: func(f *fake) { f.keychain = billing.NewProblem(billing.KeychainMissing) }},
	},
}

const wanted = "plan=business&volume.email_credits=60000&volume.message_credits=8000"

func owing(f *fake) { f.facts, f.invoices = sample.PastDue() }

func ending(f *fake) { f.facts.Subscription.CancelAtPeriodEnd = true }

func reloading(f *fake) {
	f.facts.Account.AutoReload = &billing.AutoReload{
		Addon: "ai_1000", Below: decimal.NewFromInt(500), MonthlyCap: money.New(decimal.NewFromInt(60), "USD"),
	}
}

func atOrganization(f *fake) {
	f.place, f.peopleEr = signin.Place{Server: "https://billing.northwind.example"}, billing.NewProblem(billing.NotFound)
	f.stays = []billing.Person{sample.Person()}
}

// everywhere raises every page in every situation.
func everywhere(t *testing.T, look func(t *testing.T, page nav.Page, s *stage)) {
	t.Helper()
	pages := views.Pages(views.PageDeps{Scheduler: load.NewManual()})
	for page := range pages {
		for _, at := range slices.Concat(situations, furtherSituations[page]) {
			t.Run(string(page)+", "+at.name, func(t *testing.T) { look(t, page, come(t, page, at)) })
		}
	}
}

// come is somebody coming upon a page.
func come(t *testing.T, page nav.Page, at situation) *stage {
	t.Helper()
	source := newFake()
	if page == nav.PageSignIn {
		source.person, source.selected, source.accounts = billing.Person{}, "", nil
	}
	if at.set != nil {
		at.set(source)
	}
	s := raise(t, source, nav.Route{Page: page, Arg: at.arg}, wide)
	if at.unread {
		return s
	}
	s.queue.Drain()
	for _, english := range at.pressed {
		s.press(t, words.T(english))
	}
	return s
}

// Whatever a person can read, in a field that is empty or of a control that is drawn
// without words too, can be translated: in the pseudo language no word of it is left as
// English writes it, but for what is data.
func TestEverythingThatIsSaidCanBeTranslated(t *testing.T) {
	speak(t, words.Pseudo)
	data := sampleWords()
	everywhere(t, func(t *testing.T, page nav.Page, s *stage) {
		ofPage := map[fyne.CanvasObject]bool{}
		widgets.Walk(s.shell.Page(), func(o fyne.CanvasObject) { ofPage[o] = true })
		widgets.Walk(s.window.Content(), func(o fyne.CanvasObject) {
			where := page
			if !ofPage[o] {
				where = frameOf
			}
			text := read(o)
			left := slices.DeleteFunc(strings.Fields(text), func(word string) bool { return !english(word, data) })
			if len(left) > 0 {
				t.Errorf("%s: %q is not said through words: %q", where, left, text)
			}
		})
	})
}

// In German and at the length of the pseudo language, a third more than English,
// nothing is cut off and nothing lies over anything else, at both sizes of the window; in
// German, which is the longest that there is, not at twice the size of text either.
func TestEverythingFitsInEveryLanguage(t *testing.T) {
	for _, l := range []words.Language{words.German, words.Pseudo} {
		speak(t, l)
		everywhere(t, func(t *testing.T, page nav.Page, s *stage) {
			for _, size := range []fyne.Size{wide, narrow} {
				s.window.Resize(size)
				for _, misfit := range widgets.Misfits(s.window.Content()) {
					// A cell that ends in an ellipsis is no fault of the page where every
					// sentence within a sentence has grown too, or where it is an address,
					// whose column can be widened.
					cell := strings.Contains(misfit, " is cut to ") && (l == words.Pseudo || strings.Contains(misfit, "@"))
					if !cell {
						t.Errorf("%s, %v: %s", l, size.Width, misfit)
					}
				}
			}
			if l == words.German {
				fitsDoubled(t, page, s)
			}
		})
	}
}

// read is what an object says, or would to whom it is read out.
func read(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *widgets.Entry:
		return o.Text + " " + o.PlaceHolder
	case *widget.Label:
		return o.Text
	case interface{ Label() string }:
		return o.Label()
	}
	if seen := widgets.VisibleTexts(o); len(seen) == 1 && seen[0].Object == o {
		return seen[0].Text
	}
	return ""
}

// codes are what is the same in every language: ids, addresses, numbers of documents,
// names of variables and options.
var codes = regexp.MustCompile(`[@/_\d]|^--|^BILLFOLD`)

// english tells whether a word is still as English writes it.
func english(word string, data map[string]bool) bool {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	return strings.ContainsAny(word, "aeiouyncszAEIOU") && !data[strings.ToLower(word)] && !codes.MatchString(word)
}

// sampleWords are the words of what the sample account has names for.
func sampleWords() map[string]bool {
	texts := []string{"Billfold billfoldctl USD VAT UTC PDF CSV Linux macOS Windows", sample.Vendor().Seller.Name, sample.Vendor().SupportHours, sample.Person().Name, sample.Facts().Account.Details.Company}
	texts = append(texts, sample.Details().Address, sample.Details().City)
	for _, a := range sample.Accounts() {
		texts = append(texts, a.Name, a.PlanName)
		for _, w := range a.Workspaces {
			texts = append(texts, w.Name)
		}
	}
	for _, p := range demoPeople() {
		texts = append(append(texts, p.Name), p.Accounts...)
	}
	catalog := sample.Catalog()
	for _, p := range catalog.Plans {
		texts = append(append(texts, p.Name, p.Support), p.Features...)
	}
	for _, a := range catalog.Addons {
		texts = append(texts, a.Name)
	}
	devices, _ := sample.Devices()
	for _, d := range devices {
		texts = append(texts, d.Name)
	}
	for _, m := range sample.Facts().Account.Methods {
		texts = append(texts, m.Brand)
	}
	for _, n := range sample.Facts().Account.Notices {
		texts = append(texts, n.Params["person"])
	}
	for _, m := range sample.Members() {
		texts = append(texts, m.Name)
	}
	for _, i := range sample.StoredItems() {
		texts = append(texts, i.Name)
	}
	for _, s := range sample.CreditSpends() {
		texts = append(texts, s.Action)
	}
	for _, rate := range catalog.Messages {
		texts = append(texts, words.Country(rate.Country))
	}
	for _, i := range sample.Invoices() {
		for _, l := range i.Lines {
			texts = append(texts, l.Params["reason"])
		}
	}
	eventful, _ := sample.History()
	for _, c := range slices.Concat(sample.Changes(), eventful) {
		texts = append(texts, c.Actor, c.Reason)
	}
	data := map[string]bool{}
	for _, text := range texts {
		data[strings.ToLower(widgets.Initials(text))] = true
		for _, word := range strings.Fields(text) {
			data[strings.ToLower(strings.Trim(word, ","))] = true
		}
	}
	return data
}
