package words

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// speak has a test say everything in a language.
func speak(t *testing.T, l Language) {
	t.Helper()
	Speak(l)
	t.Cleanup(func() { Speak(English) })
}

// Sentences that are put together of others are German as a whole: nouns keep their
// capitals, and numbers, dates and signs stand as they do in German.
func TestWholeSentencesInGerman(t *testing.T) {
	speak(t, German)
	p := Printer{Locale: "de-DE"}
	at := time.Date(2026, 11, 20, 16, 20, 7, 0, time.UTC)
	end := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	volume := billing.Line{
		Code: billing.LineUnusedTime, Item: "volume:email_credits", Quantity: decimal.RequireFromString("40000"),
		Amount: amount(t, "-94.80", "EUR"), Params: map[string]string{
			"name": "email_credits", "left": "825473", "of": "2592000", "unit": "second",
		},
		Arithmetic: "-(40000*0.01)*825473/2592000",
	}
	seats := volume
	seats.Code, seats.Item, seats.Quantity = billing.LineRestOfPeriod, billing.ItemSeats, decimal.NewFromInt(1)
	seats.Params = map[string]string{"name": "Business"}
	seats.Period = billing.Period{Start: at, End: end}
	from := billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 46}
	to := billing.Terms{Plan: "business", Interval: billing.Yearly, Seats: 50, Volumes: map[string]int64{"ai_credits": 60000}}
	cases := []struct{ name, got, want string }{
		{"volume", p.Line(volume), "Nicht genutzte Zeit: 40.000 E-Mail-Credits"},
		{"rest", p.Line(seats), "Business, 1 Platz, bis 1. Dez."},
		{"arithmetic", p.Arithmetic(volume), "–40.000 × 0,01 × 825.473 Sek. ÷ 2.592.000 Sek. = –94,80"},
		{
			"explained", p.Explanation(volume, money.HalfUp),
			"Restzeit: 9 Tg. 13 Std. 17 Min. 53 Sek.; ganzer Zeitraum: 30 Tage. Einmal kaufmännisch gerundet: –94,80.",
		},
		{"terms", p.Terms(nil, to), "business, 50 Plätze, 60.000 KI-Credits, jährlich"},
		{"summary", p.Summary(nil, from, to), "team zu business, Monatlich zu jährlich, 46 auf 50 Plätze, KI-Credits: 0 auf 60.000 im Monat"},
		{"percent", p.Percent(decimal.RequireFromString("0.055")), "5,5\u00a0%"},
		{"fine price", p.UnitPrice(decimal.RequireFromString("0.0008"), "EUR"), "0,0008\u00a0EUR"},
		{"date", p.Date(end), "1. Dez. 2026"},
		{"instant", p.Instant(at), "20. Nov. 2026, 16:20"},
		{"period", p.Between(at, end), "20. Nov. – 1. Dez. 2026"},
		{"ago", Ago(2 * time.Minute), "vor 2 Min."},
		{"found", Found(billing.KindInvoices | billing.KindMembers).String(), "Aktualisiert: Rechnungen, Mitglieder."},
		{
			"permission", p.Problem(billing.NewProblem(billing.NotPermitted, "role", "member")).String(),
			"Nur Inhaber, Arbeitsbereich-Admins und Abrechnungsadmins dürfen den Tarif ändern; Ihre Rolle ist „Mitglied“. " +
				"Es wurde nichts abgebucht. Fragen Sie eine dieser Personen.",
		},
		{
			"meter", p.Problem(billing.NewProblem(billing.AllowanceUsedUp, "left", "1200", "meter", "email_credits")).What,
			"Es ist zu wenig übrig: 1.200 E-Mail-Credits.",
		},
		{
			"reason", p.Problem(billing.NewProblem(billing.PaymentDeclined, "reason", "insufficient_funds")).What,
			"Die Zahlung wurde abgelehnt: unzureichende Deckung.",
		},
		{
			"phrase", p.Problem(billing.NewProblem(billing.HomeUnusable, "reason", "it is not a directory")).What,
			"Billfold kann seine Daten nicht speichern: es ist kein Verzeichnis.",
		},
		{
			"clock", p.Problem(billing.NewProblem(billing.ClockSkewed, "by", "2m5s")).What,
			"Die Uhr dieses Computers geht falsch; Abweichung: 2 Min. 5 Sek.",
		},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestSystemsLanguageAndRegion(t *testing.T) {
	for locale, want := range map[string]struct {
		language Language
		numbers  Locale
	}{
		"de-CH":      {German, "de-CH"},
		"de":         {German, "de"},
		"en-IN":      {English, "en-IN"},
		"zh-HK-Hant": {English, "en-HK"},
		"fr":         {English, "en"},
		"en-XA":      {Pseudo, "en-XA"},
	} {
		if got := spokenFor(locale); got != want.language {
			t.Errorf("%s: speaks %s, want %s", locale, got, want.language)
		}
		if got := localeFor(want.language, locale); got != want.numbers {
			t.Errorf("%s: numbers as in %s, want %s", locale, got, want.numbers)
		}
	}
}

func TestReasonsStandInSentencesAndAlone(t *testing.T) {
	for said, want := range map[string]string{
		"insufficient_funds": "insufficient funds", "it is not a directory": "it is not a directory", "do_not_honor": "card declined", "lost_card": "lost card",
	} {
		if got := Reason(said); got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
	if got := Refusal("insufficient_funds") + ", " + Refusal("ödd_code") + Refusal(""); got != "Insufficient funds, Ödd code" {
		t.Errorf("%q", got)
	}
}
