package views_test

import (
	"context"

	"billfold/billing"
	"billfold/views/sample"
)

// ConfirmedPreview is the one of the sample, whatever is asked for; it is not here where
// billing cannot be reached.
func (f *fake) ConfirmedPreview(context.Context, string) (*billing.Preview, error) {
	if f.fresh.State(f.now()) == billing.Away {
		return nil, nil
	}
	p := sample.Confirmed()
	return &p, nil
}

// ExportHistory writes nothing.
func (f *fake) ExportHistory(context.Context, string) error { return f.refuse }

// eventful has a year with everything that a history can tell of.
func eventful(f *fake) { f.changes, f.invoices = sample.History() }
