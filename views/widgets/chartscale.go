package widgets

import "github.com/shopspring/decimal"

// chartSteps is how many steps an axis has at most.
const chartSteps = 4

// chartScale is where an axis ends and how far its lines are apart: 1, 2 or 5 times a
// power of ten, so that people can read between them.
type chartScale struct{ step, top decimal.Decimal }

func scaleFor(most decimal.Decimal) chartScale {
	if !most.IsPositive() {
		return chartScale{decimal.NewFromInt(1), decimal.NewFromInt(1)}
	}
	limit := decimal.NewFromInt(chartSteps)
	// As many digits as the greatest value has, less the one that a step may be short
	// of it.
	exponent := int32(most.NumDigits()) + most.Exponent() - 2
	for {
		for _, times := range []int64{1, 2, 5} {
			step := decimal.New(times, exponent)
			if steps := most.Div(step).Ceil(); steps.LessThanOrEqual(limit) {
				return chartScale{step, step.Mul(steps)}
			}
		}
		exponent++
	}
}

// lines are the values that have a line, from the lowest.
func (s chartScale) lines() []decimal.Decimal {
	lines := []decimal.Decimal{decimal.Zero}
	for v := s.step; v.LessThanOrEqual(s.top); v = v.Add(s.step) {
		lines = append(lines, v)
	}
	return lines
}

// share is a value's part of the axis, which is drawn to a ten-thousandth.
func (s chartScale) share(value decimal.Decimal) float32 {
	return float32(value.Shift(4).DivRound(s.top, 0).IntPart()) / 1e4
}

// labelEvery is how many days are named once so that their names stand clear of one
// another: every day, every week or so.
func labelEvery(widest, column float32, days int) int {
	for _, every := range []int{1, 2, 5, 7, 14} {
		if widest <= column*float32(every) {
			return every
		}
	}
	return max(days, 1)
}
