package words

import "testing"

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 kB", 1: "1 kB", 999_001: "1,000 kB", 1_499_999: "1 MB", 184_000_000: "184 MB", 1_234_000_000: "1.2 GB",
	} {
		if got := (Printer{}).Bytes(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
