package sandbox

import (
	"context"
	"fmt"
	"net/http"

	"billfold/backend/gateway"
)

// What the buttons of the pages do.
const (
	actSave     = "save"
	actCancel   = "cancel"
	actComplete = "complete"
	actFail     = "fail"
)

func (g *Gateway) showSetup(w http.ResponseWriter, r *http.Request) {
	s, err := g.readSetup(r.Context(), g.db, ref{page: r.PathValue("page")})
	if err != nil {
		g.failed(w, r, err)
		return
	}
	switch s.status {
	case gateway.SetupOpen:
		found := problems{}
		if refusal, refused := refusals[s.refusal]; refused {
			found[refusal.field] = refusal.words
		}
		g.showForm(w, r, s, typed{}, found)
	case gateway.SetupRequiresAction:
		setPolicy(w.Header(), s.returnURL)
		g.show(w, r, http.StatusOK, "bank.html", bankPage{
			Path: setupPath + s.page, Purpose: "Your bank asks whether it is you who adds this card.",
			Card: s.pending.Brand + " ending in " + s.pending.Last4, Undone: "the card is not saved",
		})
	default:
		g.showEnd(w, r, s)
	}
}

// showEnd says what became of a setup that waits for nobody any more.
func (g *Gateway) showEnd(w http.ResponseWriter, r *http.Request, s setup) {
	switch s.status {
	case gateway.SetupSucceeded:
		card, err := readCard(r.Context(), g.db, s.card)
		if err != nil {
			g.failed(w, r, err)
			return
		}
		g.show(w, r, http.StatusOK, "notice.html", notice{
			Title: "Your card is saved", Good: true,
			Words: fmt.Sprintf("%s ending in %s. Nothing was charged. %s", card.Brand, card.Last4, closing),
		})
	case gateway.SetupCanceled:
		g.show(w, r, http.StatusOK, "notice.html", notice{Title: "No card was added", Words: "Nothing was saved or charged. " + closing})
	default:
		g.show(w, r, http.StatusGone, "notice.html", notice{
			Title: "This page has expired", Words: "No card was added and nothing was charged. Return to Billfold to begin again.",
		})
	}
}

func (g *Gateway) submitSetup(w http.ResponseWriter, r *http.Request) {
	action, ok := g.readAction(w, r)
	if !ok {
		return
	}
	switch action {
	case actSave:
		g.saveCard(w, r)
	case actCancel:
		g.moveSetup(w, r, cancelSetup)
	case actComplete:
		g.moveSetup(w, r, func(s *setup) bool {
			if s.status != gateway.SetupRequiresAction {
				return false
			}
			s.status, s.refusal = gateway.SetupSucceeded, ""
			return true
		})
	case actFail:
		g.moveSetup(w, r, func(s *setup) bool {
			if s.status != gateway.SetupRequiresAction {
				return false
			}
			s.status, s.refusal = gateway.SetupOpen, authenticationFailed
			return true
		})
	default:
		g.unreadable(w, r)
	}
}

// saveCard judges the form, then has the bank judge the card.
func (g *Gateway) saveCard(w http.ResponseWriter, r *http.Request) {
	s, err := g.readSetup(r.Context(), g.db, ref{page: r.PathValue("page")})
	if err != nil {
		g.failed(w, r, err)
		return
	}
	form := readForm(r.PostForm)
	accepted, card, found := form.check(g.now())
	if refusal, refused := refusals[card.refusal]; refused && len(found) == 0 {
		g.current().log.InfoContext(r.Context(), "card refused", "setup", s.key, "reason", card.refusal)
		found[refusal.field] = refusal.words
	}
	if len(found) > 0 && s.status == gateway.SetupOpen {
		g.showForm(w, r, s, form, found)
		return
	}
	g.moveSetup(w, r, func(s *setup) bool {
		if len(found) > 0 || s.status != gateway.SetupOpen {
			return false
		}
		s.status, s.refusal, s.pending = gateway.SetupSucceeded, "", accepted
		if card.proof {
			s.status = gateway.SetupRequiresAction
		}
		return true
	})
}

// moveSetup changes a setup as its payer asked and sends them on: to whoever
// waits for them where that ended it, else to see how it stands. What a payer
// began is finished even when their browser goes away.
func (g *Gateway) moveSetup(w http.ResponseWriter, r *http.Request, change func(*setup) bool) {
	s, changed, err := g.changeSetup(context.WithoutCancel(r.Context()), ref{page: r.PathValue("page")}, change)
	if err != nil {
		g.failed(w, r, err)
		return
	}
	setPolicy(w.Header(), s.returnURL)
	next := setupPath + s.page
	if changed && !s.status.Waits() && s.returnURL != "" {
		next = withResult(s.returnURL, s.key, string(s.status))
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// formPage is what the form's template shows.
type formPage struct {
	Path      string
	Whole     string // what is wrong with no field alone
	Wrong     bool   // whether anything is
	Mark      string // begins the title where something is, for who hears the page
	Number    field
	Expiry    field
	CVC       field
	Name      field
	Line1     field
	Postal    field
	City      field
	Country   field
	Countries []country
	TestCards []testCard
	Until     string
}

// field is a field of the form and what is in it.
type field struct {
	Name, Label, Value, Hint, Problem string
	Autocomplete                      string
	Numeric                           bool
	Max                               int
	First                             bool // where the cursor is
}

// showForm shows what was typed, except the number and the code, with words where
// it is wrong.
func (g *Gateway) showForm(w http.ResponseWriter, r *http.Request, s setup, t typed, found problems) {
	p := formPage{
		Path: setupPath + s.page, Whole: found[whole], Wrong: len(found) > 0,
		Number:    field{Name: fNumber, Label: "Card number", Autocomplete: "cc-number", Numeric: true, Max: 30},
		Expiry:    field{Name: fExpiry, Label: "Expires", Hint: "MM/YY", Value: t.expiry, Autocomplete: "cc-exp", Numeric: true, Max: 9},
		CVC:       field{Name: fCVC, Label: "Security code", Hint: "3 or 4 digits", Autocomplete: "cc-csc", Numeric: true, Max: 4},
		Name:      field{Name: fName, Label: "Name on the card", Value: t.name, Autocomplete: "cc-name", Max: maxText},
		Line1:     field{Name: fLine1, Label: "Street and number", Value: t.line1, Autocomplete: "billing address-line1", Max: maxText},
		Postal:    field{Name: fPostal, Label: "Postal code", Value: t.postalCode, Autocomplete: "billing postal-code", Max: maxText},
		City:      field{Name: fCity, Label: "City", Value: t.city, Autocomplete: "billing address-level2", Max: maxText},
		Country:   field{Name: fCountry, Label: "Country", Value: t.country, Autocomplete: "billing country"},
		Countries: countries, TestCards: testCards, Until: s.expires.Format("15:04 MST"),
	}
	status := http.StatusOK
	if p.Wrong {
		p.Mark = "Error: "
	}
	if p.Wrong && r.Method == http.MethodPost {
		status, p.Number.Hint = http.StatusUnprocessableEntity, "Neither this nor the security code is kept: type them again."
	}
	first := true
	for _, f := range []*field{&p.Number, &p.Expiry, &p.CVC, &p.Name, &p.Line1, &p.Postal, &p.City, &p.Country} {
		f.Problem = found[f.Name]
		f.First = first && (f.Problem != "" || p.Whole != "" || !p.Wrong)
		first = first && !f.First
	}
	setPolicy(w.Header(), s.returnURL)
	g.show(w, r, status, "form.html", p)
}
