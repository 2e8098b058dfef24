package words

import "github.com/shopspring/decimal"

// Bytes is how much room files take, in decimal units, as file managers write it:
// "184 MB", "1.2 GB".
func (p Printer) Bytes(n int64) string {
	const kilo, mega, giga = 1_000, 1_000_000, 1_000_000_000
	switch {
	case n < mega:
		return T("{n} kB", "n", p.Count((n+kilo-1)/kilo))
	case n < giga:
		return T("{n} MB", "n", p.Count((n+mega/2)/mega))
	default:
		return T("{n} GB", "n", p.Number(decimal.New(n, 0).DivRound(decimal.New(giga, 0), 1)))
	}
}
