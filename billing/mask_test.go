package billing

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The numbers are those that payment companies publish for tests, and the IBANs those of
// the standard's registry.
func TestWhatPaysOrLetsInIsMasked(t *testing.T) {
	tests := []struct{ text, want string }{
		{"card 4242424242424242 was declined", "card •••• 4242 was declined"},
		{"card 4242 4242 4242 4242.", "card •••• 4242."},
		{"5555-5555-5555-4444", "•••• 4444"},
		{"Amex 3782 822463 10005 twice", "Amex •••• 0005 twice"},
		{"Diners 30569309025904", "Diners •••• 5904"},
		{"6011.1111.1111.1117", "•••• 1117"},
		{"JCB 3530111333300000", "JCB •••• 0000"},
		{"13 digits: 4222222222222", "13 digits: •••• 2222"},
		{"19 digits: 6304000000000000000", "19 digits: •••• 0000"},
		{"4242\u00a04242\u00a04242\u00a04242", "•••• 4242"},
		{"4242 4242 4242 4242 12/28", "•••• 4242 12/28"},
		{"4242424242424242 and 4000056655665556", "•••• 4242 and •••• 5556"},
		{"cvc 123", "cvc ••••"},
		{"CVV: 1234, please", "CVV: ••••, please"},
		{"the security code is 737.", "the security code is ••••."},
		{"Prüfnummer lautet 123", "Prüfnummer lautet ••••"},
		{"IBAN DE89 3704 0044 0532 0130 00 is ours", "IBAN DE•••• is ours"},
		{"gb29nwbk60161331926819", "gb••••"},
		{"NO9386011117947", "NO••••"},
		{"MT84MALT011000012345MTLCAST001S", "MT••••"},
		{"password: hunter2, thanks", "password: ••••, thanks"},
		{`Passwort ist "sehr geheim"`, "Passwort ist ••••"},
		{"pin=0815", "pin=••••"},
		// What is none of these stays.
		{"NWT-0012 of $24.00 on 2026-11-05, PO-7731", "NWT-0012 of $24.00 on 2026-11-05, PO-7731"},
		{"order 1234 4242 4242 4242 4242", "order 1234 •••• 4242"},
		{"4242 4242 4242 4241", "4242 4242 4242 4241"},
		{"my password is not accepted", "my password is not accepted"},
		{"a password reset", "a password reset"},
		{"call +44 20 7946 0018", "call +44 20 7946 0018"},
		{"DE89 3704 0044 0532 0130 02", "DE89 3704 0044 0532 0130 02"},
		{"change 0199e1a4-7c1e-90b2", "change 0199e1a4-7c1e-90b2"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := MaskSecrets(tt.text); got != tt.want {
			t.Errorf("%q is masked to %q, want %q", tt.text, got, tt.want)
		}
	}
}

// However a card's number is grouped and whatever stands around it, no more than its last
// four digits are left.
func TestNoCardNumberIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(rapid.StringMatching(`[2-6][0-9]{11,17}`).Draw(t, "number"))
		digits = append(digits, '0')
		for !luhn(digits) {
			digits[len(digits)-1]++
		}
		var b strings.Builder
		for i, d := range digits {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{"", "", " ", "-", ".", "\u00a0"}).Draw(t, "sign"))
			}
			b.WriteByte(d)
		}
		around := rapid.SampledFrom([]string{"", "card ", "(", "x"})
		got := MaskSecrets(around.Draw(t, "before") + b.String() + around.Draw(t, "after"))
		left := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, got)
		if len(left) > cardTold || strings.Contains(left, string(digits)) {
			t.Fatalf("%q is left as %q", b.String(), got)
		}
	})
}
