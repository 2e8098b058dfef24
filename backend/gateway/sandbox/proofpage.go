package sandbox

import (
	"context"
	"net/http"

	"billfold/backend/gateway"
)

// bankPage is what the bank's page shows.
type bankPage struct {
	Path    string
	Purpose string
	Card    string
	Amount  string // what is to be paid, or empty
	Undone  string // what comes of a failure
}

func (g *Gateway) showProof(w http.ResponseWriter, r *http.Request) {
	p, err := g.readProof(r.Context(), r.PathValue("page"))
	if err != nil {
		g.failed(w, r, err)
		return
	}
	result, _, err := g.Lookup(r.Context(), p.charge.Key)
	if err != nil {
		g.failed(w, r, err)
		return
	}
	if result.Status != gateway.RequiresAction {
		g.showProved(w, r, result)
		return
	}
	g.show(w, r, http.StatusOK, "bank.html", bankPage{
		Path: proofPath + p.page, Purpose: "Your bank asks whether it is you who pays.",
		Amount: p.charge.Amount.String() + " " + string(p.charge.Amount.Currency()), Undone: "nothing is charged",
	})
}

// showProved says what became of a charge that waits for nobody any more.
func (g *Gateway) showProved(w http.ResponseWriter, r *http.Request, result gateway.Result) {
	end := notice{Title: "The payment was not made", Words: "Nothing was charged. " + closing}
	if result.Status == gateway.Succeeded {
		end = notice{Title: "The payment is confirmed", Good: true, Words: closing}
	}
	g.show(w, r, http.StatusOK, "notice.html", end)
}

// submitProof settles a charge as its payer chose and sends them to see how it
// stands. What a payer began is finished even when their browser goes away.
func (g *Gateway) submitProof(w http.ResponseWriter, r *http.Request) {
	action, ok := g.readAction(w, r)
	if !ok {
		return
	}
	p, err := g.readProof(r.Context(), r.PathValue("page"))
	if err != nil {
		g.failed(w, r, err)
		return
	}
	var answer gateway.Result
	switch action {
	case actComplete:
		answer = gateway.Result{Status: gateway.Succeeded}
	case actFail:
		answer = declined(authenticationFailed)
	default:
		g.unreadable(w, r)
		return
	}
	ctx := context.WithoutCancel(r.Context())
	result, settled, err := g.answerBank(ctx, p.charge, answer)
	if err != nil {
		g.failed(w, r, err)
		return
	}
	if settled {
		now := g.current()
		now.log.InfoContext(ctx, "charge answered", "charge", p.charge.Key, "status", result.Status, "reason", result.Reason)
		if now.onProof != nil {
			now.onProof(ctx, p.charge)
		}
	}
	http.Redirect(w, r, proofPath+p.page, http.StatusSeeOther)
}
