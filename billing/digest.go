package billing

import (
	"crypto/sha256"
	"strconv"
)

const previewDomain = "billfold-preview-v1"

// Digest is the SHA-256 of everything that a person sees in a preview: its terms,
// every line with its arithmetic, every total, what waits and what renews. Two
// previews with one digest show the same; it is what a device signs and the
// backend compares with the preview that it made.
func (p *Preview) Digest() [sha256.Size]byte {
	f := newFrame(previewDomain).text(p.ID, string(p.Kind), string(p.Currency), string(p.Timing), p.Pays).
		instant(p.At).instant(p.ExpiresAt).instant(p.EffectiveAt).period(p.Period).
		text(strconv.FormatInt(p.Revision, 10), strconv.FormatBool(p.NewPeriod))
	f = framedTerms(framedTerms(f, p.Before), p.After)
	f = framedTotals(framedList(f, p.Lines, framedLine), p.Totals).text(p.Discount.String(), p.BillingCreditAfter.String())
	f = f.text(strconv.FormatBool(p.Scheduled != nil))
	if p.Scheduled != nil {
		f = framedTerms(f.instant(p.Scheduled.At), p.Scheduled.After)
	}
	f = f.text(strconv.FormatBool(p.Next != nil))
	if p.Next != nil {
		f = framedTotals(framedList(f.instant(p.Next.At), p.Next.Lines, framedLine), p.Next.Totals)
	}
	for _, notices := range [][]Notice{p.Blockers, p.Warnings, p.Losses} {
		f = framedList(f, notices, framedNotice)
	}
	return sha256.Sum256(f)
}

func framedTerms(f frame, t Terms) frame {
	f = f.text(t.Plan, string(t.Interval)).count(t.Seats)
	f = framedMap(f, t.Addons, strconv.Itoa)
	return framedMap(f, t.Volumes, func(n int64) string { return strconv.FormatInt(n, 10) })
}

func framedLine(f frame, l Line) frame {
	f = f.text(string(l.Kind), string(l.Item), string(l.Code)).number(l.Quantity).number(l.UnitPrice).
		period(l.Period).text(l.Amount.String(), l.Arithmetic)
	f = framedList(f, l.Taxes, func(f frame, tax Tax) frame { return f.text(tax.Name).number(tax.Rate) })
	return framedMap(f, l.Params, verbatim)
}

func framedTotals(f frame, t Totals) frame {
	f = f.text(t.Subtotal.String(), t.Total.String(), t.BillingCreditApplied.String(), t.AmountDue.String())
	return framedList(f, t.Taxes, func(f frame, tax TaxLine) frame {
		return f.text(tax.Name).number(tax.Rate).text(tax.Taxable.String(), tax.Amount.String())
	})
}

func framedNotice(f frame, n Notice) frame {
	return framedMap(f.text(string(n.Code), n.Fix), n.Params, verbatim)
}

func verbatim(s string) string { return s }
