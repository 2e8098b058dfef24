package billing

import (
	"math/big"
	"testing"
)

// BenchmarkPreviewOfFiveItems compares a preview in which five items change with
// the same arithmetic on bare big.Ints: five credits, five charges, the renewal's
// five prices, each rounded once, their sums and the tax of two rates.
func BenchmarkPreviewOfFiveItems(b *testing.B) {
	f, patch, instant := fiveItems(), Patch{Plan: ptr("business"), Addons: map[string]int{"storage_100": 2}}, at("2024-01-16T12:00:00Z")
	b.Run("figure", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p, err := NewPreview(f, patch, instant)
			if err != nil || len(p.Lines) != 10 || len(p.Next.Lines) != 5 {
				b.Fatalf("%d lines, %v", len(p.Lines), err)
			}
		}
	})
	b.Run("baseline=bare_integers", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if bareFive().Sign() <= 0 {
				b.Fatal("nothing is due")
			}
		}
	})
}

func fiveItems() Facts {
	c := shop()
	volumes := func(cheaper string) []Volume {
		return []Volume{
			{Meter: EmailCredits, Max: 100000, Step: 1000, Mode: VolumeMode, Tiers: []Tier{{Unit: dec("0.00" + cheaper)}}},
			{Meter: MessageCredits, Max: 100000, Step: 1000, Mode: VolumeMode, Tiers: []Tier{{Unit: dec("0.01" + cheaper)}}},
		}
	}
	for id, base := range map[string]string{"team": "30.00", "business": "90.00"} {
		plan, _ := c.Plan(id)
		plan.Prices[0].Base, plan.Volumes = dec(base), volumes(base[:1])
	}
	terms := teamOf(5)
	terms.Addons = map[string]int{"storage_100": 1}
	terms.Volumes = map[string]int64{EmailCredits: 10000, MessageCredits: 2000}
	f := paying(c, terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Account.Details.Country = "GB"
	return f
}

// bareFive is what a preview of fiveItems adds up, in cents and ten-thousandths.
func bareFive() *big.Int {
	before := [][2]int64{{1, 300000}, {5, 120000}, {1, 100000}, {10000, 30}, {2000, 130}}
	after := [][2]int64{{1, 900000}, {5, 180000}, {2, 100000}, {10000, 90}, {2000, 190}}
	left, of := big.NewInt(1339200), big.NewInt(2678400)
	now, renewal := new(big.Int), new(big.Int)
	for i := range before {
		credit, charge := bare(before[i]), bare(after[i])
		now.Sub(now, bareRounded(credit.Mul(credit, left), of))
		now.Add(now, bareRounded(charge.Mul(charge, left), of))
		renewal.Add(renewal, bareRounded(bare(after[i]), big.NewInt(1)))
	}
	for _, sum := range []*big.Int{now, renewal} {
		sum.Add(sum, bareRounded(new(big.Int).Mul(sum, big.NewInt(2000)), big.NewInt(100)))
	}
	return now
}

func bare(item [2]int64) *big.Int { return new(big.Int).Mul(big.NewInt(item[0]), big.NewInt(item[1])) }

// bareRounded brings ten-thousandths over a number to cents, half up.
func bareRounded(num, den *big.Int) *big.Int {
	scaled := new(big.Int).Mul(den, big.NewInt(100))
	quotient, rest := new(big.Int).QuoRem(num, scaled, new(big.Int))
	if rest.Lsh(rest, 1).Cmp(scaled) >= 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient
}
