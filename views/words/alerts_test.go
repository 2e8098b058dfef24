package words

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
)

func TestAlertsInWords(t *testing.T) {
	catalog := &billing.Catalog{Plans: []billing.Plan{{ID: "free", Name: "Free"}}}
	failed := []string{"invoice", "NW-7", "amount", "1260.50", "currency", "EUR", "method", "Visa 4242", "reason", "insufficient_funds"}
	cases := []struct {
		name   string
		kind   billing.AlertKind
		params []string
		want   string
		german string
	}{
		{
			"declined", billing.AlertPaymentFailed, append(slices.Clone(failed), "next", "2026-11-21T06:00:00Z"),
			"€1,260.50 was declined. | Invoice NW-7, Visa 4242: insufficient funds. It is tried again on 21 Nov 2026.",
			"1.260,50\u00a0€ wurden abgelehnt. | Rechnung NW-7, Visa 4242: unzureichende Deckung. Der nächste Versuch ist am 21. Nov. 2026.",
		},
		{
			"declined for the last time", billing.AlertPaymentFailed, append(slices.Clone(failed), "reason", "", "method", ""),
			"€1,260.50 was declined. | Invoice NW-7.", "1.260,50\u00a0€ wurden abgelehnt. | Rechnung NW-7.",
		},
		{
			"the bank asks", billing.AlertPaymentFailed, append(slices.Clone(failed), "reason", "requires_action"),
			"The bank asks to confirm €1,260.50. | Invoice NW-7. Nothing is charged until then.",
			"Die Bank bittet um Bestätigung von 1.260,50\u00a0€. | Rechnung NW-7. Bis dahin wird nichts abgebucht.",
		},
		{
			"due", billing.AlertInvoiceDue,
			[]string{"at", "2026-12-01T00:00:00Z", "amount", "854.40", "currency", "EUR"},
			"An invoice is due on 1 Dec 2026. | About €854.40 is going to be charged.",
			"Am 1. Dez. 2026 ist eine Rechnung fällig. | Voraussichtlich werden 854,40\u00a0€ abgebucht.",
		},
		{
			"card", billing.AlertCardExpires,
			[]string{"brand", "Visa", "last", "4242", "month", "12/2026"},
			"Visa ending 4242 expires at the end of 12/2026. | Add another card under Payments before then.",
			"Visa mit Endziffern 4242 läuft Ende 12/2026 ab. | Hinterlegen Sie vorher unter „Zahlungen“ eine andere Karte.",
		},
		{
			"card gone", billing.AlertCardExpires,
			[]string{"brand", "Visa", "last", "4242", "month", "10/2026", "expired", "true"},
			"Visa ending 4242 has expired. | Nothing can be charged to it. Add another card under Payments.",
			"Visa mit Endziffern 4242 ist abgelaufen. | Von ihr kann nichts mehr abgebucht werden. Hinterlegen Sie unter „Zahlungen“ eine andere Karte.",
		},
		{
			"trial", billing.AlertTrialEnds,
			[]string{"at", "2026-11-24T12:00:00Z", "days", "3", "then", "free"},
			"The trial ends in 3 days. | It ends on 24 Nov 2026. Without a choice it goes on as Free.",
			"Die Testphase endet in 3 Tagen. | Sie endet am 24. Nov. 2026. Ohne Ihre Wahl geht es mit Free weiter.",
		},
		{
			"trial's last day", billing.AlertTrialEnds,
			[]string{"at", "2026-11-22T12:00:00Z", "days", "1"},
			"The trial ends in 1 day. | It ends on 22 Nov 2026.", "Die Testphase endet in 1 Tag. | Sie endet am 22. Nov. 2026.",
		},
		{
			"credits", billing.AlertLimitReached,
			[]string{"grant", "ai_credits", "used", "5000", "limit", "5000", "until", "2026-12-01T00:00:00Z"},
			"AI credits: used up. | 5,000 of 5,000 were used. More are granted on 1 Dec 2026.",
			"KI-Credits: aufgebraucht. | 5.000 von 5.000 wurden verbraucht. Neue gibt es am 1. Dez. 2026.",
		},
		{
			"credits nearly", billing.AlertLimitNear,
			[]string{"grant", "call_minutes", "used", "80", "limit", "100", "until", "2026-12-01T00:00:00Z"},
			"Call minutes: 80% used. | 80 of 100 were used. More are granted on 1 Dec 2026.",
			"Gesprächsminuten: 80\u00a0% verbraucht. | 80 von 100 wurden verbraucht. Neue gibt es am 1. Dez. 2026.",
		},
		{
			"storage", billing.AlertLimitReached,
			[]string{"grant", "storage_gb", "used", "700.5", "limit", "700"},
			"Storage is full. | 700.5 GB of 700 GB are in use. Nothing is deleted; new files wait until there is room.",
			"Der Speicher ist voll. | 700,5 GB von 700 GB sind belegt. Es wird nichts gelöscht; neue Dateien warten, bis Platz ist.",
		},
		{
			"storage nearly", billing.AlertLimitNear,
			[]string{"grant", "storage_gb", "used", "560", "limit", "700"},
			"Storage is 80% full. | 560 GB of 700 GB are in use.", "Der Speicher ist zu 80\u00a0% voll. | 560 GB von 700 GB sind belegt.",
		},
		{
			"seats", billing.AlertLimitReached,
			[]string{"grant", "seats", "used", "50", "limit", "50"},
			"All seats are taken. | 50 members are active for 50 seats. Add seats to invite more.",
			"Alle Plätze sind belegt. | 50 Mitglieder sind aktiv, bei 50 Plätzen. Fügen Sie Plätze hinzu, um weitere einzuladen.",
		},
		{
			"seats nearly", billing.AlertLimitNear,
			[]string{"grant", "seats", "used", "40", "limit", "50"},
			"80% of the seats are taken. | 40 members are active for 50 seats.",
			"80\u00a0% der Plätze sind belegt. | 40 Mitglieder sind aktiv, bei 50 Plätzen.",
		},
		{
			"held", billing.AlertChangeHeld,
			[]string{"at", "2026-12-01T00:00:00Z"},
			"The change that is scheduled for 1 Dec 2026 does not fit what is in use. | Make room before then, or undo it.",
			"Die für den 1. Dez. 2026 geplante Änderung passt nicht zu dem, was genutzt wird. | Schaffen Sie vorher Platz, oder nehmen Sie sie zurück.",
		},
		{
			"kept", billing.AlertChangeHeld,
			[]string{"kept", "true"},
			"A scheduled change was not made. | It does not fit what is in use, and waits for the next period. Make room, or undo it.",
			"Eine geplante Änderung wurde nicht vorgenommen. | Sie passt nicht zu dem, was genutzt wird, und wartet auf den nächsten Zeitraum. Schaffen Sie Platz, oder nehmen Sie sie zurück.",
		},
		{
			"device", billing.AlertNewDevice,
			[]string{"person", "Ada Byron", "device", "Billfold on MacBook Air"},
			"A new device can pay. | Ada Byron: Billfold on MacBook Air. If that is not right, have its owner revoke it in the settings.",
			"Ein neues Gerät kann Zahlungen bestätigen. | Ada Byron: Billfold on MacBook Air. Wenn das nicht stimmt, lassen Sie es in den Einstellungen widerrufen.",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			alert := billing.Alert{Kind: c.kind, Params: billing.Params(c.params...)}
			title, body := Printer{}.Alert(catalog, alert)
			if got := title + " | " + body; got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			speak(t, German)
			title, body = Printer{Locale: "de-DE"}.Alert(catalog, alert)
			if got := title + " | " + body; got != c.german {
				t.Errorf("got  %s\nwant %s", got, c.german)
			}
		})
	}
}

// Every kind of alert has words, with and without what it should say.
func TestEveryAlertHasWords(t *testing.T) {
	for _, kind := range append(slices.Clone(billing.AlertKinds), "of_a_newer_version") {
		title, body := Printer{}.Alert(nil, billing.Alert{Kind: kind})
		if title == "" || strings.ContainsAny(title+body, "{}[]") {
			t.Errorf("%s: %q, %q", kind, title, body)
		}
	}
	title, body := Printer{}.MoreAlerts(4)
	if title != "And 4 more" || body != "Open Billfold to read it all." {
		t.Errorf("%q, %q", title, body)
	}
}
