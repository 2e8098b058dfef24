package billing

import "slices"

// Corrects are the documents of some that a credit note gives back of, in their order:
// unused time was billed last, for the same quantity and until the same end, by the one
// that its credit is of. A document that names no such time corrects none, as one for
// goodwill.
func (i *Invoice) Corrects(all []Invoice) []*Invoice {
	if !i.IsCreditNote() {
		return nil
	}
	found := map[string]bool{}
	for n := range i.Lines {
		if billed := i.billedBy(&i.Lines[n], all); billed != nil {
			found[billed.ID] = true
		}
	}
	var corrected []*Invoice
	for n := range all {
		if found[all[n].ID] {
			corrected = append(corrected, &all[n])
		}
	}
	return corrected
}

// billedBy is the latest document before this one that bills what a credit gives back;
// nil where the line is no credit, or none does.
func (i *Invoice) billedBy(credit *Line, all []Invoice) *Invoice {
	if credit.Kind != ProrationCredit {
		return nil
	}
	var latest *Invoice
	for n := range all {
		other := &all[n]
		counts := other.At.Before(i.At) && other.Status != InvoiceVoid && other.Status != InvoiceUncollectible
		if counts && (latest == nil || other.At.After(latest.At)) && slices.ContainsFunc(other.Lines, credit.givesBackOf) {
			latest = other
		}
	}
	return latest
}

// givesBackOf tells whether a line billed what a credit gives back a part of.
func (l *Line) givesBackOf(billed Line) bool {
	return (billed.Kind == Recurring || billed.Kind == ProrationCharge) && billed.Item == l.Item && billed.Quantity.Equal(l.Quantity) &&
		billed.Period.End.Equal(l.Period.End) && !billed.Period.Start.After(l.Period.Start)
}
