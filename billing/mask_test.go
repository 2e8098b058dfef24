package billing

import (
	"strings"
	"testing"
	"time"

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
		{"2026-01-05 4242 4242 4242 4242", "2026-01-05 •••• 4242"},
		{"4242  4242  4242  4242", "•••• 4242"},
		{"4242–4242–4242–4242", "•••• 4242"},
		{"4242/4242/4242/4242", "•••• 4242"},
		{"4242_4242_4242_4242", "•••• 4242"},
		{"4242 - 4242 - 4242 - 4242", "•••• 4242"},
		{"4242 4242\n4242 4242", "•••• 4242"},
		{"+494242424242424242", "+49•••• 4242"},
		{"４２４２ ４２４２ ４２４２ ４２４２", "•••• 4242"},
		{"4242424242424242 and 4000056655665556", "•••• 4242 and •••• 5556"},
		{"cvc 123", "cvc ••••"},
		{"cvv number 123", "cvv number ••••"},
		{"cvc code: 123", "cvc code: ••••"},
		{"security code (CVC) 123", "security code (CVC) ••••"},
		{"CVC – 1234.", "CVC – ••••."},
		{"CVV: 1234, please", "CVV: ••••, please"},
		{"the security code is 737.", "the security code is ••••."},
		{"Prüfnummer lautet 123", "Prüfnummer lautet ••••"},
		{"IBAN DE89 3704 0044 0532 0130 00 is ours", "IBAN DE•••• is ours"},
		{"gb29nwbk60161331926819", "gb••••"},
		{"DE89-3704-0044-0532-0130-00 is ours", "DE•••• is ours"},
		{"GB29–NWBK–6016–1331–9268–19", "GB••••"},
		{"DE89\u202f3704\u202f0044\u202f0532\u202f0130\u202f00", "DE••••"},
		{"NO9386011117947", "NO••••"},
		{"MT84MALT011000012345MTLCAST001S", "MT••••"},
		{"password: hunter2, thanks", "password: ••••, thanks"},
		{`Passwort ist "sehr geheim"`, "Passwort ist ••••"},
		{"pin=0815", "pin=••••"},
		{"pw: hunter2secret", "pw: ••••"},
		{"pwd = hunter2; thanks", "pwd = ••••; thanks"},
		{"pass:hunter2", "pass:••••"},
		{"Passwd hunter2", "Passwd ••••"},
		{"passphrase: correct-horse", "passphrase: ••••"},
		{"client_secret=abcdef", "client_secret=••••"},
		{"token: eyJhbGciOi", "token: ••••"},
		{"my pin 0815", "my pin ••••"},
		{"password - hunter2", "password - ••••"},
		{"password – I have forgotten it", "password – I have forgotten it"},
		{"Kennwort: geheim", "Kennwort: ••••"},
		{"Kennung: maya.o", "Kennung: ••••"},
		{"Passwort geheim123, danke", "Passwort ••••, danke"},
		{"please pass this on, the token expired", "please pass this on, the token expired"},
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

// These look like a card's number here and there, and are none.
func TestWhatIsNoCardsNumberStaysReadable(t *testing.T) {
	for _, text := range []string{
		"NWT-2026-0012 and NWT-2026-0013", "CN-0001 of 2026-11-05", "from 2026-11-05 to 2026-12-05", "2026-11-05T09:12:30Z",
		"0199e1a4-7c1e-7b2f-8c3d-424242424242", "id 4242d242-4242-4242-4242-424242424242.", "$1,234,567.89 and 24.00", "05.11.2026, 09:12",
		"+49 30 901820", "revision 1482", "1e7e2a5b 4096",
	} {
		if got := MaskSecrets(text); got != text {
			t.Errorf("%q is masked to %q", text, got)
		}
	}
}

// What stands in front may pass for the beginning of a card's number; on each day of a
// year it does not hide the real one.
func TestNoDateHidesACardsNumber(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 365 {
		for _, layout := range []string{"2006-01-02 ", "02.01.2006 ", "1/2/2006 ", "20060102 ", "20060102", "Jan 2, 2006, "} {
			text := day.Format(layout) + "4242 4242 4242 4242"
			got := MaskSecrets(text)
			if !strings.HasSuffix(got, "•••• 4242") || strings.Count(got, "4242") > 1 {
				t.Errorf("%q is left as %q", text, got)
			}
		}
		day = day.AddDate(0, 0, 1)
	}
}

// published are the numbers that payment companies publish for tests.
var published = []string{
	"4242424242424242", "4000056655665556", "4222222222222", "5555555555554444", "2223003122003222", "5200828282828210", "5105105105105100",
	"378282246310005", "371449635398431", "6011111111111117", "6011000990139424", "3056930009020004", "36227206271667", "30569309025904",
	"3566002020360505", "6200000000000005", "6205500000000000004", "6304000000000000000", "6759649826438453", "5018000000000009", "135410014004955",
}

// However a card's number is dressed and whatever stands around it, no more than its last
// four digits are left.
func TestNoCardNumberIsLeft(t *testing.T) {
	group := rapid.SampledFrom([]int{1, 2, 3, 4, 4, 4, 5, 6, 19})
	gap := rapid.StringMatching(`[ \-./_,\n\t\x{a0}\x{2009}\x{202f}\x{200b}\x{2010}-\x{2015}\x{2212}]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SampledFrom(published).Draw(t, "published")
		if rapid.Bool().Draw(t, "any other") {
			number = withCheckDigit(rapid.StringMatching(`[3-6][0-9]{11,17}`).Draw(t, "number"))
		}
		var b strings.Builder
		sign := gap.Draw(t, "gap")
		for i, next := 0, group.Draw(t, "group"); i < len(number); i++ {
			if next == 0 {
				next = group.Draw(t, "group")
				b.WriteString(sign)
			}
			b.WriteByte(number[i])
			next--
		}
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 1000).Draw(t, "day"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "2006/1/2", "02.01.2006", "1/2/06", "20060102", "2 Jan 2006 15:04"})
		before := rapid.SampledFrom([]string{"", "card ", "(", "x", "NWT-0012 ", "24.00 ", day.Format(layout.Draw(t, "date")) + sign}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", "x", ")", " 12/28", " " + day.Format(layout.Draw(t, "date after"))}).Draw(t, "after")
		leaksNothing(t, before, b.String(), after)
	})
}

// A country's code, or a date, that is written without a space before the number hides
// none that a network issued.
func TestNoPrefixHidesACardsNumber(t *testing.T) {
	for _, number := range published {
		for _, before := range []string{"+49", "+1", "0049", "20260105", "4"} {
			for _, text := range []string{number, number[:4] + " " + number[4:8] + " " + number[8:12] + " " + number[12:], number[:4] + "-" + number[4:10] + "-" + number[10:]} {
				leaksNothing(t, before, text, "")
				leaksNothing(t, "", text, "1228"+before)
			}
		}
	}
}

// withCheckDigit is a number with the check digit that it lacks.
func withCheckDigit(number string) string {
	digits := append([]byte(number), '0')
	for !luhn(digits) {
		digits[len(digits)-1]++
	}
	return string(digits)
}

// leaksNothing checks that of a number between other words no more than four digits are left.
func leaksNothing(t interface{ Fatalf(string, ...any) }, before, number, after string) {
	digits := func(text string) int {
		return len(strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text))
	}
	got := MaskSecrets(before + number + after)
	if digits(got) > digits(before)+digits(after)+cardTold || strings.Contains(got, number) {
		t.Fatalf("%q is left as %q", before+number+after, got)
	}
}
