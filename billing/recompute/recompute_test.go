package recompute_test

import (
	"testing"

	"billfold/billing/recompute"
)

func TestAmounts(t *testing.T) {
	for text, want := range map[string]struct{ up, even string }{
		"5*12.00":                         {"60.00", "60.00"},
		"-(5*12.00)*1339200/2678400":      {"-30.00", "-30.00"},
		"-min((5*12.00)*100/200,7.00)":    {"-7.00", "-7.00"},
		"(5*12.00)*(1-0.2)*1/3":           {"16.00", "16.00"},
		"10000*0.0010+(15000-10000)*0.00": {"10.00", "10.00"},
		"1/8":                             {"0.13", "0.12"},
		"-1/8":                            {"-0.13", "-0.12"},
		"-0.001":                          {"0.00", "0.00"},
		"7-2-1":                           {"4.00", "4.00"},
		"12/2/3":                          {"2.00", "2.00"},
	} {
		for even, amount := range map[bool]string{false: want.up, true: want.even} {
			got, err := recompute.Amount(text, 2, even)
			if err != nil || got != amount {
				t.Errorf("%s: got %s, %v; want %s", text, got, err, amount)
			}
		}
	}
}

func TestWhatIsNoArithmetic(t *testing.T) {
	for _, text := range []string{"", "5 * 2", "5*", "(5", "min(1)", "min(1,2", "1/0", "1/(2-2)", "x", "1e3", "1,2", "5)"} {
		if got, err := recompute.Amount(text, 2, false); err == nil {
			t.Errorf("%q: got %s", text, got)
		}
	}
}
