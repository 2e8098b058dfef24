package billing

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"
)

const (
	// Nothing is forecast before a tenth of a usage cycle has passed, and never
	// before a day: one campaign, or none yet, says nothing about a month.
	paceAfterPart = 10
	paceAfter     = 24 * time.Hour

	// paceSlack is by how much an allowance may run out before its cycle's end and
	// still count as lasting: a forecast is not more exact than a day.
	paceSlack = 24 * time.Hour
)

// Confidence is how far a forecast can be trusted, by the part of the usage cycle
// that it was seen over.
type Confidence string

// The confidences: up to a third of the cycle, up to two thirds, and beyond.
const (
	ConfidenceLow    Confidence = "low"
	ConfidenceMedium Confidence = "medium"
	ConfidenceHigh   Confidence = "high"
)

// Pace is what goes on being used up as it was so far in a usage cycle.
type Pace struct {
	AtEnd      decimal.Decimal // what is used by the cycle's end: a whole number, rounded half away from zero
	RunsOut    time.Time       // when the allowance is used up, to the second; zero where it lasts to the cycle's end
	Confidence Confidence

	exact *big.Rat // what is used by the cycle's end
	lasts bool
}

// Lasts tells whether the allowance lasts, or runs out so late in the cycle that
// a forecast could not tell.
func (p Pace) Lasts() bool { return p.lasts }

// Rough tells whether the forecast is a guess from too little: nothing is said to run
// out, and nothing recommended, for it alone.
func (p Pace) Rough() bool { return p.Confidence == ConfidenceLow }

// upTo is the forecast where the allowance is there only until an instant: what would
// run out later does not.
func (p Pace) upTo(end time.Time) Pace {
	if !p.RunsOut.Before(end) {
		p.RunsOut, p.lasts = time.Time{}, true
	}
	return p
}

// PaceOf extends what was used since a cycle began to the cycle's end: linearly,
// exactly, rounded once. It is false while too little of the cycle has passed to
// say, and once all of it has.
func PaceOf(used, allowance decimal.Decimal, cycle Period, now time.Time) (Pace, bool) {
	elapsed, length := seconds(cycle.Start, now), seconds(cycle.Start, cycle.End)
	if elapsed*paceAfterPart < length || now.Sub(cycle.Start) < paceAfter || !now.Before(cycle.End) {
		return Pace{}, false
	}
	p := Pace{exact: used.Rat(), Confidence: confidenceOf(elapsed, length), lasts: true}
	p.exact.Mul(p.exact, big.NewRat(length, elapsed))
	p.AtEnd = rounded(p.exact)
	if p.exact.Cmp(allowance.Rat()) <= 0 {
		return p, true
	}
	// Where more is used than there is, some was used: this divides by no zero.
	after := new(big.Rat).Quo(new(big.Rat).Mul(allowance.Rat(), big.NewRat(elapsed, 1)), used.Rat())
	p.RunsOut = cycle.Start.Add(time.Duration(ceiling(after).Int64()) * time.Second)
	p.lasts = !p.RunsOut.Before(cycle.End.Add(-paceSlack))
	return p, true
}

func confidenceOf(elapsed, length int64) Confidence {
	switch {
	case 3*elapsed <= length:
		return ConfidenceLow
	case 3*elapsed <= 2*length:
		return ConfidenceMedium
	default:
		return ConfidenceHigh
	}
}

func seconds(from, to time.Time) int64 { return int64(to.Sub(from) / time.Second) }

// rounded is a rational from 0 on as a whole number, halves up.
func rounded(r *big.Rat) decimal.Decimal {
	twice := new(big.Int).Mul(r.Num(), big.NewInt(2))
	twice.Add(twice, r.Denom())
	return decimal.NewFromBigInt(twice.Div(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2))), 0)
}

// ceiling is the least whole number that is not below a rational.
func ceiling(r *big.Rat) *big.Int {
	up := new(big.Int).Add(r.Num(), r.Denom())
	return up.Sub(up, big.NewInt(1)).Div(up, r.Denom())
}
