package history

import (
	"context"

	"billfold/billing"
	"billfold/views/words"
)

// previewState is what is known of the preview of the entry that is open.
type previewState int

const (
	previewNone    previewState = iota // the entry has none
	previewReading                     // or another one is still shown
	previewMissing                     // it is not here, and billing cannot be reached
	previewFailed
	previewRead
)

// preview is what an entry was confirmed as.
type preview struct {
	id      string
	state   previewState
	problem words.Told
	bill    *bill
}

// ask reads the preview of the entry that is open, unless it was read before, and shows
// the entry meanwhile.
func (p *Page) ask() {
	id := p.shown.preview
	switch {
	case id == "":
		p.confirmed = preview{}
		p.previews.Cancel() // what is read of the entry before comes too late
	case p.confirmed.id == id && (p.confirmed.state == previewRead || p.confirmed.state == previewReading):
	default:
		p.confirmed = preview{id: id, state: previewReading}
		p.previews.Run(p.deps.Context, func(ctx context.Context) (*billing.Preview, error) {
			return p.deps.Source.ConfirmedPreview(ctx, id)
		}, func(got *billing.Preview, err error) { p.answered(id, got, err) })
	}
	p.fill()
}

// answered shows the preview of the entry that is open, or why there is none. What is said
// of another one comes too late.
func (p *Page) answered(id string, got *billing.Preview, err error) {
	r := p.data.row(p.wanted)
	if r == nil || p.shown.preview != id {
		return
	}
	switch {
	case err != nil:
		p.confirmed.state, p.confirmed.problem = previewFailed, p.deps.Words.Error(err)
	case got == nil:
		p.confirmed.state = previewMissing
	default:
		p.confirmed.state, p.confirmed.bill = previewRead, confirmed(got, r.entry, p.data.facts.Catalog.Policy.Rounding, p.deps.Words)
	}
	p.fill()
}
